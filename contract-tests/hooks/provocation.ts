/** What one row of the table of provocations is, and what rows have in common. */

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

/** How a status is brought about. */
export interface Provocation {
  readonly statuses: readonly string[];
  /** Which operations it is for; all, unless it is given. */
  readonly when?: (operation: Operation, world: World) => boolean;
  /** What happens, for people. */
  readonly what: string;
  /** Alters the request; a promise is awaited. */
  readonly change?: (draft: Draft, world: World) => unknown;
  /** What must be known beside the request; a mock, which knows nothing, is asked for the status. */
  readonly needsState?: true;
  /** No request brings it about; beside `needsState`: for want of a token. */
  readonly impossible?: true;
}

export const OTHER_PROJECT = 'f'.repeat(32);

type Which = (operation: Operation) => boolean;

export const hasProject: Which = ({ path }) => path.includes('{project_id}');
export const hasQuotaProject: Which = ({ path }) => path.includes('{quota_project_id}');
export const hasGroup: Which = ({ path }) => path.includes('{server_group_id}');
export const hasServer: Which = ({ path }) => path.includes('{server_id}');
export const hasBody: Which = ({ method }) => method === 'POST' || method === 'PUT';
export const isBelowV1: Which = ({ path }) => path.startsWith('/v1/');
export const changesQuotas: Which = (operation) => hasQuotaProject(operation) && operation.method !== 'GET';
export const isList: Which = ({ method, path }) => method === 'GET' && path.endsWith('/os-server-groups');
export const isCreation: Which = ({ method, path }) =>
  method === 'POST' && path.endsWith('/os-server-groups');
/** For who places servers, and refused to others. */
export const isOnMembers: Which = (operation) => hasServer(operation) || operation.path.endsWith('/members');

export const useOwnGroup = async ({ params }: Draft, world: World): Promise<string> => {
  const id = await world.makeGroup();
  params.server_group_id = id;
  return id;
};

export const useAdministrator = ({ headers }: Draft, { adminToken }: World): void => {
  headers['X-Auth-Token'] = String(adminToken);
};

export const useVersion =
  (version: string) =>
  ({ headers }: Draft): void => {
    Object.assign(headers, versionHeaders(version));
  };
