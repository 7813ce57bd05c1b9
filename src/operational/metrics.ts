/** What the service counts and measures, as Prometheus reads it at `/metrics`. It tells of no project, user, token or path. */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client';
import type { Exchange } from '../http/exchange.ts';
import { isApiRoute, type OperationalRoute } from './routes.ts';

/** In seconds. What is in memory is answered in less than a millisecond, what must be on the disk in a few. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * All metrics of our own. A label has few values, and none that a client can make up: each combination is kept as long as
 * the process lives.
 */
const define = (registers: Registry[]) => ({
  requests: new Counter({
    name: 'osg_http_requests_total',
    help: 'Requests that are over, by operation, status and microversion.',
    labelNames: ['operation', 'status', 'microversion'] as const,
    registers,
  }),
  duration: new Histogram({
    name: 'osg_http_request_duration_seconds',
    help: 'Seconds from the header of a request to its answer, by operation.',
    labelNames: ['operation'] as const,
    buckets: BUCKETS,
    registers,
  }),
  underWay: new Gauge({
    name: 'osg_http_requests_in_flight',
    help: 'Requests that are being answered.',
    registers,
  }),
});

/** Nothing of the kind: no operation was reached, no microversion agreed upon, or nobody was there to take the answer. */
const NONE = 'none';
/** What is served beside the API has no operationId; what it has is a path. */
const OPERATIONAL = 'operational';

const operationOf = ({ row }: Reached): string => {
  if (row === undefined) return NONE;
  return isApiRoute(row) ? row.operationId : OPERATIONAL;
};

type Reached = Pick<Exchange, 'row' | 'version'>;

export interface Metrics {
  readonly routes: readonly OperationalRoute[];
  /** A request has come. */
  readonly began: () => void;
  /** It is over, after so many milliseconds. There is no status where the client has gone away. */
  readonly ended: (reached: Reached, status: number | undefined, ms: number) => void;
}

const OFF: Metrics = { routes: [], began: () => {}, ended: () => {} };

let ofProcess: Registry | undefined;

/** Node's own metrics: one set for all apps of the process, since the library never stops what it starts for them. */
const processRegistry = (): Registry => {
  if (ofProcess === undefined) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
};

/** The metrics of one app; with `isOn` false they cost nothing, and are served nowhere. */
export const createMetrics = (isOn: boolean): Metrics => {
  if (!isOn) return OFF;
  const own = new Registry();
  const { requests, duration, underWay } = define([own]);
  const all = Registry.merge([own, processRegistry()]);
  const answer = async () => ({
    status: 200,
    headers: { 'Content-Type': all.contentType },
    body: Buffer.from(await all.metrics()),
  });
  return {
    routes: [{ path: '/metrics', answer }],
    began: () => underWay.inc(),
    // The library's children of a metric, one for each combination of labels, were measured to be no faster.
    ended: (reached, status, ms) => {
      const operation = operationOf(reached);
      underWay.dec();
      requests.inc({ operation, status: status ?? NONE, microversion: reached.version ?? NONE });
      duration.observe({ operation }, ms / 1000);
    },
  };
};
