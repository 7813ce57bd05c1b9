/** The service with a real Keystone (Debian's package python3-keystone). */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { emptyFolder } from '../process.fixture.ts';
import type { Account } from './keystone-admin.fixture.ts';
import { useKeystone } from './keystone-service.fixture.ts';

const { use, start, token } = useKeystone();

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
    const own = token(user);
    const { server_group: group } = (await create(token('member'))).body;
    const answers = [
      await create(own),
      await call(own),
      await call(own, 'GET', `/${group.id}`),
      await call(own, 'DELETE', `/${group.id}`),
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
  const { project } = use();
  await create(token('member'));
  const list = (inUrl: string) =>
    fetch(`${url}/v2.1/${inUrl}/os-server-groups`, {
      headers: { 'X-Auth-Token': token('member'), 'OpenStack-API-Version': 'compute 2.64' },
    });
  const [group] = ((await (await list(project)).json()) as { server_groups: { project_id: string }[] })
    .server_groups;
  assert.equal(group?.project_id, project);
  assert.equal((await list('9c53a566cb3443ab910cf0daebca90c4')).status, 400);
});

test('what is no valid token of a project is refused', async (t) => {
  const { call, listStatus, becomes } = await start(t, { TTL: '1' });
  for (const text of [undefined, 'x', 'gAAAAABx', 'x y', `${token('member')}x`, 'x'.repeat(8000)])
    assert.equal(await listStatus(text), 401, text);
  const { headers } = await call('x');
  assert.equal(headers.get('WWW-Authenticate'), `Keystone uri="${use().keystone.authUrl}"`);

  const unscoped = await use().keystone.login(await use().keystone.createUser('unscoped'));
  assert.equal(await listStatus(unscoped), 403);

  const revoked = await use().keystone.login(await use().keystone.createUser('revoked', 'one', ['reader']));
  assert.equal(await listStatus(revoked), 200);
  await use().keystone.revoke(revoked);
  await becomes(revoked, 200, 401);
});

test('an expired token is refused; that of the service account is replaced', async (t) => {
  const short = await use().keystone.startFront({ settings: '[token]\nexpiration = 3' });
  const shortUrl = `http://127.0.0.1:${short.port}`;
  const { becomes, listStatus } = await start(t, { URL: shortUrl, TTL: '3600' });
  const account = await use().keystone.createUser('short', 'one', ['reader']);
  const passing = await use().keystone.login(account, shortUrl);
  assert.equal(await listStatus(passing), 200);
  await becomes(passing, 200, 401);
  assert.equal(await listStatus(token('reader')), 200);
  assert.equal(await listStatus(token('member')), 200);
});

test('an application credential serves as the service account', async (t) => {
  const secret = 'correct-horse';
  const own = (await use().keystone.request('GET', '/users?name=admin')) as [{ id: string }];
  const { id } = (await use().keystone.request('POST', `/users/${own[0].id}/application_credentials`, {
    application_credential: { name: 'groups', secret },
  })) as { id: string };
  const { listStatus } = await start(t, {
    USERNAME: '',
    PASSWORD: '',
    APPLICATION_CREDENTIAL_ID: id,
    APPLICATION_CREDENTIAL_SECRET: secret,
  });
  assert.equal(await listStatus(token('reader')), 200);
});

const UNFIT: readonly [what: string, account: () => Promise<Account> | Account, reason: RegExp][] = [
  [
    'has another password',
    () => ({ ...use().service, password: 'hunter2' }),
    /gives the service account no token \(401\)/,
  ],
  [
    'may not validate tokens',
    () => use().keystone.createUser('powerless', 'service', ['member']),
    /Give it the role admin or service/,
  ],
];

for (const [what, account, reason] of UNFIT) {
  test(`a service account that ${what} gives 503 and a line in the log without the password`, async (t) => {
    const { username, password } = await account();
    const { url, call, logged } = await start(t, { USERNAME: username, PASSWORD: password });
    const { status, headers } = await call(token('member'));
    assert.deepEqual([status, headers.get('Retry-After')], [503, '1']);
    const line = JSON.stringify(await logged('the identity service cannot tell who is calling'));
    assert.match(line, reason);
    assert.ok(!line.includes(password) && !line.includes(token('member')), line);
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
  const { port } = await use().keystone.startFront({ certificate });
  const URL = `https://127.0.0.1:${port}`;
  const trusting = await start(t, { URL, CA: ca });
  assert.equal(await trusting.listStatus(token('reader')), 200);
  const { listStatus, logged } = await start(t, { URL });
  assert.equal(await listStatus(token('reader')), 503);
  const line = await logged('the identity service cannot tell who is calling');
  assert.match(JSON.stringify(line), /DEPTH_ZERO_SELF_SIGNED_CERT/);
});
