/** The service with a real Keystone, its users and their tokens, for tests. */

import assert from 'node:assert/strict';
import { after, before, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { emptyFolder, startProcess } from '../process.fixture.ts';
import { startKeystone } from './keystone.fixture.ts';

const ROLES = ['reader', 'member', 'admin', 'auditor'] as const;

/** Makes the projects, the service account, and a user for each role. */
const fill = async (keystone: Awaited<ReturnType<typeof startKeystone>>) => {
  const project = await keystone.createProject('one');
  for (const name of ['other', 'service']) await keystone.createProject(name);
  for (const name of ['auditor', 'service']) await keystone.createRole(name);
  const service = await keystone.createUser('groups', 'service', ['service']);
  const tokens = new Map<string, string>();
  const add = async (name: string, of: string, role: string) =>
    tokens.set(name, await keystone.login(await keystone.createUser(`user-${name}`, of, [role])));
  for (const role of ROLES) await add(role, 'one', role);
  await add('otherMember', 'other', 'member');
  await add('otherAdmin', 'other', 'admin');
  return { keystone, project, service, tokens };
};

type Filled = Awaited<ReturnType<typeof fill>>;

/** The settings of the service, with other ones of Keystone (without OSG_KEYSTONE_) than usual. */
const settingsOf = ({ keystone, service }: Filled, others: Readonly<Record<string, string>>) => {
  const { username: USERNAME, password: PASSWORD } = service;
  const all = Object.entries({ URL: keystone.authUrl, USERNAME, PASSWORD, ...others });
  return {
    OSG_AUTH: 'keystone',
    ...Object.fromEntries(all.map(([name, value]) => [`OSG_KEYSTONE_${name}`, value])),
  };
};

const GROUPS = '/v2.1/os-server-groups';

/** What a test asks the service at the URL. */
export const callsAt = (url: string) => {
  const call = async (token: string | undefined, method = 'GET', under = '', body?: object) => {
    const response = await fetch(`${url}${GROUPS}${under}`, {
      method,
      headers: {
        ...(token !== undefined && { 'X-Auth-Token': token }),
        'Content-Type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status, headers } = response;
    return { status, headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  const listStatus = async (token: string | undefined) => (await call(token)).status;
  return {
    call,
    listStatus,
    create: (token: string | undefined) =>
      call(token, 'POST', '', { server_group: { name: 'test', policies: ['anti-affinity'] } }),
    /** Lists until the status is the one that is expected; each before it must be the first. */
    becomes: async (token: string | undefined, first: number, expected: number) => {
      for (;;) {
        const status = await listStatus(token);
        if (status === expected) return;
        assert.equal(status, first);
        await setTimeout(50);
      }
    },
  };
};

/** Starts a Keystone for the tests of a file. What it returns gives what is in it, once the tests run. */
export const useKeystone = () => {
  let filled: Filled | undefined;
  let close = async () => {};
  before(async () => {
    const keystone = await startKeystone();
    close = keystone.close;
    filled = await fill(keystone);
  });
  after(() => close());
  const use = () => filled ?? assert.fail('Keystone has not started');
  const settings = (others: Readonly<Record<string, string>> = {}) => settingsOf(use(), others);
  return {
    use,
    settings,
    token: (name: string) => use().tokens.get(name) ?? assert.fail(`there is no user ${name}`),
    /** Starts the service as a process. */
    start: async (t: TestContext, others?: Readonly<Record<string, string>>) => {
      const { url, logged } = await startProcess(t, await emptyFolder(t), { settings: settings(others) });
      return { url, logged, ...callsAt(url) };
    },
  };
};
