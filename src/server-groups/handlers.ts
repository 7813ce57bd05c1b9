/** The operations on server groups, in the newest version of the API. */

import type { Handlers } from '../../generated/types.ts';
import { fault } from '../faults.ts';
import { callerOf, type Exchange } from '../http/exchange.ts';
import { isAllowed } from '../identity/roles.ts';
import type { Store } from '../store/store.ts';
import { idempotencyOf } from './idempotency.ts';
import { nextLink, readPage } from './page.ts';
import { rulesOf } from './rules.ts';
import { scopeOf } from './scope.ts';

interface Settings {
  /** How many groups a project may have that has no quota of its own; -1 for no limit. */
  readonly quotaServerGroups: number;
  /** How many groups one page holds at most. */
  readonly maxLimit: number;
  /** Where clients reach the service, for the links of a cut list. */
  readonly baseUrl: (exchange: Exchange) => string;
}

type ServerGroupHandlers = Pick<
  Handlers<Exchange>,
  'createServerGroup' | 'listServerGroups' | 'showServerGroup' | 'deleteServerGroup'
>;

export const serverGroupHandlers = (store: Store, settings: Settings): ServerGroupHandlers => ({
  createServerGroup: async ({ body: { server_group } }, exchange) => {
    const { roles, project, user } = callerOf(exchange);
    if (!isAllowed(roles, 'create')) return fault.notAllowed('os-server-groups:create');
    const { name, policy, rules: requested } = server_group;
    const rules = rulesOf(policy, requested);
    const quota = settings.quotaServerGroups;
    if (rules === null) {
      // Of the two things that are wrong, Nova tells of the quota.
      const { serverGroups: used, quotas } = await store.usage(project);
      const { serverGroups: most = quota } = quotas;
      const isFull = most >= 0 && used >= most;
      return isFull ? fault.overQuota() : fault.rulesOfOtherPolicy();
    }
    const group = { name, policy, rules, project_id: project, user_id: user };
    const created = await store.create(group, quota, idempotencyOf(exchange));
    if (created === 'over quota') return fault.overQuota();
    if (created === 'other request') return fault.keyReused();
    return { status: 200, body: { server_group: created } };
  },

  listServerGroups: async ({ query }, exchange) => {
    const page = await readPage(store, query, exchange, settings.maxLimit);
    if ('status' in page) return page;
    const { groups, more } = page;
    const last = groups.at(-1);
    // A client that set a limit reads on by itself; one that set none must learn that the list was cut.
    const link =
      more && query.limit === undefined && last && nextLink(settings.baseUrl(exchange), exchange, last.id);
    return {
      status: 200,
      body: { server_groups: groups, ...(link ? { server_groups_links: [link] } : {}) },
    };
  },

  showServerGroup: async ({ path: { server_group_id: id } }, exchange) => {
    const group = await store.get(id, scopeOf(exchange, 'show:other_projects'));
    if (group === undefined) return fault.groupNotFound(id);
    if (!isAllowed(callerOf(exchange).roles, 'show')) return fault.notAllowed('os-server-groups:show');
    return { status: 200, body: { server_group: group } };
  },

  deleteServerGroup: async ({ path: { server_group_id: id } }, exchange) => {
    const project = scopeOf(exchange, 'delete:other_projects');
    if (!isAllowed(callerOf(exchange).roles, 'delete')) {
      const exists = await store.exists(id, project);
      return exists ? fault.notAllowed('os-server-groups:delete') : fault.groupNotFound(id);
    }
    const deleted = await store.delete(id, project);
    return deleted ? { status: 204, body: undefined } : fault.groupNotFound(id);
  },
});
