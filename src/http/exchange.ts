/** One request on its way through the steps: each step reads what earlier ones found, and adds its own finding. */

import type { IncomingMessage } from 'node:http';
import type { Route } from '../../generated/routes.ts';
import type { Answer, Handlers } from '../../generated/types.ts';
import type { Caller, Identity } from '../identity/identity.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../operational/metrics.ts';
import type { Views } from '../views/views.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { Router, Row, Target } from './router.ts';

/** An answer of whatever operation; a `Buffer` is sent as it is, all else as JSON. */
export type AnyAnswer = Answer<number, unknown>;

export interface Exchange {
  readonly request: IncomingMessage;
  /** The id that the answer carries and the log shows. */
  readonly id: string;
  /** The path as it came, without the query. */
  readonly path: string;
  /** The client waits for a word before it sends the body (`Expect: 100-continue`), and has had none yet. */
  isWaiting: boolean;
  /** Asks a client that waits for its body. */
  readonly askForBody: () => void;
  /** What follows the `?`, as it came. */
  readonly queryText: string;
  /** What the path leads to; null where it leads nowhere. */
  target: Target | null;
  /** What the method of the path is; undefined where the path does not have it. */
  row: Row | undefined;
  caller: Caller | null;
  /** The microversion that is spoken; undefined until it is known, and where there are none. */
  version: string | undefined;
  /** What the version headers of the answer shall say. */
  echo: string | undefined;
  query: Record<string, unknown>;
  body: unknown;
}

/** The operation of the API that was reached. Call it where an earlier step has made sure that there is one. */
export const routeOf = ({ row }: Exchange): Route => row as Route;

/** Who calls. Call it where an earlier step has made sure that it is known. */
export const callerOf = ({ caller }: Exchange): Caller => caller as Caller;

/** What is done about an answer that is not as its view says: nothing, a line in the log, or a refusal. */
export type CheckResponses = 'off' | 'log' | 'on';

interface Limit {
  readonly limiter: RateLimiter;
  readonly addressOf: (request: IncomingMessage) => string;
}

/** What the steps need of the world. */
export interface World {
  readonly router: Router;
  readonly identity: Identity;
  readonly views: Views;
  readonly handlers: Handlers<Exchange>;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'began' | 'ended'>;
  /** The newest microversion that is served. */
  readonly newest: string;
  readonly checkResponses: CheckResponses;
  readonly corsOrigins: readonly string[];
  /** Counts requests; undefined where there is no limit. */
  readonly limit: Limit | undefined;
}

/** One step: returns the answer that ends the exchange, or nothing so that the next step goes on. */
export type Step = (
  exchange: Exchange,
  world: World,
) => AnyAnswer | undefined | Promise<AnyAnswer | undefined>;
