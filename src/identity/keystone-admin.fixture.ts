/** What an administrator does in a real Keystone, for tests: users, projects, roles, the catalogue. */

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

export interface Account {
  readonly username: string;
  readonly password: string;
  /** The name of a project; without one the token is unscoped. */
  readonly project?: string | undefined;
  readonly domain?: string;
}

/** The region of all endpoints. */
export const REGION = 'RegionOne';

/** Gets a token with a password. */
const login = async (url: string, { username, password, project, domain = 'Default' }: Account) => {
  const scope =
    project === undefined ? {} : { scope: { project: { name: project, domain: { name: domain } } } };
  const response = await fetch(`${url}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: username, domain: { name: domain }, password } },
        },
        ...scope,
      },
    }),
  });
  assert.equal(response.status, 201, await response.text());
  return response.headers.get('X-Subject-Token') ?? '';
};

/** Acts as the account, which must be an administrator. */
export const keystoneAdmin = async (url: string, account: Account) => {
  const token = await login(url, account);

  /** Asks for a change, or for what is there: the value that stands in the body under the name of what was asked for. */
  const request = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${url}/v3${path}`, {
      method,
      headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    if (text === '') return undefined;
    const { links: _, ...answer } = JSON.parse(text) as Record<string, unknown>;
    return Object.values(answer)[0];
  };
  const create = async (kind: string, name: string, properties: object): Promise<string> =>
    ((await request('POST', `/${kind}`, { [name]: properties })) as { id: string }).id;
  const idOf = async (kind: string, name: string): Promise<string> => {
    const found = (await request('GET', `/${kind}?name=${encodeURIComponent(name)}`)) as { id: string }[];
    return found[0]?.id ?? assert.fail(`there is no ${name} in ${kind}`);
  };
  const grant = async (user: string, project: string, role: string) =>
    request(
      'PUT',
      `/projects/${await idOf('projects', project)}/users/${await idOf('users', user)}/roles/${await idOf('roles', role)}`,
    );

  return {
    /** Gets a token, from another process of the same Keystone if there is a URL. */
    login: (of: Account, at = url) => login(at, of),
    request,
    /** Each resolves with the id. */
    createProject: (name: string) => create('projects', 'project', { name, domain_id: 'default' }),
    createRole: (name: string) => create('roles', 'role', { name }),
    grant,
    /** A user with a password of its own, and the roles (names) in the project. */
    createUser: async (
      username: string,
      project?: string,
      roles: readonly string[] = [],
    ): Promise<Account> => {
      const password = randomUUID();
      await create('users', 'user', { name: username, password, domain_id: 'default' });
      for (const role of roles) await grant(username, project ?? '', role);
      return { username, password, project };
    },
    /** Makes Keystone forget a token. */
    revoke: async (subject: string) => {
      const response = await fetch(`${url}/v3/auth/tokens`, {
        method: 'DELETE',
        headers: { 'X-Auth-Token': token, 'X-Subject-Token': subject },
      });
      assert.equal(response.status, 204);
    },
    /** Puts a service, such as `compute`, with its public endpoint into the catalogue. */
    register: async (type: string, endpoint: string) => {
      const service_id = await create('services', 'service', { type, name: type });
      await create('endpoints', 'endpoint', {
        service_id,
        interface: 'public',
        region_id: REGION,
        url: endpoint,
      });
    },
  };
};
