import { attributesOf } from './attributes.js';
import { listIn, objectIn } from './envelope.js';
import { Fault } from './errors.js';
import type { MembersApi, ServerGroupsApi } from './generated/apis/index.js';
import { newKey } from './key.js';
import { everyRecord } from './pages.js';
import { checkedId, checkedPageSize } from './settings.js';
import type { CallOptions, ServerGroups } from './types.js';

const PAGE_SIZE = 100;

/** Of a signal that is not given, `fetch` wants to hear nothing. */
export const initOf = ({ signal }: CallOptions): { signal?: AbortSignal } =>
  signal === undefined ? {} : { signal };

/** A deletion whose answer was lost finds nothing when it is sent again: it was done. */
const unlessDone = (error: unknown): void => {
  if (!(error instanceof Fault && error.status === 404 && error.attempts > 1)) throw error;
};

export const serverGroups = (projectId: string, api: ServerGroupsApi, members: MembersApi): ServerGroups => {
  const at = (group: string) => ({ projectId, serverGroupId: checkedId('group', group) });
  const memberAt = (group: string, server: string) => ({
    ...at(group),
    serverId: checkedId('server', server),
  });
  return {
    async create(group, { idempotencyKey = newKey(), ...options } = {}) {
      const body = { server_group: attributesOf(group) };
      return objectIn(
        api.createServerGroup({ projectId, body, idempotencyKey }, initOf(options)),
        'server_group',
      );
    },

    async get(group, options = {}) {
      return objectIn(api.showServerGroup(at(group), initOf(options)), 'server_group');
    },

    list({ pageSize = PAGE_SIZE, allProjects = false, ...options } = {}) {
      const always = {
        projectId,
        limit: checkedPageSize(pageSize),
        ...(allProjects && { allProjects: 'True' }),
      };
      return everyRecord(
        (position) =>
          listIn(api.listServerGroups({ ...always, ...position }, initOf(options)), 'server_groups', 'id'),
        ({ id }) => id,
        true,
      );
    },

    async delete(group, options = {}) {
      await api.deleteServerGroup(at(group), initOf(options)).catch(unlessDone);
    },

    async claim(group, server, host, options = {}) {
      const body = { member: { host } };
      return objectIn(members.claimMember({ ...memberAt(group, server), body }, initOf(options)), 'member');
    },

    async release(group, server, options = {}) {
      await members.releaseMember(memberAt(group, server), initOf(options)).catch(unlessDone);
    },

    members(group, { pageSize = PAGE_SIZE, ...options } = {}) {
      const always = { ...at(group), limit: checkedPageSize(pageSize) };
      return everyRecord(
        ({ marker }) =>
          listIn(
            members.listMembers({ ...always, ...(marker !== undefined && { marker }) }, initOf(options)),
            'members',
            'server_id',
          ),
        ({ server_id }) => server_id,
        false,
      );
    },
  };
};
