/** Where the request goes. Outside of a version an unknown path is refused at once; below one the token comes first. */

import { fault } from '../faults.ts';
import { isApiRoute } from '../operational/routes.ts';
import type { Step } from './exchange.ts';
import { isDecodable } from './router.ts';

export const findRoute: Step = (exchange, { router }) => {
  const found = router.find(exchange.path);
  if (found === null && !router.isBelowVersion(exchange.path)) return nowhere(exchange.path);
  exchange.target = found;
  exchange.row = found?.rows[asGet(exchange.request.method)];
  return undefined;
};

/** Answers OPTIONS, which needs no token, and what is served for operators and readers. */
export const answerBesideApi: Step = (exchange) => {
  const { request, target, row } = exchange;
  if (target === null) return undefined;
  if (request.method === 'OPTIONS') {
    return { status: 204, headers: { Allow: allowed(target.rows).join(', ') }, body: undefined };
  }
  return row === undefined || isApiRoute(row) ? undefined : row.answer(exchange);
};

/** Refuses a path that leads nowhere, and a method that the path does not have. */
export const refuseRoute: Step = ({ request, path, target, row }) => {
  if (target === null) return nowhere(path);
  return row === undefined ? fault.methodNotAllowed(request.method ?? '', allowed(target.rows)) : undefined;
};

/** A path that leads nowhere may do so since it cannot be read. */
const nowhere = (path: string) => (isDecodable(path) ? fault.notFound() : fault.malformedPath());

/** HEAD is GET without the body of the answer (RFC 9110, section 9.3.2). */
export const asGet = (method = 'GET') => (method === 'HEAD' ? 'GET' : method);

/** The methods of a path, for the Allow header. */
export const allowed = (rows: object): string[] =>
  Object.keys(rows)
    .flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .sort();
