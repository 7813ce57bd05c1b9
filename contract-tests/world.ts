/** The server under test, as the hooks see it: who may do what there, and how groups and their members come to be. */

import { randomUUID } from 'node:crypto';
import { named } from './run.ts';
import { groupsAt, type View } from './views.ts';

export interface Server {
  /** Where it is reached without anything in between. */
  readonly url: string;
  /** A token that may make and delete groups of its project. */
  readonly token: string;
  /** A token for the same project whose user has no role; without it 403 cannot be provoked. */
  readonly noRoleToken?: string | undefined;
  /** A token of an administrator of the same project; without it quotas cannot be set, and places not be claimed. */
  readonly adminToken?: string | undefined;
  /** The project of the tokens; where it is not given, a group of the server tells it. */
  readonly project?: string | undefined;
  /** Milliseconds that one answer may take. */
  readonly timeout?: number | undefined;
}

export interface World {
  readonly token: string;
  readonly noRoleToken: string | undefined;
  readonly adminToken: string | undefined;
  /** The project of the tokens. */
  readonly project: string;
  /** The microversion that is tried. */
  readonly version: string;
  /** Makes a group from the example request of the view, with an `Idempotency-Key` if there is one; the answer is its id. */
  makeGroup(key?: string): Promise<string>;
  /** Lets a server join a group, without a place. */
  join(group: string, server: string): Promise<void>;
  /** Claims a place for a server. */
  claim(group: string, server: string, host: string): Promise<void>;
  /** Claims places for other servers, as many as the host takes of a group that the world has made. */
  fillHost(group: string, host: string): Promise<void>;
  /** Remembers the group that the body of an answer shows, so that it is deleted in the end. */
  remember(body: string | undefined): void;
  /** Deletes all groups that were made: a project may have no more than two. */
  tidy(): Promise<void>;
}

export const versionHeaders = (version: string): Record<string, string> => ({
  'OpenStack-API-Version': `compute ${version}`,
  'X-OpenStack-Nova-API-Version': version,
});

interface Envelope {
  readonly server_group: { readonly id: string; readonly project_id?: string };
}

/** The server does not do what is needed to try it. */
export class Unusable extends Error {}

export const TIMEOUT = 10_000;

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const send = (
  { url, timeout = TIMEOUT }: Server,
  { method, path, headers, body }: Request,
): Promise<Response> => {
  const answer = fetch(url + path, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(timeout),
  });
  return answer.catch((error: Error) => {
    throw new Unusable(`${url} does not answer: ${error.cause ?? error.message}`);
  });
};

/** Sends what has to succeed, and gives the text of the answer. */
const succeed = async (server: Server, request: Request): Promise<string> => {
  const response = await send(server, request);
  const text = await response.text();
  if (response.status !== 200) {
    const { method, path } = request;
    throw new Unusable(`${server.url} answers ${method} ${path} with ${response.status} ${text}`);
  }
  return text;
};

const headersOf = (token: string | undefined, version: string) => ({
  'X-Auth-Token': String(token),
  ...versionHeaders(version),
});

const create = async (
  server: Server,
  version: string,
  body: unknown,
  headers: Request['headers'] = {},
): Promise<Envelope['server_group']> => {
  const text = await succeed(server, {
    method: 'POST',
    path: groupsAt(version),
    headers: { ...headersOf(server.token, version), ...headers },
    body,
  });
  return (JSON.parse(text) as Envelope).server_group;
};

const remove = (server: Server, version: string, id: string): Promise<Response> =>
  send(server, {
    method: 'DELETE',
    path: `${groupsAt(version)}/${id}`,
    headers: headersOf(server.token, version),
  });

/** A creation whose group can be told from those of others. */
export const withOwnName = <Body extends { readonly server_group: object }>(body: Body): Body => ({
  ...body,
  server_group: { ...body.server_group, name: named() },
});

/** The project of the server's token, which a group shows from version 2.13 on. */
export const findProject = async (server: Server): Promise<string> => {
  if (server.project !== undefined) return server.project;
  const group = { name: named('project'), policies: ['anti-affinity'] };
  const { id, project_id = '' } = await create(server, '2.13', { server_group: group });
  await remove(server, '2.13', id);
  return project_id;
};

export const openWorld = (server: Server, view: View, version: string, project: string): World => {
  const { token, noRoleToken, adminToken } = server;
  const made = new Set<string>();
  const claim: World['claim'] = async (group, id, host) => {
    await succeed(server, {
      method: 'PUT',
      path: `${groupsAt(version)}/${group}/members/${id}`,
      headers: headersOf(adminToken, version),
      body: { member: { host } },
    });
  };
  return {
    token,
    noRoleToken,
    adminToken,
    project,
    version,
    makeGroup: async (key) => {
      const headers = key === undefined ? {} : { 'Idempotency-Key': key };
      const { id } = await create(server, version, withOwnName(view.creation), headers);
      made.add(id);
      return id;
    },
    join: async (group, id) => {
      await succeed(server, {
        method: 'POST',
        path: `/v1/${project}/cloudservers/os-server-groups/${group}/action`,
        headers: headersOf(token, version),
        body: { add_member: { instance_uuid: id } },
      });
    },
    claim,
    fillHost: async (group, host) => {
      const { max_server_per_host: most = 1 } = view.creation.server_group.rules ?? {};
      for (let count = 0; count < most; count++) await claim(group, randomUUID(), host);
    },
    remember: (body = '') => {
      const [, id] = /"id": *"([^"]+)"/.exec(body) ?? [];
      if (id !== undefined) made.add(id);
    },
    tidy: async () => {
      for (const id of made) {
        made.delete(id);
        await remove(server, version, id);
      }
    },
  };
};
