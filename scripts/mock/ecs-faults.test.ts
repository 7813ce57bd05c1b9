import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { startMock } from './mock.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
before(async () => {
  mock = await startMock({ port: 0, log: () => {} });
});
after(() => mock.close());

const WITH_TOKEN = { 'X-Auth-Token': 'any' };
const V1 = '/v1/9c53a566cb3443ab910cf0daebca90c4/cloudservers/os-server-groups';
const post = (body: string, headers = {}) => ({
  method: 'POST',
  body,
  headers: { ...WITH_TOKEN, 'Content-Type': 'application/json', ...headers },
});
const prefer = (wish: string) => ({ headers: { ...WITH_TOKEN, Prefer: wish } });

/** Below `/v1`, where a fault has a code of its own. */
const ecsFaults: readonly [
  what: string,
  path: string,
  RequestInit,
  status: number,
  code: string,
  says?: RegExp,
][] = [
  ['no token', V1, {}, 401, 'Common.0013'],
  ['no token, no such path', '/v1/foo', {}, 401, 'Common.0013'],
  ['no such path', '/v1/foo', { headers: WITH_TOKEN }, 404, 'Ecs.0313'],
  ['nothing but the version', '/v1?x=1', { headers: WITH_TOKEN }, 404, 'Ecs.0313'],
  ['no such path, with repeated slashes', '//v1//foo', { headers: WITH_TOKEN }, 404, 'Ecs.0313'],
  ['a path that is not UTF-8', `${V1}/%ff`, { headers: WITH_TOKEN }, 400, 'Ecs.0000', /path/],
  ['a malformed project', '/v1/XY/cloudservers/os-server-groups', { headers: WITH_TOKEN }, 404, 'Ecs.0313'],
  [
    'a method the path does not have',
    V1,
    { method: 'PATCH', headers: WITH_TOKEN },
    405,
    'Ecs.0000',
    /GET, HEAD, POST/,
  ],
  ['a media type that is not JSON', V1, post('{}', { 'Content-Type': 'text/xml' }), 415, 'Ecs.0000'],
  ['broken JSON', V1, post('{'), 400, 'Ecs.0000', /^Malformed request body$/],
  ['no body', V1, post(''), 400, 'Common.0002'],
  ['a wrong body', V1, post('{"server_group": {"name": "a"}}'), 400, 'Ecs.0005', /policies/],
  ['a body that is too large', V1, post(' '.repeat(114_689)), 413, 'Ecs.0000'],
  ['a limit below the least', `${V1}?limit=0`, { headers: WITH_TOKEN }, 400, 'Ecs.0005', /limit/],
  [
    'a malformed Idempotency-Key',
    V1,
    post('{"server_group": {"name": "a", "policies": ["affinity"]}}', { 'Idempotency-Key': 'a b' }),
    400,
    'Ecs.0005',
    /idempotency-key/,
  ],
  ['two things at once', `${V1}/1/action`, post('{"add_member": {}, "remove_member": {}}'), 400, 'Ecs.0005'],
  ['a server that is none', `${V1}/1/add_members`, post('{"server_ids": ["x"]}'), 400, 'Ecs.0005', /uuid/],
  ['no server', `${V1}/1/remove_members`, post('{"server_ids": []}'), 400, 'Ecs.0005', /server_ids/],
  ['Prefer: code=403', V1, prefer('code=403'), 403, 'Ecs.0003'],
  ['Prefer: code=404', `${V1}/1`, prefer('code=404'), 404, 'Ecs.0313', /5bbcc3c4/],
  ['Prefer: code=429', V1, prefer('code=429'), 429, 'Common.1503'],
  ['Prefer: code=503', V1, prefer('code=503'), 503, 'Common.0001'],
  ['Prefer: a status that is not documented', V1, prefer('code=406'), 400, 'Ecs.0005', /406/],
];

for (const [what, path, init, status, code, says = /./] of ecsFaults) {
  test(`is answered below /v1 with ${status} ${code}: ${what}`, async () => {
    const response = await fetch(mock.url + path, init);
    const body = (await response.json()) as { error: { message: string } };
    const { message } = body.error;
    assert.deepEqual([response.status, body], [status, { error: { code, message } }]);
    assert.match(message, says);
  });
}
