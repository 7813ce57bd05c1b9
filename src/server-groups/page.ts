/** Pages of a list: which groups a query asks for, and the link to the next ones. */

import type { ListServerGroupsInput, NextLink } from '../../generated/types.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Page } from '../store/store.ts';

/** No limit, and a limit of 0, mean as many as the service allows. */
export const pageOf = (query: ListServerGroupsInput['query'], maxLimit: number): Omit<Page, 'project'> => ({
  marker: query.marker?.toLowerCase(),
  offset: query.offset ?? 0,
  limit: Math.min(query.limit || maxLimit, maxLimit),
});

/** The same list, after the group that came last. An offset has been passed over by then. */
export const nextLink = (base: string, { path, queryText }: Exchange, last: string): NextLink => {
  const query = new URLSearchParams(queryText);
  query.delete('offset');
  query.set('marker', last);
  return { rel: 'next', href: `${base}${path}?${query}` };
};
