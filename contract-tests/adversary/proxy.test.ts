import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { startApp } from '../../src/app.fixture.ts';
import { openTransport, type Transport } from '../cases/transport.ts';
import { startProxy, unaltered } from './proxy.ts';
import { withHeaders, withJson } from './wire.ts';

const service = await startApp();
const proxy = await startProxy(service.url);
const before = openTransport(service.url, 10_000);
const behind = openTransport(proxy.url, 10_000);
after(async () => {
  before.close();
  behind.close();
  proxy.close();
  await service.close();
});

const token = { 'X-Auth-Token': service.tokens.member };

/** What is asked for, by a client that speaks HTTP and by one that need not. */
const REQUESTS: readonly (readonly [
  what: string,
  ask: (transport: Transport) => ReturnType<Transport['send']>,
])[] = [
  ['a document', ({ send }) => send({ path: '/v2.1' })],
  ['a list', ({ send }) => send({ path: '/v2.1/os-server-groups?limit=1', headers: token })],
  ['HEAD', ({ send }) => send({ method: 'HEAD', path: '/v2.1/os-server-groups', headers: token })],
  ['an answer without a body', ({ send }) => send({ method: 'OPTIONS', path: '/v2.1' })],
  [
    'a body',
    ({ send }) => send({ method: 'POST', path: '/v2.1/os-server-groups', headers: token, body: '{' }),
  ],
  [
    'a body in chunks',
    ({ send }) =>
      send({
        method: 'POST',
        path: '/v2.1/os-server-groups',
        headers: { ...token, 'Transfer-Encoding': 'chunked' },
        body: { server_group: {} },
      }),
  ],
  [
    'two headers',
    ({ send }) =>
      send({ path: '/v2.1', headers: { 'OpenStack-API-Version': ['compute 2.1', 'compute 2.64'] } }),
  ],
  ['an expectation', ({ send }) => send({ path: '/v2.1', headers: { Expect: 'something' } })],
  ['another host', ({ raw }) => raw('GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n')],
  ['no HTTP', ({ raw }) => raw('x\r\n\r\n')],
  ['HTTP that is broken', ({ raw }) => raw('GET / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n')],
];

/** What is another in each answer, or is about the connection. */
const OWN = /^(?:x-(?:openstack|compute)-request-id|date|connection|keep-alive)$/;

const comparable = async (asked: ReturnType<Transport['send']>, url: string) => {
  const { status, headers, body } = await asked;
  const lasting = Object.entries(headers).filter(([name]) => !OWN.test(name));
  return { status, headers: Object.fromEntries(lasting), body: body.replaceAll(url, 'http://here') };
};

for (const [what, ask] of REQUESTS) {
  test(`the proxy passes on as it is: ${what}`, async () => {
    proxy.alter = unaltered;
    const right = await comparable(ask(before), service.url);
    assert.deepEqual(await comparable(ask(behind), proxy.url), right);
    assert.deepEqual(proxy.errors, []);
  });
}

test('the proxy alters what it is told to, and nothing else', async () => {
  proxy.alter = async (request, pass) => withHeaders(withJson(await pass(request), { x: 1 }), { vary: 'x' });
  for (const [, ask] of REQUESTS.filter(([what]) => /document|host/.test(what))) {
    const { status, headers, body } = await ask(behind);
    assert.deepEqual([status, headers.vary, body], [200, ['x'], '{"x":1}']);
    assert.deepEqual(headers['content-length'], ['7']);
  }
});

test('the proxy tells of what failed while it altered something, and the client gets no answer', async () => {
  proxy.alter = () => {
    throw new Error('wrong');
  };
  await assert.rejects(behind.send({ path: '/' }));
  // A client may ask again on another connection.
  assert.deepEqual([...new Set(proxy.errors.splice(0).map(String))], ['Error: wrong']);
});
