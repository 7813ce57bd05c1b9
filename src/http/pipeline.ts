/** Takes a request through the steps, and sends what comes of it. */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { fault } from '../faults.ts';
import { OutcomeUnknown, StoreUnavailable } from '../store/store.ts';
import type { AnyAnswer, Exchange, Step, World } from './exchange.ts';
import { NotImplemented } from './not-implemented.ts';
import { send } from './send.ts';

/** Only HTTP/1.1 knows of waiting (RFC 9110, section 10.1.1); other expectations have been refused by now. */
const waits = ({ headers, httpVersion }: IncomingMessage): boolean =>
  headers.expect !== undefined && httpVersion === '1.1';

const exchangeOf = (request: IncomingMessage, response: ServerResponse): Exchange => {
  const [path = '', ...query] = (request.url ?? '').split('?');
  return {
    request,
    isWaiting: waits(request),
    askForBody() {
      if (this.isWaiting) response.writeContinue();
      this.isWaiting = false;
    },
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
const answerOf = (err: unknown, { request, id }: Exchange, { log }: World): AnyAnswer => {
  if (err instanceof NotImplemented) return fault.notImplemented(err.operation);
  // The body broke off: that is no failure of the service, and nobody waits for the answer.
  if (err === request.errored) return fault.malformedHttp();
  log.error({ err, id }, 'the request failed');
  if (err instanceof OutcomeUnknown) return fault.outcomeUnknown();
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
    return answerOf(err, exchange, world);
  }
};

/** An answer that cannot be sent, say with a line break in a header, is a failure like any other. */
const sendAnyhow = (
  exchange: Exchange,
  answer: AnyAnswer,
  response: ServerResponse,
  world: World,
): number => {
  try {
    return send(exchange, answer, response, world);
  } catch (err) {
    return send(exchange, answerOf(err, exchange, world), response, world);
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
    world.metrics.began();
    const exchange = exchangeOf(request, response);
    const answer = await walk(steps, exchange, world);
    // The client has gone away, and with it the reason to answer.
    if (response.destroyed) {
      world.metrics.ended(exchange, undefined, performance.now() - started);
      world.log.info({ request: logged(exchange), version: exchange.version }, 'the client has gone');
      return;
    }
    // Whether the body comes now, after all, only the client knows: the next request may not be taken for it.
    if (exchange.isWaiting) response.setHeader('Connection', 'close');
    const status = sendAnyhow(exchange, answer, response, world);
    const ms = Math.round((performance.now() - started) * 1000) / 1000;
    world.metrics.ended(exchange, status, ms);
    world.log.info({ request: logged(exchange), status, version: exchange.version, ms }, 'request answered');
  };
