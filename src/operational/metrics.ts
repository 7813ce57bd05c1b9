/** What the service counts and measures, as Prometheus reads it at `/metrics`. It tells of no project, user, token or path. */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client';
import type { Exchange } from '../http/exchange.ts';
import type { KeystoneObserver } from '../identity/keystone-http.ts';
import type { StoreMeter } from '../store/measured.ts';
import type { StoreObserver } from '../store/observer.ts';
import type { Load } from '../store/store.ts';
import { isApiRoute, type OperationalRoute } from './routes.ts';

/** In seconds. What is in memory is answered in less than a millisecond, what must be on the disk in a few. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** How many writes share the wait for the disk. */
const BATCHES = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** Where gauges are read from, once the parts of the service are there. */
interface Sources {
  load: () => Load;
  waitingForKeystone: () => number;
}

/**
 * All metrics of our own. A label has few values, and none that a client can make up: each combination is kept as long as
 * the process lives.
 */
const define = (registers: Registry[], sources: Sources) => ({
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
  storeCalls: new Histogram({
    name: 'osg_store_call_duration_seconds',
    help: 'Seconds that a call of the store took, with its waiting, by call and outcome.',
    labelNames: ['call', 'outcome'] as const,
    buckets: BUCKETS,
    registers,
  }),
  storeBatch: new Histogram({
    name: 'osg_store_batch_size',
    help: 'Writes that came to the disk together (SQLite).',
    buckets: BATCHES,
    registers,
  }),
  storeWaiting: new Gauge({
    name: 'osg_store_waiting',
    help: 'Writes on their way to the disk (SQLite), or calls that wait for a connection (PostgreSQL).',
    registers,
    collect() {
      this.set(sources.load().waiting);
    },
  }),
  storeConnections: new Gauge({
    name: 'osg_store_connections',
    help: 'Open connections to the database (PostgreSQL), by state.',
    labelNames: ['state'] as const,
    registers,
    collect() {
      const { connections = {} } = sources.load();
      for (const [state, count] of Object.entries<number>(connections)) this.set({ state }, count);
    },
  }),
  keystoneCalls: new Histogram({
    name: 'osg_keystone_request_duration_seconds',
    help: 'Seconds from a request to Keystone to its answer, by request and status.',
    labelNames: ['request', 'status'] as const,
    buckets: BUCKETS,
    registers,
  }),
  keystoneWaiting: new Gauge({
    name: 'osg_keystone_requests_waiting',
    help: 'Requests to Keystone that wait for a connection.',
    registers,
    collect() {
      this.set(sources.waitingForKeystone());
    },
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
  readonly store: StoreMeter & Pick<StoreObserver, 'committed'>;
  readonly keystone: KeystoneObserver;
}

const ignore = () => {};

export const UNMEASURED: Metrics = {
  routes: [],
  began: ignore,
  ended: ignore,
  store: { called: ignore, committed: ignore, watch: ignore },
  keystone: { asked: ignore, watch: ignore },
};

let ofProcess: Registry | undefined;

/** Node's own metrics: one set for all apps of the process, since the library never stops what it starts for them. */
const processRegistry = (): Registry => {
  if (ofProcess === undefined) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
};

/** The metrics of one service; with `isOn` false they cost nothing, and are served nowhere. */
export const createMetrics = (isOn: boolean): Metrics => {
  if (!isOn) return UNMEASURED;
  const own = new Registry();
  const sources: Sources = { load: () => ({ waiting: 0 }), waitingForKeystone: () => 0 };
  const { requests, duration, underWay, storeCalls, storeBatch, keystoneCalls } = define([own], sources);
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
    store: {
      called: (call, outcome, ms) => storeCalls.observe({ call, outcome }, ms / 1000),
      committed: (writes) => storeBatch.observe(writes),
      watch: (load) => {
        sources.load = load;
      },
    },
    keystone: {
      asked: (request, status, ms) => keystoneCalls.observe({ request, status: status ?? NONE }, ms / 1000),
      watch: (waiting) => {
        sources.waitingForKeystone = waiting;
      },
    },
  };
};
