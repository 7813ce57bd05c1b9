/** Lane B: the cases, over plain HTTP. */

import { AssertionError } from 'node:assert';
import { performance } from 'node:perf_hooks';
import { type Case, NotJudged, type Server } from '../cases/case.ts';
import { placeOf } from '../cases/judge.ts';
import { NoAnswer, type Transport } from '../cases/transport.ts';
import { type Exchange, Objection, openWorld } from '../cases/world.ts';
import type { Health } from '../health.ts';
import { curlOf, netcatOf } from './curl.ts';
import type { Tried } from './plan.ts';
import type { Check, Violation } from './result.ts';

export interface LaneB {
  readonly server: Server;
  readonly transport: Transport;
  readonly health: Health;
  /** Why a check is left out; undefined where it is not. */
  readonly designOf: (id: string, version: string) => string | undefined;
  readonly observe: (exchange: Exchange) => void;
}

/** Bodies and headers are cut: a server may send anything. */
const LONGEST = 1500;
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

const shown = ({ answer: { status, headers, body } }: Exchange): string => {
  const lines = Object.entries(headers).map(([name, values = []]) => `${name}: ${values.join(', ')}`);
  return cut([`status ${status}`, ...lines, '', body].join('\n').trimEnd());
};

const asText = (value: unknown): string =>
  cut(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)));

const expectedBy = (what: string, error: unknown): string => {
  if (error instanceof Objection) return `${what}; and each answer as the spec describes it`;
  if (!(error instanceof AssertionError)) return what;
  const { operator, expected, actual, message } = error;
  if (/^(strict|deep)/i.test(operator)) return `${what}: ${asText(expected)}, not ${asText(actual)}`;
  return `${what} (${cut(message)})`;
};

/** What was sent as a line for the shell. */
const lineOf = (sent: NoAnswer['sent'] | undefined, { url, tokens }: Server): string => {
  if (sent === undefined) return '';
  const isByHand = typeof sent === 'string' || sent instanceof Uint8Array;
  return isByHand ? netcatOf(url, tokens, sent) : curlOf(url, tokens, sent);
};

const violationOf = (
  { what }: Case,
  version: string,
  error: unknown,
  exchange: Exchange | undefined,
  server: Server,
): Violation => {
  const reason =
    error instanceof Objection || !(error instanceof AssertionError) ? String((error as Error).message) : '';
  const isSilent = error instanceof NoAnswer;
  const came = exchange === undefined ? 'nothing' : shown(exchange);
  const route = isSilent ? undefined : exchange?.route;
  return {
    expected: expectedBy(what, error),
    came: isSilent ? reason : [reason, came].filter((part) => part !== '').join('\n'),
    place:
      route === undefined
        ? 'spec/openapi.yaml: which paths and methods there are'
        : placeOf(route, exchange?.version ?? version, exchange?.answer.status ?? ''),
    curl: lineOf(isSilent ? error.sent : (exchange?.bytes ?? exchange?.request), server),
  };
};

/** Whether the server answers anything at all: it may be a single kind of request that it leaves without an answer. */
const answers = (transport: Transport): Promise<boolean> =>
  transport.send({ path: '/v2.1' }).then(
    () => true,
    () => false,
  );

/** Tries one case at one version. */
export const tryCase = async (one: Case, { version }: Tried, lane: LaneB): Promise<Check> => {
  const { server, transport, health } = lane;
  const started = performance.now();
  const common = { id: one.id, lane: 'B', what: one.what, version } as const;
  const concluded = (rest: Pick<Check, 'outcome'> & Partial<Check>): Check => ({
    ...common,
    took: Math.round(performance.now() - started),
    ...rest,
  });

  const design = lane.designOf(one.id, version);
  if (design !== undefined) return concluded({ outcome: 'left out', reason: design });
  if (health.signal.aborted) {
    return concluded({ outcome: 'not judged', reason: String(health.signal.reason.message) });
  }
  let last: Exchange | undefined;
  const { world, close } = openWorld(server, version, transport, (exchange) => {
    last = exchange;
    health.answered();
    lane.observe(exchange);
  });
  try {
    await one.run(world);
    return concluded({ outcome: 'kept' });
  } catch (error) {
    if (error instanceof NotJudged) return concluded({ outcome: 'not judged', reason: error.message });
    if (error instanceof NoAnswer && !(await answers(transport))) health.failed(error.message);
    const exchange = error instanceof Objection ? error.exchange : last;
    return concluded({ outcome: 'broken', violation: violationOf(one, version, error, exchange, server) });
  } finally {
    await close();
  }
};
