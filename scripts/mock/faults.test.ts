import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import test, { after, before } from 'node:test';
import { startMock } from './mock.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
before(async () => {
  mock = await startMock({ port: 0, log: () => {} });
});
after(() => mock.close());

const WITH_TOKEN = { 'X-Auth-Token': 'any' };
const GROUPS = '/v2.1/os-server-groups';
const MEMBER = `${GROUPS}/1/members/7f0f0d9a-3c6e-4c43-8a0e-6c1f2a9b5d10`;
const V1 = '/v1/9c53a566cb3443ab910cf0daebca90c4/cloudservers/os-server-groups';
const CREATION = '{"server_group": {"name": "a", "policies": ["affinity"]}}';
const LONG_KEY = 'k'.repeat(256);
const compute = (version: string) => ({ 'OpenStack-API-Version': `compute ${version}` });
const post = (body: string | Uint8Array<ArrayBuffer>, headers = {}) => ({
  method: 'POST',
  body,
  headers: { ...WITH_TOKEN, 'Content-Type': 'application/json', ...headers },
});
const put = (body: string) => ({ ...post(body), method: 'PUT' });
const withKey = (key: string) => post(CREATION, { 'Idempotency-Key': key });
const prefer = (wish: string) => ({ headers: { ...WITH_TOKEN, Prefer: wish } });

const faults: readonly [
  what: string,
  path: string,
  RequestInit,
  status: number,
  name: string,
  says?: RegExp,
][] = [
  ['no token', GROUPS, {}, 401, 'error'],
  ['no token, no such path below a version', '/v2.1/foo', {}, 401, 'error'],
  ['no such path', '/v2.1/foo', { headers: WITH_TOKEN }, 404, 'itemNotFound'],
  ['no such path outside of the versions', '/foo', {}, 404, 'itemNotFound'],
  ['a path that is not UTF-8', `${GROUPS}/%ff`, { headers: WITH_TOKEN }, 400, 'badRequest', /path/],
  ['a malformed project', '/v2/XY/os-server-groups', { headers: WITH_TOKEN }, 404, 'itemNotFound'],
  ['a method the path does not have', GROUPS, { method: 'PATCH', headers: WITH_TOKEN }, 405, 'badMethod'],
  ['a malformed version', '/v2.1', { headers: compute('2') }, 400, 'badRequest', /String 2 is of invalid/],
  ['an unsupported version', '/v2.1', { headers: compute('2.999') }, 406, 'computeFault', /2\.999 is not/],
  ['a media type that is not JSON', GROUPS, post('{}', { 'Content-Type': 'text/xml' }), 415, 'badMediaType'],
  ['broken JSON', GROUPS, post('{'), 400, 'badRequest', /^Malformed request body$/],
  ['invalid UTF-8', GROUPS, post(Uint8Array.of(0x22, 0xff, 0x22)), 400, 'badRequest', /^Malformed/],
  ['no body', GROUPS, post(''), 400, 'badRequest'],
  ['a wrong body', GROUPS, post('{"server_group": {"name": "a"}}'), 400, 'badRequest', /policies/],
  ['a body of the view before', GROUPS, post(CREATION, compute('2.64')), 400, 'badRequest', /policy/],
  ['a body that is too large', GROUPS, post(' '.repeat(114_689)), 413, 'overLimit'],
  ['a wrong query', `${GROUPS}?limit=x`, { headers: WITH_TOKEN }, 400, 'badRequest', /limit/],
  [
    'an unknown query parameter, once they are refused',
    `${GROUPS}?x=1`,
    { headers: { ...WITH_TOKEN, ...compute('2.75') } },
    400,
    'badRequest',
    /'x' was unexpected/,
  ],
  [
    'a server id that is none',
    `${GROUPS}/1/members/x`,
    put('{"member": {"host": "a"}}'),
    400,
    'badRequest',
    /server_id.* "uuid"/,
  ],
  ['a host that is none', MEMBER, put('{"member": {"host": "-"}}'), 400, 'badRequest', /host/],
  [
    'a marker that is no id',
    `${GROUPS}/1/members?marker=x`,
    { headers: WITH_TOKEN },
    400,
    'badRequest',
    /marker/,
  ],
  ['an Idempotency-Key with a space', GROUPS, withKey('a b'), 400, 'badRequest', /idempotency-key/],
  ['an Idempotency-Key that is too long', GROUPS, withKey(LONG_KEY), 400, 'badRequest', /idempotency-key/],
  ['an empty Idempotency-Key', GROUPS, withKey(''), 400, 'badRequest', /idempotency-key/],
  ['Prefer: code=409', GROUPS, post(CREATION, { Prefer: 'code=409' }), 409, 'conflictingRequest'],
  ['Prefer: code=404', `${GROUPS}/1`, prefer('code=404'), 404, 'itemNotFound'],
  ['Prefer: code=403', GROUPS, prefer('code=403'), 403, 'forbidden'],
  ['Prefer: code=429', GROUPS, prefer('code=429'), 429, 'overLimit'],
  ['Prefer: code=503', GROUPS, prefer('code=503'), 503, 'serviceUnavailable'],
  ['Prefer: a status that is not documented', GROUPS, prefer('code=418'), 400, 'badRequest', /418/],
  ['Prefer: no status at all', GROUPS, prefer('code=abc'), 400, 'badRequest', /Prefer/],
];

