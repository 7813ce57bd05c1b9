/** What a client learns when the service itself fails, and what only the log says. */

import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import request from 'supertest';
import { stubs } from '../../generated/stubs.ts';
import { PROJECT, startApp, tokens } from '../app.fixture.ts';
import { OutcomeUnknown, StoreUnavailable } from '../store/store.ts';
import { notImplemented } from './not-implemented.ts';

const LIST = '/v2.1/os-server-groups';
const ECS_LIST = `/v1/${PROJECT}/cloudservers/os-server-groups`;
const SECRET = 'osg_secret';
const INTERNAL = {
  computeFault: {
    code: 500,
    message: 'The server has either erred or is incapable of performing the requested operation.',
  },
};
const UNAVAILABLE = {
  serviceUnavailable: { code: 503, message: 'The service is unavailable at the moment. Try again later.' },
};

const start = async (t: TestContext, options: Parameters<typeof startApp>[0]) => {
  const running = await startApp(options);
  t.after(running.close);
  return {
    ...running,
    get: (path = LIST) => request(running.app).get(path).set('X-Auth-Token', tokens.member),
  };
};

test('an operation that is not built yet is answered with 501, and says which it is', async (t) => {
  const { app, lines } = await start(t, { handlers: stubs(notImplemented) });
  const body = { server_group: { name: 'n', policies: ['affinity'] } };
  const calls = [
    ['get', LIST, 'listServerGroups'],
    ['post', LIST, 'createServerGroup'],
    ['get', `${LIST}/x`, 'showServerGroup'],
    ['delete', `${LIST}/x`, 'deleteServerGroup'],
    ['get', '/', 'listVersions'],
    ['get', '/v2', 'showVersion'],
  ] as const;
  for (const [method, path, operation] of calls) {
    const sent = request(app)[method](path).set('X-Auth-Token', tokens.member);
    const answer = await (method === 'post' ? sent.send(body) : sent);
    const fault = { code: 501, message: `The operation ${operation} is not implemented.` };
    assert.deepEqual([answer.status, answer.body], [501, { notImplemented: fault }]);
  }
  const answer = await request(app).get(ECS_LIST).set('X-Auth-Token', tokens.member);
  const error = { code: 'Common.0001', message: 'The operation listEcsGroups is not implemented.' };
  assert.deepEqual([answer.status, answer.body], [501, { error }]);
  assert.deepEqual(lines, []);
});

test('the words of an unknown exception are logged with the id of the request, and not sent', async (t) => {
  const failing = [() => Promise.reject(new Error(SECRET)), () => Promise.reject(SECRET)];
  for (const list of failing) {
    const { get, lines } = await start(t, { store: { list } });
    const { status, body, headers, text } = await get();
    assert.deepEqual([status, body], [500, INTERNAL]);
    assert.ok(!JSON.stringify(headers).includes(SECRET) && !text.includes(SECRET));
    assert.equal(lines.length, 1);
    assert.match(lines.join(), new RegExp(`${SECRET}.*${headers['x-openstack-request-id']}`));
  }
});

test('a handler that throws at once is an exception as others are', async (t) => {
  const listServerGroups = () => {
    throw new TypeError(SECRET);
  };
  const { get } = await start(t, { handlers: { listServerGroups } });
  const { status, body } = await get();
  assert.deepEqual([status, body], [500, INTERNAL]);
});

test('a store that cannot do it now is 503, with the time after which to try again', async (t) => {
  const list = () => Promise.reject(new StoreUnavailable(SECRET));
  const { get, lines } = await start(t, { store: { list } });
  const { status, body, headers } = await get();
  assert.deepEqual([status, body, headers['retry-after']], [503, UNAVAILABLE, '1']);
  assert.match(lines.join(), new RegExp(SECRET));
});

test('a write of which nobody knows whether it was done is 503, and says what to do before it is repeated', async (t) => {
  const create = () => Promise.reject(new OutcomeUnknown(SECRET));
  const { app } = await start(t, { store: { create } });
  const { status, body, headers } = await request(app)
    .post(LIST)
    .set('X-Auth-Token', tokens.member)
    .send({ server_group: { name: 'n', policies: ['affinity'] } });
  const message =
    'Whether this was done is not known. Look whether it was before you repeat it, or repeat it with the same Idempotency-Key.';
  assert.deepEqual(
    [status, body, headers['retry-after']],
    [503, { serviceUnavailable: { code: 503, message } }, '1'],
  );
});

