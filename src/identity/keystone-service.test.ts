/** What clients of the whole service get in the mode `keystone`. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { PROJECT, startApp } from '../app.fixture.ts';
import { HOUR, START, setUp, TOKEN, validToken } from './keystone-standin.fixture.ts';

const UNAUTHORIZED = {
  error: {
    code: 401,
    title: 'Unauthorized',
    message: 'The request you have made requires authentication.',
  },
};
const FORBIDDEN = {
  forbidden: {
    code: 403,
    message: 'The token is not scoped to a project. Ask for one with a project as its scope.',
  },
};
const UNAVAILABLE = {
  serviceUnavailable: {
    code: 503,
    message: 'The service is unavailable at the moment. Try again later.',
  },
};
const GROUPS = { server_groups: [] };

const CASES: readonly [what: string, answer: ReturnType<typeof validToken>, status: number, body: object][] =
  [
    ['a token of a project', validToken(START + HOUR), 200, GROUPS],
    ['a token that Keystone does not know', { status: 404 }, 401, UNAUTHORIZED],
    ['an unscoped token', validToken(START + HOUR, {}), 403, FORBIDDEN],
    ['a service account that may not validate', { status: 403 }, 503, UNAVAILABLE],
    ['a Keystone that fails', { status: 500 }, 503, UNAVAILABLE],
  ];

for (const [what, answer, status, body] of CASES) {
  test(`${what} gets ${status}`, async (t) => {
    const { keystone, identity } = await setUp(t, { OSG_KEYSTONE_PUBLIC_URL: 'https://id.example.com/v3' });
    keystone.control.answers.set(TOKEN, answer);
    const service = await startApp({ identity });
    t.after(service.close);
    const response = await fetch(`${service.url}/v2.1/os-server-groups`, {
      headers: { 'X-Auth-Token': TOKEN },
    });
    assert.equal(response.status, status);
    assert.deepEqual(await response.json(), body);
    const challenge = status === 401 ? 'Keystone uri="https://id.example.com/v3"' : null;
    assert.equal(response.headers.get('WWW-Authenticate'), challenge);
    assert.equal(response.headers.get('Retry-After'), status === 503 ? '1' : null);
    assert.equal(service.lines.length, status === 503 ? 1 : 0);
    assert.ok(!service.lines.join('').includes(TOKEN));
  });
}

test('without a public URL the answer 401 names the URL of Keystone', async (t) => {
  const { keystone, identity } = await setUp(t);
  assert.equal(identity.challenge, `Keystone uri="${keystone.url}"`);
});

test('an unscoped token is refused after what is wrong with the request, and whatever the URL says', async (t) => {
  const { keystone, identity } = await setUp(t);
  keystone.control.answers.set(TOKEN, validToken(START + HOUR, {}));
  const service = await startApp({ identity });
  t.after(service.close);
  const statusOf = async (path: string) =>
    (await fetch(`${service.url}${path}`, { headers: { 'X-Auth-Token': TOKEN } })).status;
  assert.deepEqual(
    await Promise.all(
      ['/v2.1/nowhere', `/v2.1/${PROJECT}/os-server-groups`, '/v2/os-server-groups', '/v2.1/'].map(statusOf),
    ),
    [404, 403, 403, 200],
  );
});
