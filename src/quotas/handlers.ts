/** The operations on quotas (Nova: nova/api/openstack/compute/quota_sets.py and limits.py). */

import type { Handlers, Quotas as QuotasBody, RequestedQuota } from '../../generated/types.ts';
import { fault } from '../faults.ts';
import { callerOf, type Exchange } from '../http/exchange.ts';
import { isAllowed } from '../identity/roles.ts';
import type { Quotas, Store } from '../store/store.ts';

type QuotaHandlers = Pick<
  Handlers<Exchange>,
  'showQuotaSet' | 'showDefaultQuotaSet' | 'setQuotaSet' | 'resetQuotaSet' | 'showLimits'
>;

const bodyOf = ({ serverGroups, serverGroupMembers }: Quotas): QuotasBody => ({
  server_groups: serverGroups,
  server_group_members: serverGroupMembers,
});

const numberOf = (requested: RequestedQuota | undefined) =>
  requested === undefined ? undefined : Number(requested);

/** `defaults` are the quotas of a project that has none of its own. */
export const quotaHandlers = (store: Store, defaults: Quotas): QuotaHandlers => {
  const quotasOf = async (project: string): Promise<Quotas> => ({
    ...defaults,
    ...(await store.usage(project)).quotas,
  });
  /** Those of the own project need less than those of another. */
  const mayShow = (exchange: Exchange, project: string): boolean => {
    const caller = callerOf(exchange);
    return isAllowed(caller.roles, project === caller.project ? 'quotas:show' : 'quotas:show:other_projects');
  };

  return {
    showQuotaSet: async ({ path: { quota_project_id: id } }, exchange) => {
      if (!mayShow(exchange, id)) return fault.notAllowed('os-quota-sets:show');
      return { status: 200, body: { quota_set: { id, ...bodyOf(await quotasOf(id)) } } };
    },

    showDefaultQuotaSet: async ({ path: { quota_project_id: id } }, exchange) => {
      if (!isAllowed(callerOf(exchange).roles, 'quotas:show'))
        return fault.notAllowed('os-quota-sets:defaults');
      return { status: 200, body: { quota_set: { id, ...bodyOf(defaults) } } };
    },

    setQuotaSet: async ({ path: { quota_project_id: id }, body: { quota_set } }, exchange) => {
      if (!isAllowed(callerOf(exchange).roles, 'quotas:set')) return fault.notAllowed('os-quota-sets:update');
      const serverGroups = numberOf(quota_set.server_groups);
      const serverGroupMembers = numberOf(quota_set.server_group_members);
      const quotas = {
        ...(serverGroups === undefined ? {} : { serverGroups }),
        ...(serverGroupMembers === undefined ? {} : { serverGroupMembers }),
      };
      const outcome = await store.setQuotas(id, quotas, quota_set.force === true);
      if (outcome !== 'set') return fault.quotaBelowUse(Number(serverGroups), 'server_groups', outcome);
      return { status: 200, body: { quota_set: bodyOf(await quotasOf(id)) } };
    },

    resetQuotaSet: async ({ path: { quota_project_id: id } }, exchange) => {
      if (!isAllowed(callerOf(exchange).roles, 'quotas:set')) return fault.notAllowed('os-quota-sets:delete');
      await store.resetQuotas(id);
      return { status: 202, body: undefined };
    },

    showLimits: async ({ query: { tenant_id } }, exchange) => {
      const project = tenant_id ?? callerOf(exchange).project;
      if (!mayShow(exchange, project)) {
        return fault.notAllowed(tenant_id === undefined ? 'limits' : 'limits:other_project');
      }
      const { serverGroups: used, quotas } = await store.usage(project);
      const { serverGroups, serverGroupMembers } = { ...defaults, ...quotas };
      const absolute = {
        maxServerGroups: serverGroups,
        maxServerGroupMembers: serverGroupMembers,
        totalServerGroupsUsed: used,
      };
      return { status: 200, body: { limits: { rate: [], absolute } } };
    },
  };
};
