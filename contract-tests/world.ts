/** The server under test, as the hooks see it: who may do what there, and how a group comes to be. */

import type { View } from './views.ts';

export interface Server {
  /** Where it is reached without anything in between. */
  readonly url: string;
  /** A token that may make and delete groups of its project. */
  readonly token: string;
  /** A token for the same project whose user has no role; without it 403 cannot be provoked. */
  readonly noRoleToken?: string | undefined;
  /** A token of an administrator of the same project; without it quotas cannot be set. */
  readonly adminToken?: string | undefined;
}

export interface World {
  readonly token: string;
  readonly noRoleToken: string | undefined;
  readonly adminToken: string | undefined;
  /** The project of the tokens. */
  readonly project: string;
  /** The microversion that is tried. */
  readonly version: string;
  /** Makes a group from the example request of the view; the answer is its id. */
  makeGroup(): Promise<string>;
  /** Remembers the group that the body of an answer shows, so that it is deleted in the end. */
  remember(body: string | undefined): void;
  /** Deletes all groups that were made. */
  close(): Promise<void>;
}

export const versionHeaders = (version: string): Record<string, string> => ({
  'OpenStack-API-Version': `compute ${version}`,
  'X-OpenStack-Nova-API-Version': version,
});

interface Envelope {
  readonly server_group: { readonly id: string; readonly project_id?: string };
}

/** The server cannot be tried at all. */
export class Unusable extends Error {}

const TIMEOUT_MS = 10_000;

const request = async (
  { url, token }: Server,
  version: string,
  method: string,
  path: string,
  body: unknown,
): Promise<Response> => {
  const prefix = version === '2.0' ? '/v2' : '/v2.1';
  const answer = fetch(`${url}${prefix}/os-server-groups${path}`, {
    method,
    headers: {
      'X-Auth-Token': token,
      ...versionHeaders(version),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return answer.catch((error: Error) => {
    throw new Unusable(`${url} does not answer: ${error.cause ?? error.message}`);
  });
};

const create = async (server: Server, version: string, body: unknown): Promise<Envelope['server_group']> => {
  const response = await request(server, version, 'POST', '', body);
  const text = await response.text();
  if (response.status !== 200) {
    throw new Unusable(`${server.url} makes no group at ${version}: it answers ${response.status} ${text}`);
  }
  return (JSON.parse(text) as Envelope).server_group;
};

/** The project of the server's token, which a group shows from version 2.13 on. */
export const findProject = async (server: Server): Promise<string> => {
  const group = { name: 'contract', policies: ['anti-affinity'] };
  const { id, project_id = '' } = await create(server, '2.13', { server_group: group });
  await request(server, '2.13', 'DELETE', `/${id}`, undefined);
  return project_id;
};

export const openWorld = (server: Server, view: View, version: string, project: string): World => {
  const made = new Set<string>();
  return {
    token: server.token,
    noRoleToken: server.noRoleToken,
    adminToken: server.adminToken,
    project,
    version,
    makeGroup: async () => {
      const { id } = await create(server, version, view.creation);
      made.add(id);
      return id;
    },
    remember: (body = '') => {
      const [, id] = /"id": *"([^"]+)"/.exec(body) ?? [];
      if (id !== undefined) made.add(id);
    },
    close: async () => {
      for (const id of made) await request(server, version, 'DELETE', `/${id}`, undefined);
    },
  };
};
