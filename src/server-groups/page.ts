/** Pages of a list: which groups a query asks for, and the link to the next ones. */

import type { NextLink } from '../../generated/types.ts';
import { fault } from '../faults.ts';
import { callerOf, type Exchange } from '../http/exchange.ts';
import { isAllowed } from '../identity/roles.ts';
import type { Store } from '../store/store.ts';

interface Query {
  readonly all_projects?: string;
  readonly limit?: number;
  readonly offset?: number;
  readonly marker?: string;
}

/** No limit, and a limit of 0, mean as many as the service allows. */
export const limitOf = ({ limit }: Pick<Query, 'limit'>, maxLimit: number): number =>
  Math.min(limit || maxLimit, maxLimit);

/** The groups that a query asks for, or the fault that says why the caller may not see them. */
export const readPage = async (store: Store, query: Query, exchange: Exchange, maxLimit: number) => {
  const { roles, project } = callerOf(exchange);
  if (!isAllowed(roles, 'list')) return fault.notAllowed('os-server-groups:index');
  const ofAll = query.all_projects !== undefined && isAllowed(roles, 'list:all_projects');
  return store.list({
    project: ofAll ? null : project,
    marker: query.marker?.toLowerCase(),
    offset: query.offset ?? 0,
    limit: limitOf(query, maxLimit),
  });
};

/** The same list, after what came last. An offset has been passed over by then. */
export const nextLink = (base: string, { path, queryText }: Exchange, last: string): NextLink => {
  const query = new URLSearchParams(queryText);
  query.delete('offset');
  query.set('marker', last);
  return { rel: 'next', href: `${base}${path}?${query}` };
};
