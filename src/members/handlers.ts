/** The operations on members and their places, for who places servers. */

import type { Handlers } from '../../generated/types.ts';
import { fault } from '../faults.ts';
import { callerOf, type Exchange } from '../http/exchange.ts';
import { isAllowed } from '../identity/roles.ts';
import { limitOf, nextLink } from '../server-groups/page.ts';
import { isEffective, isHeld } from '../server-groups/rules.ts';
import { scopeOf } from '../server-groups/scope.ts';
import type { Member, Store } from '../store/store.ts';

interface Settings {
  /** How many members a group may have whose project has no quota of its own; -1 for no limit. */
  readonly quotaServerGroupMembers: number;
  /** How many members one page holds at most. */
  readonly maxLimit: number;
  /** Where clients reach the service, for the links of a cut list. */
  readonly baseUrl: (exchange: Exchange) => string;
}

type MemberHandlers = Pick<Handlers<Exchange>, 'listMembers' | 'claimMember' | 'releaseMember'>;

const told = ({ server, host }: Member) => ({ server_id: server, host });

export const memberHandlers = (store: Store, settings: Settings): MemberHandlers => {
  /** Why the caller may not do what only those may who place servers; undefined for these. */
  const refusal = async (group: string, exchange: Exchange, rule: string) => {
    if (isAllowed(callerOf(exchange).roles, 'members:place')) return undefined;
    const isThere = await store.exists(group, scopeOf(exchange, 'show:other_projects'));
    return isThere ? fault.notAllowed(`os-server-groups:members:${rule}`) : fault.groupNotFound(group);
  };

  return {
    listMembers: async ({ path: { server_group_id: group }, query }, exchange) => {
      const refused = await refusal(group, exchange, 'index');
      if (refused !== undefined) return refused;
      const page = { marker: query.marker?.toLowerCase(), limit: limitOf(query, settings.maxLimit) };
      const found = await store.members(group, scopeOf(exchange, 'members:place'), page);
      if (found === undefined) return fault.groupNotFound(group);
      const { policy, rules, members, more } = found;
      const last = members.at(-1);
      const link =
        more &&
        query.limit === undefined &&
        last &&
        nextLink(settings.baseUrl(exchange), exchange, last.server);
      return {
        status: 200,
        body: {
          members: members.map(told),
          policy: { name: policy, effective: isEffective(policy), holds: isHeld(policy, rules, found) },
          ...(link ? { members_links: [link] } : {}),
        },
      };
    },

    claimMember: async ({ path: { server_group_id: group, server_id }, body: { member } }, exchange) => {
      const refused = await refusal(group, exchange, 'claim');
      if (refused !== undefined) return refused;
      const server = server_id.toLowerCase();
      const host = member.host.toLowerCase();
      const scope = scopeOf(exchange, 'members:place');
      const outcome = await store.claim(group, server, host, scope, settings.quotaServerGroupMembers);
      if (outcome === 'no such group') return fault.groupNotFound(group);
      if (outcome === 'over quota') return fault.overMemberQuota();
      if (outcome === 'host full') return fault.hostFull(host, group);
      if (outcome !== 'claimed') return fault.inOtherGroup(server, outcome.elsewhere);
      return { status: 200, body: { member: told({ server, host }) } };
    },

    releaseMember: async ({ path: { server_group_id: group, server_id } }, exchange) => {
      const refused = await refusal(group, exchange, 'release');
      if (refused !== undefined) return refused;
      const scope = scopeOf(exchange, 'members:place');
      const outcome = await store.removeMember(group, server_id.toLowerCase(), scope);
      return outcome === 'no such group' ? fault.groupNotFound(group) : { status: 204, body: undefined };
    },
  };
};
