/** Validates the request on the view of its version, and lets the handler, who speaks the newest, answer it. */

import type { Route } from '../../generated/routes.ts';
import { fault } from '../faults.ts';
import { translationOf } from '../microversions/history.ts';
import { type AnyAnswer, type Exchange, routeOf, type Step, type World } from './exchange.ts';
import { isDecodable } from './router.ts';

/** As the view names it: `POST /v2.1/{project_id}/os-server-groups`. */
export const operationOf = ({ method, path }: Route): string => `${method} ${path}`;

/** Of a repeated parameter the last counts. */
const queryOf = (text: string): Record<string, unknown> =>
  text === '' ? {} : Object.fromEntries(new URLSearchParams(text));

export const validate: Step = async (exchange, { views }) => {
  const { queryText } = exchange;
  if (!isDecodable(queryText)) return fault.malformedQuery('is not UTF-8 encoded');
  // No name has it, and not every database can be asked about one that does.
  if (queryText.includes('%00')) return fault.malformedQuery('has U+0000 in it');
  const route = routeOf(exchange);
  const verdict = await views.validate(exchange.version as string, operationOf(route), {
    path: exchange.target?.params ?? {},
    query: queryOf(exchange.queryText),
    headers: exchange.request.headers,
    body: exchange.body,
  });
  if ('status' in verdict) return verdict;
  exchange.query = verdict.query;
  exchange.body = verdict.body;
  return undefined;
};

type AnyHandler = (input: unknown, context: Exchange) => AnyAnswer | Promise<AnyAnswer>;

export const handle: Step = async (exchange, { handlers }: World) => {
  const { handler } = routeOf(exchange);
  const bodies = translationOf(exchange.version as string, handler);
  const input = {
    // Where the path has no project, it is that of the token.
    path: { project_id: exchange.caller?.project, ...exchange.target?.params },
    query: exchange.query,
    body: bodies.request(exchange.body),
  };
  const answer = await (handlers[handler] as AnyHandler)(input, exchange);
  return answer.status < 400 ? { ...answer, body: bodies.response(answer.body) } : answer;
};
