/** How each documented status is brought about. The first row that fits an operation and a status counts. */

import type { Operation } from '../views.ts';
import { versionHeaders, type World } from '../world.ts';

/** The request to be sent. At first it is the documented one, with the token and the version that are tried. */
export interface Draft {
  /** The values of the path's `{names}`. */
  readonly params: Record<string, string>;
  readonly query: URLSearchParams;
  readonly headers: Record<string, string>;
  body: string;
}

export interface Provocation {
  readonly statuses: readonly string[];
  /** Which operations it is for; all, unless it is given. */
  readonly when?: (operation: Operation, world: World) => boolean;
  /** What happens, for people. */
  readonly what: string;
  readonly change?: (draft: Draft, world: World) => void | Promise<void>;
  /** What must be known beside the request; a mock, which knows nothing, is asked for the status. */
  readonly needsState?: true;
  /** No request brings it about. */
  readonly impossible?: true;
}

const OTHER_PROJECT = 'f'.repeat(32);
const UNKNOWN_GROUP = '00000000-0000-4000-8000-000000000000';
const LARGER_THAN_ALLOWED = 115_000;

const hasProject = ({ path }: Operation): boolean => path.includes('{project_id}');
const hasQuotaProject = ({ path }: Operation): boolean => path.includes('{quota_project_id}');
const hasGroup = ({ path }: Operation): boolean => path.includes('{server_group_id}');
const hasBody = ({ method }: Operation): boolean => method === 'POST' || method === 'PUT';
const changesQuotas = (operation: Operation): boolean =>
  hasQuotaProject(operation) && operation.method !== 'GET';
const isList = ({ method, path }: Operation): boolean =>
  method === 'GET' && path.endsWith('/os-server-groups');

const useOwnGroup: Provocation['change'] = async ({ params }, world) => {
  params.server_group_id = await world.makeGroup();
};

const useVersion = (version: string) => (draft: Draft) => {
  Object.assign(draft.headers, versionHeaders(version));
};

export const provocations: readonly Provocation[] = [
  { statuses: ['200', '204'], what: 'a group of its own', when: hasGroup, change: useOwnGroup },
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
    what: 'no token of an administrator was given',
    when: (operation, { adminToken }) => changesQuotas(operation) && adminToken === undefined,
    needsState: true,
    impossible: true,
  },
  {
    statuses: ['200', '202'],
    what: 'an administrator, for a project that nobody else uses',
    when: changesQuotas,
    needsState: true,
    change: ({ headers, params }, { adminToken }) => {
      headers['X-Auth-Token'] = String(adminToken);
      params.quota_project_id = OTHER_PROJECT;
    },
  },
  { statuses: ['200'], what: 'the documented request' },

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
    what: 'a limit that is no number',
    when: isList,
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
    what: 'no token of a user without a role was given',
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

  { statuses: ['500'], what: 'only a fault in the server itself causes it', impossible: true },
  { statuses: ['503'], what: 'only a store or an identity service that is down causes it', impossible: true },
];

/** The row for a status of an operation; undefined if the table does not explain it. */
export const provocationFor = (operation: Operation, status: string, world: World): Provocation | undefined =>
  provocations.find(({ statuses, when = () => true }) => statuses.includes(status) && when(operation, world));
