/** How the service limits requests: whose are counted together, and what who sends too many learns. Every answer is checked. */

import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { PROJECT, startApp, tokens } from '../app.fixture.ts';
import type { Identity } from '../identity/identity.ts';
import { setUp as setUpKeystone, TOKEN } from '../identity/keystone-standin.fixture.ts';

const LIST = '/v2.1/os-server-groups';
const ECS_LIST = `/v1/${PROJECT}/cloudservers/os-server-groups`;
const RATE = { requests: 3, per: 'min' } as const;
const ADDRESS = '198.51.100.7';
const OTHER_ADDRESS = '198.51.100.8';

interface Sent {
  readonly path?: string;
  readonly token?: string;
  /** The address that the proxy tells. */
  readonly from?: string;
  readonly method?: string;
}

type Settings = NonNullable<Parameters<typeof startApp>[0]>['settings'];

const setUp = async (t: TestContext, settings: Settings = {}, identity?: Identity) => {
  const clock = { now: 0 };
  const running = await startApp({
    clock: () => clock.now,
    ...(identity && { identity }),
    settings: { rateLimit: RATE, trustedProxies: ['127.0.0.1'], ...settings },
  });
  t.after(running.close);
  const send = async ({ path = LIST, token, from = ADDRESS, method = 'GET' }: Sent = {}) => {
    const headers = { 'X-Forwarded-For': from, ...(token !== undefined && { 'X-Auth-Token': token }) };
    const response = await fetch(running.url + path, { method, headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text };
  };
  /** The statuses of so many requests, one after another. */
  const statuses = async (count: number, sent?: Sent) => {
    const all: number[] = [];
    for (let index = 0; index < count; index++) all.push((await send(sent)).status);
    return all;
  };
  return { ...running, clock, send, statuses };
};

const member = { token: tokens.member };

test('a caller may send a burst; then it is told to wait, and may go on when it has waited', async (t) => {
  const { clock, send, statuses } = await setUp(t);
  assert.deepEqual(await statuses(4, member), [200, 200, 200, 429]);
  clock.now += 500;
  const { status, headers, text } = await send(member);
  const message =
    'Too many requests: the limit is 3 a minute for each user of a project. Try again in 20 seconds.';
  assert.deepEqual(
    [status, JSON.parse(text), headers.get('Retry-After'), headers.get('Content-Type')],
    [429, { overLimit: { code: 429, message, retryAfter: '20' } }, '20', 'application/json; charset=UTF-8'],
  );
  clock.now += 20_000;
  assert.deepEqual(await statuses(2, member), [200, 429]);
});

test('below /v1 it is a fault of the family', async (t) => {
  const { send, statuses } = await setUp(t, { rateLimit: { requests: 1, per: 's' } });
  const sent = { ...member, path: ECS_LIST };
  assert.deepEqual(await statuses(2, sent), [200, 429]);
  const { headers, text } = await send(sent);
  const message =
    'Too many requests: the limit is 1 a second for each user of a project. Try again in 1 second.';
  assert.deepEqual(
    [JSON.parse(text), headers.get('Retry-After')],
    [{ error: { code: 'Common.1503', message } }, '1'],
  );
});

const spent: Sent = member;
const others: readonly (readonly [what: string, sent: Sent, status: number])[] = [
  ['another user of the project', { token: tokens.admin }, 200],
  ['a user of another project', { token: tokens.otherProject }, 200],
  ['the same user from another address', { ...spent, from: OTHER_ADDRESS }, 429],
  ['the same user with another path and method', { ...spent, path: `${LIST}/1`, method: 'DELETE' }, 429],
  ['the same user with a path that leads nowhere', { ...spent, path: '/v2.1/nowhere' }, 429],
  ['the same user below another prefix', { ...spent, path: ECS_LIST }, 429],
  ['who has no token, from the same address', {}, 401],
  ['a version document, from the same address', { ...spent, path: '/v2.1' }, 200],
];

for (const [what, sent, status] of others) {
  test(`when a user has sent too many requests, ${what} is answered with ${status}`, async (t) => {
    const { statuses } = await setUp(t);
    await statuses(3, spent);
    assert.deepEqual(await statuses(1, sent), [status]);
  });
}

const unknown: readonly (readonly [what: string, sent: Sent, status: number])[] = [
  ['no token', {}, 401],
  ['a token that is unknown', { token: 'osg_unknown' }, 401],
  ['no token, and a path that leads nowhere', { path: '/v2.1/nowhere' }, 401],
  ['no token, below /v1', { path: ECS_LIST }, 401],
  ['the list of versions', { path: '/' }, 200],
  ['a version document', { path: '/v2/' }, 200],
  ['a method that a version document has not', { path: '/v2.1', method: 'PUT' }, 405],
];

for (const [what, sent, status] of unknown) {
  test(`who sends too much of ${what} is refused by address, and others are not`, async (t) => {
    const { send, statuses } = await setUp(t);
    assert.deepEqual(await statuses(4, sent), [status, status, status, 429]);
    const { headers, text } = await send(sent);
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.match(text, /is 3 a minute for each address, where the user is not known\. Try again in 20 sec/);
    assert.deepEqual(await statuses(1, { path: '/v2.1', token: 'osg_another' }), [429]);
    assert.deepEqual(await statuses(1, { ...sent, from: OTHER_ADDRESS }), [status]);
    assert.deepEqual(await statuses(3, member), [200, 200, 200]);
  });
}

test('the word of whoever is no trusted proxy about the address does not count', async (t) => {
  const { statuses } = await setUp(t, { trustedProxies: [] });
  await statuses(3);
  assert.deepEqual(await statuses(1, { from: OTHER_ADDRESS }), [429]);
});

const exempt: readonly (readonly [path: string, status: number, method?: string])[] = [
  ['/healthz', 200],
  ['/readyz', 200],
  ['/metrics', 200],
  ['/docs', 200],
  ['/openapi.json', 200],
  [LIST, 204, 'OPTIONS'],
];

for (const [path, status, method = 'GET'] of exempt) {
  test(`${method} ${path} is not counted, and answered to who has sent too many requests`, async (t) => {
    const { statuses } = await setUp(t, { rateLimit: { requests: 1, per: 'h' } });
    assert.deepEqual(await statuses(2, { path, method }), [status, status]);
    assert.deepEqual(await statuses(2), [401, 429]);
    assert.deepEqual(await statuses(1, { path, method }), [status]);
  });
}

test('without a rate there is no limit', async (t) => {
  const { statuses } = await setUp(t, { rateLimit: null });
  const all = new Set([...(await statuses(50, member)), ...(await statuses(50))]);
  assert.deepEqual([...all], [200, 401]);
});

test('tokens that Keystone must be asked about count by address, so that it is not pressed; those that it knew go on', async (t) => {
  const { identity, keystone } = await setUpKeystone(t);
  const { statuses } = await setUp(t, {}, identity);
  assert.deepEqual(await statuses(1, { token: TOKEN, from: OTHER_ADDRESS }), [200]);
  for (const [index, status] of [401, 401, 401, 429, 429].entries()) {
    assert.deepEqual(await statuses(1, { token: `unknown-${index}` }), [status]);
  }
  assert.equal(keystone.counts.validations, 4);
  assert.deepEqual(await statuses(4, { token: TOKEN }), [200, 200, 200, 429]);
  assert.equal(keystone.counts.validations, 4);
});
