/** Takes a request through the steps, and sends what comes of it. */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { fault } from '../faults.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { AnyAnswer, Exchange, Step, World } from './exchange.ts';
import { send } from './send.ts';

/** The operation is in the spec, and a stub stands in for its handler. */
export class NotImplemented extends Error {
  readonly operation: string;
  constructor(operation: string) {
    super(`${operation} is a stub`);
    this.operation = operation;
  }
}

/** A request line may hold a whole URL (RFC 9112, section 3.2.2). */
const targetOf = ({ url = '/' }: IncomingMessage) =>
  url.startsWith('/') ? url : url.replace(/^[a-z]+:\/\/[^/]*/i, '');

const exchangeOf = (request: IncomingMessage): Exchange => {
  const [path = '', ...query] = targetOf(request).split('?');
  return {
    request,
    id: `req-${randomUUID()}`,
    path,
    queryText: query.join('?'),
    target: null,
    row: undefined,
    caller: null,
    version: undefined,
    echo: undefined,
    query: {},
    body: undefined,
  };
};

/** What an exception becomes; the words of one that nobody knows stay in the log. */
const answerOf = (err: unknown, { log }: World, id: string): AnyAnswer => {
  if (err instanceof NotImplemented) return fault.notImplemented(err.operation);
  log.error({ err, id }, 'the request failed');
  return err instanceof StoreUnavailable ? fault.unavailable() : fault.internal();
};

const walk = async (steps: readonly Step[], exchange: Exchange, world: World): Promise<AnyAnswer> => {
  try {
    for (const step of steps) {
      const outcome = step(exchange, world);
      // Waiting for what is there already would cost a turn of the event loop at each step.
      const answer = outcome instanceof Promise ? await outcome : outcome;
      if (answer !== undefined) return answer;
    }
    throw new Error('no step has answered');
  } catch (err) {
    return answerOf(err, world, exchange.id);
  }
};

const logged = ({ request, id, path, caller }: Exchange) => ({
  id,
  method: request.method ?? '',
  path,
  user: caller?.user,
  project: caller?.project,
});

/** All steps as one function, since a layer of Express for each was measured to cost 10 to 40 %. */
export const createPipeline =
  (steps: readonly Step[], world: World) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const started = performance.now();
    const exchange = exchangeOf(request);
    const answer = await walk(steps, exchange, world);
    // The client has gone away, and with it the reason to answer.
    if (response.destroyed) return;
    const status = send(exchange, answer, response, world);
    const ms = Math.round((performance.now() - started) * 1000) / 1000;
    world.log.info({ request: logged(exchange), status, version: exchange.version, ms }, 'request answered');
  };
