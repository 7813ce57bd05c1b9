/**
 * The same groups in the API that Huawei Cloud and Open Telekom Cloud recommend (`/v1/{project_id}/cloudservers/…`): the
 * operations on server groups, in other words, and members that join and leave by themselves.
 */

import type { EcsGroup, EcsMemberResult, EcsMemberResults, Handlers } from '../../generated/types.ts';
import { fault } from '../faults.ts';
import { callerOf, type Exchange } from '../http/exchange.ts';
import { isAllowed } from '../identity/roles.ts';
import { readPage } from '../server-groups/page.ts';
import { scopeOf } from '../server-groups/scope.ts';
import type { ServerGroup, Store } from '../store/store.ts';
import { asEcsFault, type EcsCreationFault } from './faults.ts';

interface Settings {
  readonly quotaServerGroupMembers: number;
  readonly maxLimit: number;
}

type Native = Pick<Handlers<Exchange>, 'createServerGroup' | 'showServerGroup' | 'deleteServerGroup'>;
type EcsHandlers = Pick<
  Handlers<Exchange>,
  | 'createEcsGroup'
  | 'listEcsGroups'
  | 'showEcsGroup'
  | 'deleteEcsGroup'
  | 'updateEcsGroupMembers'
  | 'addEcsGroupMembers'
  | 'removeEcsGroupMembers'
>;

const asEcsGroup = ({ id, name, policy, members }: ServerGroup): EcsGroup => ({
  id,
  name,
  policies: [policy],
  members,
  metadata: {},
});

/** A change of one member; undefined when it is done, also when it was so already. */
type Change = (group: string, server: string, exchange: Exchange) => Promise<Refusal | undefined>;
type Refusal = ReturnType<
  (typeof fault)['groupNotFound' | 'notAllowed' | 'overMemberQuota' | 'inOtherGroup']
>;

const result = (server_id: string, refused: Refusal | undefined): EcsMemberResult => {
  if (refused === undefined) return { server_id, status: 'SUCCESS' };
  return { server_id, status: 'FAIL', fail_reason: asEcsFault(refused).body.error.message };
};

const statusOf = (servers: readonly EcsMemberResult[]): EcsMemberResults['status'] => {
  const failed = servers.filter(({ status }) => status === 'FAIL').length;
  if (failed === 0) return 'SUCCESS';
  return failed < servers.length ? 'PARTIAL' : 'FAIL';
};

export const ecsGroupHandlers = (store: Store, native: Native, settings: Settings): EcsHandlers => {
  const scope = (exchange: Exchange) => scopeOf(exchange, 'members:change:other_projects');

  const join: Change = async (group, id, exchange) => {
    const server = id.toLowerCase();
    const outcome = await store.addMember(group, server, scope(exchange), settings.quotaServerGroupMembers);
    if (outcome === 'joined') return undefined;
    if (outcome === 'no such group') return fault.groupNotFound(group);
    if (outcome === 'over quota') return fault.overMemberQuota();
    return fault.inOtherGroup(server, outcome.elsewhere);
  };
  const leave: Change = async (group, server, exchange) => {
    const outcome = await store.removeMember(group, server.toLowerCase(), scope(exchange));
    return outcome === 'no such group' ? fault.groupNotFound(group) : undefined;
  };

  /** Why none of the members can be changed. */
  const refusal = async (group: string, exchange: Exchange, rule: string): Promise<Refusal | undefined> => {
    if (!(await store.exists(group, scope(exchange)))) return fault.groupNotFound(group);
    const mayChange = isAllowed(callerOf(exchange).roles, 'members:change');
    return mayChange ? undefined : fault.notAllowed(`os-server-groups:${rule}`);
  };

  const changeAll = async (
    change: Change,
    rule: string,
    group: string,
    ids: readonly string[],
    exchange: Exchange,
  ) => {
    const refused = await refusal(group, exchange, rule);
    if (refused !== undefined) return asEcsFault(refused);
    const servers = await Promise.all(ids.map(async (id) => result(id, await change(group, id, exchange))));
    return { status: 200, body: { status: statusOf(servers), servers } } as const;
  };

  return {
    createEcsGroup: async ({ path, body: { server_group } }, exchange) => {
      // The view lets through a list of exactly one.
      const [policy] = server_group.policies as [ServerGroup['policy']];
      const body = { server_group: { name: server_group.name, policy } };
      const answer = await native.createServerGroup({ path, query: {}, body }, exchange);
      if (answer.status !== 200) return asEcsFault<EcsCreationFault>(answer);
      return { status: 200, body: { server_group: asEcsGroup(answer.body.server_group) } };
    },

    listEcsGroups: async ({ query }, exchange) => {
      const page = await readPage(store, query, exchange, settings.maxLimit);
      if ('status' in page) return asEcsFault(page);
      const { groups, more } = page;
      const last = groups.at(-1);
      return {
        status: 200,
        body: {
          server_groups: groups.map(asEcsGroup),
          ...(more && last ? { page_info: { next_marker: last.id } } : {}),
        },
      };
    },

    showEcsGroup: async (input, exchange) => {
      const answer = await native.showServerGroup(input, exchange);
      if (answer.status !== 200) return asEcsFault(answer);
      return { status: 200, body: { server_group: asEcsGroup(answer.body.server_group) } };
    },

    deleteEcsGroup: async (input, exchange) => {
      const answer = await native.deleteServerGroup(input, exchange);
      return answer.status === 204 ? answer : asEcsFault(answer);
    },

    updateEcsGroupMembers: async ({ path: { server_group_id: group }, body }, exchange) => {
      const isJoin = body.add_member !== undefined;
      const refused = await refusal(group, exchange, isJoin ? 'add_member' : 'remove_member');
      if (refused !== undefined) return asEcsFault(refused);
      const { instance_uuid: server = '' } = body.add_member ?? body.remove_member ?? {};
      const failed = await (isJoin ? join : leave)(group, server, exchange);
      return failed === undefined ? { status: 200, body: undefined } : asEcsFault(failed);
    },

    addEcsGroupMembers: ({ path: { server_group_id: group }, body: { server_ids } }, exchange) =>
      changeAll(join, 'add_members', group, server_ids, exchange),

    removeEcsGroupMembers: ({ path: { server_group_id: group }, body: { server_ids } }, exchange) =>
      changeAll(leave, 'remove_members', group, server_ids, exchange),
  };
};
