/** How the documented successes are brought about. */

import { randomUUID } from 'node:crypto';
import type { Operation } from '../views.ts';
import type { World } from '../world.ts';
import {
  changesQuotas,
  hasGroup,
  hasServer,
  isBelowV1,
  isList,
  isOnMembers,
  OTHER_PROJECT,
  type Provocation,
  useAdministrator,
  useOwnGroup,
} from './provocation.ts';

/** All ids come after it. */
const LEAST_ID = '00000000-0000-0000-0000-000000000000';
const HOST = 'compute-1';

const needsAdministrator = (operation: Operation): boolean =>
  changesQuotas(operation) || isOnMembers(operation);
const lacksAdministrator = (operation: Operation, { adminToken }: World): boolean =>
  needsAdministrator(operation) && adminToken === undefined;

const isClaim = (operation: Operation): boolean => hasServer(operation) && operation.method === 'PUT';
const isRelease = (operation: Operation): boolean => hasServer(operation) && operation.method === 'DELETE';

export const successes: readonly Provocation[] = [
  {
    // 409 too: who may claim no place meets no full host.
    statuses: ['200', '202', '204', '409'],
    what: 'there is no --admin-token',
    when: lacksAdministrator,
    needsState: true,
    impossible: true,
  },

  {
    statuses: ['200'],
    what: 'an administrator claims a place for a server',
    when: isClaim,
    change: async (draft, world) => {
      await useOwnGroup(draft, world);
      useAdministrator(draft, world);
    },
  },
  {
    statuses: ['204'],
    what: 'an administrator releases the place of a member',
    when: isRelease,
    change: async (draft, world) => {
      const group = await useOwnGroup(draft, world);
      await world.claim(group, String(draft.params.server_id), HOST);
      useAdministrator(draft, world);
    },
  },
  {
    statuses: ['200'],
    what: 'an administrator lists a member with a place and one without',
    when: isOnMembers,
    change: async (draft, world) => {
      const group = await useOwnGroup(draft, world);
      await world.join(group, randomUUID());
      await world.claim(group, randomUUID(), HOST);
      draft.query.set('marker', LEAST_ID);
      useAdministrator(draft, world);
    },
  },

  {
    statuses: ['200'],
    what: 'servers join of which one is in another group',
    when: ({ path }) => path.endsWith('/add_members'),
    change: async (draft, world) => {
      await useOwnGroup(draft, world);
      const { server_ids } = JSON.parse(draft.body);
      await world.join(await world.makeGroup(), server_ids.at(-1));
    },
  },
  { statuses: ['200', '204'], what: 'a group of its own', when: hasGroup, change: useOwnGroup },

  {
    statuses: ['200'],
    what: 'a page of the list, after which there are more',
    when: (operation) => isList(operation) && isBelowV1(operation),
    change: async ({ query }, world) => {
      await world.makeGroup();
      await world.makeGroup();
      query.set('limit', '1');
    },
  },
  {
    statuses: ['200'],
    what: 'a group of its own in the list',
    when: isList,
    change: async (_, world) => {
      await world.makeGroup();
    },
  },

  {
    statuses: ['200', '202'],
    what: 'an administrator, for a project that nobody else uses',
    when: changesQuotas,
    needsState: true,
    change: (draft, world) => {
      useAdministrator(draft, world);
      draft.params.quota_project_id = OTHER_PROJECT;
    },
  },

  { statuses: ['200'], what: 'the documented request' },
];
