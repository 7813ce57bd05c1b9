/** How the documented faults are brought about. */

import { randomUUID } from 'node:crypto';
import {
  hasBody,
  hasGroup,
  hasProject,
  hasQuotaProject,
  hasServer,
  isCreation,
  isList,
  isOnMembers,
  OTHER_PROJECT,
  type Provocation,
  useAdministrator,
  useOwnGroup,
  useVersion,
} from './provocation.ts';

const UNKNOWN_GROUP = '00000000-0000-4000-8000-000000000000';
const LARGER_THAN_ALLOWED = 115_000;

export const refusals: readonly Provocation[] = [
  {
    statuses: ['400'],
    what: 'a body without its required keys',
    when: hasBody,
    change: (draft) => {
      draft.body = '{}';
    },
  },
  {
    statuses: ['400'],
    what: 'a server id that is none',
    when: hasServer,
    change: ({ params }) => {
      params.server_id = 'none';
    },
  },
  {
    statuses: ['400'],
    what: 'a limit that is no number',
    when: (operation) => isList(operation) || isOnMembers(operation),
    change: ({ query }) => query.set('limit', 'x'),
  },
  {
    statuses: ['400'],
    what: 'a malformed version',
    when: ({ isVersioned }) => isVersioned,
    change: useVersion('2'),
  },
  {
    statuses: ['400'],
    what: 'the project of another token',
    when: hasProject,
    needsState: true,
    change: ({ params }) => {
      params.project_id = OTHER_PROJECT;
    },
  },
  { statuses: ['400'], what: 'nothing in the request can be wrong that passes the proxy', impossible: true },

  {
    statuses: ['401'],
    what: 'no token',
    when: hasProject,
    change: ({ headers }) => {
      delete headers['X-Auth-Token'];
    },
  },
  {
    statuses: ['401'],
    what: 'an unknown token',
    needsState: true,
    change: ({ headers }) => {
      headers['X-Auth-Token'] = 'unknown';
    },
  },

  {
    statuses: ['403'],
    what: 'there is no --norole-token',
    when: (_, { noRoleToken }) => noRoleToken === undefined,
    needsState: true,
    impossible: true,
  },
  {
    statuses: ['403'],
    what: 'the token of a user without a role',
    needsState: true,
    change: async (draft, world) => {
      draft.headers['X-Auth-Token'] = String(world.noRoleToken);
      await useOwnGroup(draft, world);
    },
  },

  {
    statuses: ['404'],
    what: 'the id of no group',
    when: hasGroup,
    needsState: true,
    change: ({ params }) => {
      params.server_group_id = UNKNOWN_GROUP;
    },
  },
  {
    statuses: ['404'],
    what: 'a malformed project',
    when: hasProject,
    change: ({ params }) => {
      params.project_id = 'not-a-project';
    },
  },
  {
    statuses: ['404'],
    what: 'a malformed project whose quotas are meant',
    when: hasQuotaProject,
    change: ({ params }) => {
      params.quota_project_id = 'not-a-project';
    },
  },

  {
    statuses: ['409'],
    what: 'the key of another creation',
    when: isCreation,
    needsState: true,
    change: async (draft, world) => {
      const key = randomUUID();
      await world.makeGroup(key);
      draft.headers['Idempotency-Key'] = key;
      const { server_group } = JSON.parse(draft.body);
      draft.body = JSON.stringify({ server_group: { ...server_group, name: 'another' } });
    },
  },
  {
    statuses: ['409'],
    what: 'a claim on a host that is full',
    when: hasServer,
    needsState: true,
    change: async (draft, world) => {
      const group = await useOwnGroup(draft, world);
      await world.fillHost(group, JSON.parse(draft.body).member.host);
      useAdministrator(draft, world);
    },
  },

  { statuses: ['406'], what: 'a version that is not served', change: useVersion('2.999') },

  {
    statuses: ['413'],
    what: 'a body that is too large',
    when: hasBody,
    change: (draft) => {
      draft.body = JSON.stringify({ server_group: { name: 'x'.repeat(LARGER_THAN_ALLOWED) } });
    },
  },
  {
    statuses: ['413'],
    what: 'a Content-Length that is too large',
    change: (draft) => {
      // Prism refuses to pass on a GET with a body. This one it takes for none, and passes the Content-Length on; so the
      // connection is good for nothing more.
      draft.headers['Content-Type'] = 'application/json';
      draft.headers.Connection = 'close';
      draft.body = 'null'.padStart(LARGER_THAN_ALLOWED);
    },
  },

  {
    statuses: ['415'],
    what: 'a media type that is not JSON',
    change: ({ headers }) => {
      headers['Content-Type'] = 'text/xml';
    },
  },

  {
    statuses: ['429'],
    what: 'only a limit of requests that is reached causes it, and a server need not have one',
    impossible: true,
  },
  { statuses: ['500'], what: 'only a fault in the server itself causes it', impossible: true },
  { statuses: ['503'], what: 'only a store or an identity service that is down causes it', impossible: true },
];
