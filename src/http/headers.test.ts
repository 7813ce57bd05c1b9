/** The headers that do not come from the operation: for caches, for browsers, and about a deprecation. */

import assert from 'node:assert/strict';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import test, { type TestContext } from 'node:test';
import request from 'supertest';
import { routes } from '../../generated/routes.ts';
import { PROJECT, startApp, tokens } from '../app.fixture.ts';

const LIST = '/v2.1/os-server-groups';
const TOKEN = { 'X-Auth-Token': tokens.member };

const clientOf = async (t: TestContext, options: Parameters<typeof startApp>[0] = {}) => {
  const { app, close } = await startApp(options);
  t.after(close);
  return request(app);
};

/** What is asked for, and whether a cache may keep the answer. */
const ANSWERS: readonly [method: 'get' | 'post' | 'options', path: string, token: boolean, kept: boolean][] =
  [
    ['get', LIST, true, false],
    ['get', LIST, false, false],
    ['post', LIST, true, false],
    ['get', `${LIST}/5bbcc3c4-1da2-4437-a48a-66f15b1b13f9`, true, false],
    ['get', '/v2/os-server-groups', true, false],
    ['get', `/v1/${PROJECT}/cloudservers/os-server-groups`, true, false],
    ['get', '/v2.1/nowhere', true, false],
    ['get', '/v2.1/nowhere', false, false],
    ['options', LIST, false, false],
    ['get', '/', false, true],
    ['get', '/v2.1', false, true],
    ['get', '/healthz', false, true],
    ['get', '/openapi.json', false, true],
    ['get', '/docs', false, true],
  ];

for (const [method, path, token, kept] of ANSWERS) {
  test(`${method} ${path} ${token ? 'with' : 'without'} a token is sniffed by no browser, and ${kept ? 'may be kept' : 'kept by no cache'}`, async (t) => {
    const client = await clientOf(t);
    const { headers } = await client[method](path).set(token ? TOKEN : {});
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cache-control'], kept ? undefined : 'no-store');
  });
}

test('what Node refuses before the service sees it is sniffed by no browser either', async (t) => {
  const { url, close } = await startApp();
  t.after(close);
  for (const bytes of [
    'no HTTP\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\nConnection: close\r\n\r\n',
  ]) {
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
    socket.end(bytes);
    assert.match(await text(socket), /^HTTP\/1\.1 4.*\r\nX-Content-Type-Options: nosniff\r\n/s);
  }
});

const [SINCE, UNTIL] = ['@1798761600', 'Sat, 01 Jan 2028 00:00:00 GMT'];

/** The routes of the spec, but that one operation is deprecated. */
const deprecated = (deprecation: (typeof routes)[number]['deprecation'] & object) =>
  routes.map((each) => (each.operationId === 'listServerGroupsUnscoped' ? { ...each, deprecation } : each));

test('all answers of a deprecated operation say since when it is that, and until when it is served', async (t) => {
  const client = await clientOf(t, { routes: deprecated({ Deprecation: SINCE, Sunset: UNTIL }) });
  const answers = [
    await client.get(LIST).set(TOKEN),
    await client.head(LIST).set(TOKEN),
    await client.get(`${LIST}?limit=x`).set(TOKEN),
    await client.get(LIST),
  ];
  assert.deepEqual(
    answers.map(({ status, headers: { deprecation, sunset } }) => [status, deprecation, sunset]),
    [200, 200, 400, 401].map((status) => [status, SINCE, UNTIL]),
  );
});

test('without a day at which it ends nothing is said about that; other operations say nothing at all', async (t) => {
  const client = await clientOf(t, { routes: deprecated({ Deprecation: SINCE }) });
  const answers = [
    await client.get(LIST).set(TOKEN),
    await client.post(LIST).set(TOKEN),
    await client.get(`/v2.1/${PROJECT}/os-server-groups`).set(TOKEN),
    await client.get('/v2.1'),
    await client.get('/healthz'),
  ];
  assert.deepEqual(
    answers.map(({ headers: { deprecation, sunset } }) => [deprecation, sunset]),
    [SINCE, undefined, undefined, undefined, undefined].map((since) => [since, undefined]),
  );
});
