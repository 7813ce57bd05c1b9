/** The service with a real Keystone (Debian's package python3-keystone). */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after, before, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { emptyFolder, startProcess } from '../process.fixture.ts';
import { type Keystone, startKeystone } from './keystone.fixture.ts';
import type { Account } from './keystone-admin.fixture.ts';

let keystone: Keystone;
let service: Account;
let project: string;
/** Tokens by the name of the user: that of the role, unless it says more. */
const tokens: Record<string, string> = {};

before(async () => {
  keystone = await startKeystone();
  project = await keystone.createProject('one');
  await keystone.createProject('other');
  await keystone.createProject('service');
  for (const role of ['auditor', 'service']) await keystone.createRole(role);
  service = await keystone.createUser('groups', 'service', ['service']);
  for (const role of ['reader', 'member', 'admin', 'auditor'])
    tokens[role] = await keystone.login(await keystone.createUser(`one-${role}`, 'one', [role]));
  tokens.otherMember = await keystone.login(await keystone.createUser('otherMember', 'other', ['member']));
  tokens.otherAdmin = await keystone.login(await keystone.createUser('otherAdmin', 'other', ['admin']));
});
after(() => keystone?.close());

/** Starts the service with the service account, and other settings of Keystone. */
const start = async (t: TestContext, settings: Readonly<Record<string, string>> = {}) => {
  const given = {
    URL: keystone.authUrl,
    USERNAME: service.username,
    PASSWORD: service.password,
    ...settings,
  };
  const { url, logged, child } = await startProcess(t, await emptyFolder(t), {
    settings: {
      OSG_AUTH: 'keystone',
      ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`OSG_KEYSTONE_${name}`, value])),
    },
  });
  const call = async (token: string | undefined, method = 'GET', under = '', body?: object) => {
    const response = await fetch(`${url}/v2.1/os-server-groups${under}`, {
      method,
      headers: {
        ...(token !== undefined && { 'X-Auth-Token': token }),
        'Content-Type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
  const create = (token: string | undefined) =>
    call(token, 'POST', '', { server_group: { name: 'test', policies: ['anti-affinity'] } });
  const listStatus = async (token: string | undefined) => (await call(token)).status;
  /** Lists until the status is the one that is expected; each before it must be the first. */
  const becomes = async (token: string | undefined, first: number, expected: number) => {
    for (;;) {
      const status = await listStatus(token);
      if (status === expected) return;
      assert.equal(status, first);
      await setTimeout(50);
    }
  };
  return { url, logged, child, call, create, listStatus, becomes };
};

// The statuses of: create, list, show, delete.
const ROLES: readonly [user: string, create: number, list: number, show: number, remove: number][] = [
  ['auditor', 403, 403, 403, 403],
  ['reader', 403, 200, 200, 403],
  ['otherMember', 200, 200, 404, 404],
  ['member', 200, 200, 200, 204],
  ['admin', 200, 200, 200, 204],
  ['otherAdmin', 200, 200, 200, 204],
];

test('a role may do what the table says, with the groups of its project; an administrator with all', async (t) => {
  const { call, create } = await start(t);
  for (const [user, ...expected] of ROLES) {
    const token = tokens[user];
    const { server_group: group } = (await create(tokens.member)).body;
    const answers = [
      await create(token),
      await call(token),
      await call(token, 'GET', `/${group.id}`),
      await call(token, 'DELETE', `/${group.id}`),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      expected,
      user,
    );
  }
});

test('groups belong to the project and the user of the token, and the URL may name no other', async (t) => {
  const { url, create } = await start(t);
  await create(tokens.member);
  const list = (inUrl: string) =>
    fetch(`${url}/v2.1/${inUrl}/os-server-groups`, {
      headers: { 'X-Auth-Token': tokens.member ?? '', 'OpenStack-API-Version': 'compute 2.64' },
    });
  const [group] = ((await (await list(project)).json()) as { server_groups: { project_id: string }[] })
    .server_groups;
  assert.equal(group?.project_id, project);
  assert.equal((await list('9c53a566cb3443ab910cf0daebca90c4')).status, 400);
});

test('what is no valid token of a project is refused', async (t) => {
  const { call, listStatus, becomes } = await start(t, { TTL: '1' });
  for (const token of [undefined, 'x', 'gAAAAABx', 'x y', `${tokens.member}x`, 'x'.repeat(8000)])
    assert.equal(await listStatus(token), 401, token);
  const { headers } = await call('x');
  assert.equal(headers.get('WWW-Authenticate'), `Keystone uri="${keystone.authUrl}"`);

  const unscoped = await keystone.login(await keystone.createUser('unscoped'));
  assert.equal(await listStatus(unscoped), 403);

  const revoked = await keystone.login(await keystone.createUser('revoked', 'one', ['reader']));
  assert.equal(await listStatus(revoked), 200);
  await keystone.revoke(revoked);
  await becomes(revoked, 200, 401);
});

test('an expired token is refused; that of the service account is replaced', async (t) => {
  const short = await keystone.startFront({ settings: '[token]\nexpiration = 3' });
  const shortUrl = `http://127.0.0.1:${short.port}`;
  const { becomes, listStatus } = await start(t, { URL: shortUrl, TTL: '3600' });
  const account = await keystone.createUser('short', 'one', ['reader']);
  const token = await keystone.login(account, shortUrl);
  assert.equal(await listStatus(token), 200);
  await becomes(token, 200, 401);
  assert.equal(await listStatus(tokens.reader), 200);
  assert.equal(await listStatus(tokens.member), 200);
});

test('an application credential serves as the service account', async (t) => {
  const secret = 'correct-horse';
  const own = (await keystone.request('GET', '/users?name=admin')) as [{ id: string }];
  const { id } = (await keystone.request('POST', `/users/${own[0].id}/application_credentials`, {
    application_credential: { name: 'groups', secret },
  })) as { id: string };
  const { listStatus } = await start(t, {
    USERNAME: '',
    PASSWORD: '',
    APPLICATION_CREDENTIAL_ID: id,
    APPLICATION_CREDENTIAL_SECRET: secret,
  });
  assert.equal(await listStatus(tokens.reader), 200);
});

const UNFIT: readonly [what: string, account: () => Promise<Account> | Account, reason: RegExp][] = [
  [
    'has another password',
    () => ({ ...service, password: 'hunter2' }),
    /gives the service account no token \(401\)/,
  ],
  [
    'may not validate tokens',
    () => keystone.createUser('powerless', 'service', ['member']),
    /Give it the role admin or service/,
  ],
];

for (const [what, account, reason] of UNFIT) {
  test(`a service account that ${what} gives 503 and a line in the log without the password`, async (t) => {
    const { username, password } = await account();
    const { url, call, logged } = await start(t, { USERNAME: username, PASSWORD: password });
    const { status, headers } = await call(tokens.member);
    assert.deepEqual([status, headers.get('Retry-After')], [503, '1']);
    const line = JSON.stringify(await logged('the identity service cannot tell who is calling'));
    assert.match(line, reason);
    assert.ok(!line.includes(password) && !line.includes(tokens.member ?? ''), line);
    if (what === 'has another password') assert.equal((await fetch(`${url}/readyz`)).status, 503);
  });
}

test('a Keystone with TLS is trusted by the authority that the settings name, and only then', async (t) => {
  const folder = await emptyFolder(t);
  const [key, ca] = [path.join(folder, 'both.pem'), path.join(folder, 'ca.pem')];
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
    ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', ca],
  ]);
  const certificate = path.join(folder, 'front.pem');
  await writeFile(certificate, `${await readFile(key, 'utf8')}${await readFile(ca, 'utf8')}`);
  const { port } = await keystone.startFront({ certificate });
  const URL = `https://127.0.0.1:${port}`;
  const trusting = await start(t, { URL, CA: ca });
  assert.equal(await trusting.listStatus(tokens.reader), 200);
  const { listStatus, logged } = await start(t, { URL });
  assert.equal(await listStatus(tokens.reader), 503);
  const line = await logged('the identity service cannot tell who is calling');
  assert.match(JSON.stringify(line), /DEPTH_ZERO_SELF_SIGNED_CERT/);
});

test('when Keystone goes down, known tokens go on and others get 503; when it is back, all is as before', async (t) => {
  const { url, call, listStatus, logged, becomes } = await start(t, { TTL: '1' });
  assert.equal(await listStatus(tokens.member), 200);
  await keystone.stop();
  let isTold = false;
  const told = logged('Keystone cannot be asked; known tokens go on for 5 minutes at most').then(() => {
    isTold = true;
  });
  while (!isTold) {
    assert.equal(await listStatus(tokens.member), 200);
    await setTimeout(50);
  }
  await told;
  assert.equal(await listStatus(tokens.member), 200);
  const { status, headers } = await call(tokens.reader);
  assert.deepEqual([status, headers.get('Retry-After')], [503, '1']);
  assert.equal((await fetch(`${url}/readyz`)).status, 503);

  await keystone.start();
  await becomes(tokens.reader, 503, 200);
  assert.equal(await listStatus(tokens.member), 200);
  await logged('Keystone can be asked again');
});

/** In MB. */
const memoryOf = async (pid: number) =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

test('10,000 different tokens that are refused take little memory, and push out no known one', async (t) => {
  const { child, listStatus } = await start(t, { TTL: '3600' });
  assert.equal(await listStatus(tokens.member), 200);
  let asked = 0;
  const askSome = async () => {
    while (asked < 10_000) assert.equal(await listStatus(`gAAAAAB${asked++}`), 401);
  };
  await Promise.all(Array.from({ length: 16 }, askSome));
  const memory = await memoryOf(child.pid ?? 0);
  t.diagnostic(`${memory} MB`);
  assert.ok(memory < 200, `${memory} MB`);
  await keystone.stop();
  assert.equal(await listStatus(tokens.member), 200, 'a known token was not pushed out');
  await keystone.start();
});
