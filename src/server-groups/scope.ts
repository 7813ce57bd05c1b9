/** Whose groups a caller may act on. */

import { callerOf, type Exchange } from '../http/exchange.ts';
import { type Action, isAllowed } from '../identity/roles.ts';
import type { Scope } from '../store/store.ts';

/** Another project's groups do not exist for those who may not act on them: `action` allows it for all projects. */
export const scopeOf = (exchange: Exchange, action: Action): Scope => {
  const { roles, project } = callerOf(exchange);
  return isAllowed(roles, action) ? null : project;
};
