/** What is served beside the API, for operators and readers: no token is needed, and it is not in the spec. */

import type { Route } from '../../generated/routes.ts';
import type { AnyAnswer, Exchange } from '../http/exchange.ts';

export interface OperationalRoute {
  readonly path: string;
  /** The answer to GET. */
  readonly answer: (exchange: Exchange) => AnyAnswer | Promise<AnyAnswer>;
}

export const isApiRoute = (row: Route | OperationalRoute): row is Route => 'handler' in row;