for (const [what, path, init, status, name, says = /./] of faults) {
  test(`is answered with ${status} ${name}: ${what}`, async () => {
    const response = await fetch(mock.url + path, init);
    const body = (await response.json()) as Record<string, { code: number; message: string }>;
    assert.deepEqual([response.status, Object.keys(body), body[name]?.code], [status, [name], status]);
    assert.match(body[name]?.message ?? '', says);
    assert.equal(response.headers.get('Content-Type'), 'application/json');
    assert.match(response.headers.get('x-compute-request-id') ?? '', /^req-/);
  });
}

const oks: readonly [
  what: string,
  path: string,
  RequestInit,
  status: number,
  header?: [string, string | null],
][] = [
  ['latest', '/v2.1', { headers: compute('latest') }, 200, ['OpenStack-API-Version', 'compute 2.103']],
  ['no version', '/v2.1', {}, 200, ['X-OpenStack-Nova-API-Version', '2.1']],
  [
    'the older header',
    '/v2.1',
    { headers: { 'X-OpenStack-Nova-API-Version': '2.70' } },
    200,
    ['OpenStack-API-Version', 'compute 2.70'],
  ],
  ['a version header below /v2', '/v2', { headers: compute('9.9') }, 200],
  ['an unknown query parameter', `${GROUPS}?x=1`, { headers: WITH_TOKEN }, 200],
  [
    'a repeated query parameter, the last of which is right',
    `${GROUPS}?limit=x&limit=1`,
    { headers: WITH_TOKEN },
    200,
  ],
  ['repeated slashes', '//v2.1//os-server-groups', { headers: WITH_TOKEN }, 200],
  ['any Accept header', GROUPS, { headers: { ...WITH_TOKEN, Accept: 'text/html' } }, 200],
  ['HEAD', GROUPS, { method: 'HEAD', headers: WITH_TOKEN }, 200, ['Content-Type', 'application/json']],
  [
    'unknown keys below /v2',
    '/v2/os-server-groups',
    post('{"server_group": {"name": "a", "policies": ["affinity"], "x": 1}}'),
    200,
  ],
  ['an Idempotency-Key', GROUPS, withKey(LONG_KEY.slice(1)), 200],
  [
    'a server id in capitals',
    `${GROUPS}/1/members/7F0F0D9A-3C6E-4C43-8A0E-6C1F2A9B5D10`,
    put('{"member": {"host": "a"}}'),
    200,
  ],
  ['a release, whatever is sent along', MEMBER, { method: 'DELETE', headers: WITH_TOKEN, body: 'x' }, 204],
  [
    'version headers below /v1',
    V1,
    { headers: { ...WITH_TOKEN, ...compute('9.9') } },
    200,
    ['OpenStack-API-Version', null],
  ],
  [
    'a success without a body',
    `${V1}/1/action`,
    post('{"remove_member": {"instance_uuid": "7f0f0d9a-3c6e-4c43-8a0e-6c1f2a9b5d10"}}'),
    200,
    ['Content-Length', '0'],
  ],
  [
    'a preflight request',
    GROUPS,
    { method: 'OPTIONS', headers: { Origin: 'http://a.example' } },
    204,
    ['Access-Control-Allow-Origin', 'http://a.example'],
  ],
  [
    'the echo of an unsupported version',
    '/v2.1',
    { headers: compute('2.999') },
    406,
    ['OpenStack-API-Version', 'compute 2.999'],
  ],
  ['the methods of a path', '/', { method: 'PUT' }, 405, ['Allow', 'GET, HEAD']],
  [
    'the methods of a path below /v1',
    `${V1}/1`,
    { method: 'PUT', headers: WITH_TOKEN },
    405,
    ['Allow', 'DELETE, GET, HEAD'],
  ],
];

for (const [what, path, init, status, [name, value] = ['Server', null]] of oks) {
  test(`is answered as the service does: ${what}`, async () => {
    const response = await fetch(mock.url + path, init);
    await response.arrayBuffer();
    assert.deepEqual([response.status, response.headers.get(name)], [status, value]);
  });
}

test('a Host header that is none is the fault of who sends it', async () => {
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1');
  socket.write('GET /v2.1 HTTP/1.1\r\nHost: [\r\n\r\n');
  const [answer] = await once(socket, 'data');
  socket.destroy();
  assert.match(String(answer), /^HTTP\/1\.1 400 .*The request is not valid HTTP/s);
});

test('a body announced as too large is refused without waiting for it', async () => {
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1');
  socket.write(`POST ${GROUPS} HTTP/1.1\r\nHost: a\r\nContent-Length: 114689\r\n\r\n`);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  assert.match(String(answer), /^HTTP\/1\.1 413 /);
});
