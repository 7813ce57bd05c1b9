/** The operations on server groups, in the newest version of the API. */

import type { Handlers } from '../../generated/types.ts';
import { fault } from '../faults.ts';
import { callerOf, type Exchange } from '../http/exchange.ts';
import type { Caller } from '../identity/identity.ts';
import { isAllowed } from '../identity/roles.ts';
import type { Scope, Store } from '../store/store.ts';
import { nextLink, pageOf } from './page.ts';
import { rulesOf } from './rules.ts';

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

/** Another project's groups do not exist for those who may not act on them. */
const scope = (caller: Caller, action: 'show:other_projects' | 'delete:other_projects'): Scope =>
  isAllowed(caller.roles, action) ? null : caller.project;

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
    const created = await store.create({ name, policy, rules, project_id: project, user_id: user }, quota);
    return created === 'over quota' ? fault.overQuota() : { status: 200, body: { server_group: created } };
  },

  listServerGroups: async ({ query }, exchange) => {
    const { roles, project } = callerOf(exchange);
    if (!isAllowed(roles, 'list')) return fault.notAllowed('os-server-groups:index');
    const ofAll = query.all_projects !== undefined && isAllowed(roles, 'list:all_projects');
    const page = pageOf(query, settings.maxLimit);
    const { groups, more } = await store.list({ ...page, project: ofAll ? null : project });
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
    const caller = callerOf(exchange);
    const group = await store.get(id, scope(caller, 'show:other_projects'));
    if (group === undefined) return fault.groupNotFound(id);
    if (!isAllowed(caller.roles, 'show')) return fault.notAllowed('os-server-groups:show');
    return { status: 200, body: { server_group: group } };
  },

  deleteServerGroup: async ({ path: { server_group_id: id } }, exchange) => {
    const caller = callerOf(exchange);
    const project = scope(caller, 'delete:other_projects');
    if (!isAllowed(caller.roles, 'delete')) {
      const exists = (await store.get(id, project)) !== undefined;
      return exists ? fault.notAllowed('os-server-groups:delete') : fault.groupNotFound(id);
    }
    const deleted = await store.delete(id, project);
    return deleted ? { status: 204, body: undefined } : fault.groupNotFound(id);
  },
});