for (const path of ['/v2.1/limits?tenant_id=a%00b', `${LIST}?marker=%00`]) {
  test(`${path}: U+0000 is refused before a store is asked about it, since PostgreSQL has none`, async (t) => {
    const { app } = await start(t, {});
    const { status, body } = await request(app).get(path).set('X-Auth-Token', tokens.admin);
    const message = 'Query string has U+0000 in it';
    assert.deepEqual([status, body], [400, { badRequest: { code: 400, message } }]);
  });
}

test('an identity service that cannot tell who calls is 503, before the path is looked at', async (t) => {
  const identity = {
    mode: 'token',
    challenge: 'x',
    authenticate: () => Promise.reject(new Error(SECRET)),
    recall: () => undefined,
    check: () => Promise.reject(new Error(SECRET)),
    close: async () => {},
  } as const;
  const { get, lines } = await start(t, { identity });
  for (const path of [LIST, '/v2.1/nowhere', '/readyz']) {
    const { status, body, headers } = await get(path);
    assert.deepEqual([status, body, headers['retry-after']], [503, UNAVAILABLE, '1']);
  }
  assert.equal((await get('/v2.1')).status, 200);
  assert.equal(lines.length, 3);
});

const GROUP = {
  id: '5bbcc3c4-1da2-4437-a48a-66f15b1b13f9',
  name: 'n',
  policy: 'affinity',
  rules: {},
  members: [],
  project_id: 'p',
  user_id: 'u',
} as const;

/** Answers that the compiler would not let a handler give. */
const WRONG: readonly [what: string, answer: object][] = [
  ['a status that is not documented', { status: 409, body: {} }],
  ['a missing body', { status: 200 }],
  ['a missing field', { status: 200, body: { server_groups: [{ ...GROUP, user_id: undefined }] } }],
  ['a field too many', { status: 200, body: { server_groups: [], count: 0 } }],
  ['a wrong value', { status: 200, body: { server_groups: [{ ...GROUP, policy: 'legacy' }] } }],
  ['a wrong fault', { status: 403, body: { badRequest: { code: 403, message: 'm' } } }],
  [
    'a wrong header',
    { status: 200, body: { server_groups: [] }, headers: { 'OpenStack-API-Version': 'compute 2.1' } },
  ],
];

for (const [what, answer] of WRONG) {
  test(`${what} in an answer is refused and logged, sent and logged, or sent, as the setting says`, async (t) => {
    const handlers = { listServerGroups: () => answer as never };
    const checking = await start(t, { handlers });
    const { status, body } = await checking.get().set('OpenStack-API-Version', 'compute 2.64');
    assert.deepEqual([status, body], [500, INTERNAL]);
    assert.match(checking.lines.join(), /"violations":\[".*the answer is not as the spec says/);
    const logging = await start(t, { handlers, settings: { checkResponses: 'log' } });
    const logged = await logging.get().set('OpenStack-API-Version', 'compute 2.64');
    assert.equal(logged.status, (answer as { status: number }).status);
    assert.equal(logging.lines.length, 1);
    assert.match(
      logging.lines.join(),
      new RegExp(`"violations":\\[".*"id":"${logged.headers['x-openstack-request-id']}"`),
    );
    const trusting = await start(t, { handlers, settings: { checkResponses: 'off' } });
    const sent = await trusting.get().set('OpenStack-API-Version', 'compute 2.64');
    assert.equal(sent.status, (answer as { status: number }).status);
    assert.deepEqual([sent.text, trusting.lines], [logged.text, []]);
  });
}

/** Answers that cannot be written down at all. */
const UNSENDABLE: readonly [what: string, answer: object][] = [
  ['a line break in a header', { status: 200, body: { server_groups: [] }, headers: { X: 'a\r\nb: c' } }],
  ['a body that is no JSON', { status: 200, body: { server_groups: 1n } }],
  ['a status that is none', { status: 7, body: { server_groups: [] } }],
];

for (const [what, answer] of UNSENDABLE) {
  test(`${what} in an answer is 500, in the form of all faults`, async (t) => {
    const handlers = { listServerGroups: () => answer as never };
    const { get, lines } = await start(t, { handlers, settings: { checkResponses: 'off' } });
    const { status, body, headers } = await get();
    assert.deepEqual([status, body], [500, INTERNAL]);
    assert.equal(headers['openstack-api-version'], 'compute 2.1');
    assert.equal(lines.length, 1);
  });
}
