import assert from 'node:assert/strict';
import test from 'node:test';
import { ALICE, HOUR, SECOND, START, setUp, TOKEN, TTL, validToken } from './keystone-standin.fixture.ts';

const VERDICTS: readonly [what: string, answer: ReturnType<typeof validToken>, verdict: unknown][] = [
  ['a token of a project', validToken(START + HOUR), ALICE],
  [
    'a token without roles',
    validToken(START + HOUR, { project: { id: 'p2' }, roles: [] }),
    { user: 'u1', project: 'p2', roles: [] },
  ],
  ['an unscoped token', validToken(START + HOUR, { roles: undefined }), 'unscoped'],
  ['a token of a domain', validToken(START + HOUR, { domain: { id: 'd1' } }), 'unscoped'],
  ['a token of the system', validToken(START + HOUR, { system: { all: true } }), 'unscoped'],
  ['a token that has expired by its own words', validToken(START), null],
  ['an unscoped token that has expired', validToken(START, {}), null],
  ['a token that Keystone does not know', { status: 404 }, null],
];

for (const [what, answer, verdict] of VERDICTS) {
  test(`${what} is ${verdict === null ? 'refused' : JSON.stringify(verdict)}, and asked about once`, async (t) => {
    const { keystone, who } = await setUp(t);
    keystone.control.answers.set(TOKEN, answer);
    assert.deepEqual([await who(), await who()], [verdict, verdict]);
    assert.deepEqual(keystone.counts, { authentications: 1, validations: 1, dropped: 0 });
  });
}

const FAILURES: readonly [answer: { status: number; body?: unknown }, message: RegExp][] = [
  [{ status: 403 }, /does not let the service account validate tokens \(403\)\. Give it the role admin/],
  ...[300, 400, 429, 500, 503].map(
    (status) => [{ status }, new RegExp(`answered ${status}`)] as [{ status: number }, RegExp],
  ),
  [{ status: 200, body: '<html>gAAAAA' }, /something that is no token/],
  [
    { status: 200, body: { token: { user: { id: 'u1' }, project: { id: 'p1' } } } },
    /something that is no token/,
  ],
  [{ status: 200, body: 'x'.repeat(1_048_577) }, /larger than/],
];

for (const [answer, message] of FAILURES) {
  test(`nobody is known by an answer ${answer.status} ${JSON.stringify(answer.body ?? '').slice(0, 30)}, and it is not kept`, async (t) => {
    const { keystone, who, rejects } = await setUp(t);
    keystone.control.answers.set(TOKEN, answer);
    await rejects(message);
    keystone.control.answers.set(TOKEN, validToken(START + HOUR));
    assert.deepEqual(await who(), ALICE);
  });
}

const NO_TOKENS = [
  undefined,
  '',
  ' ',
  'a b',
  'a\r\nX-Auth-Token: b',
  'a\u0000',
  'tök',
  '令',
  'x'.repeat(16_385),
];

test('what is no token is refused without a call', async (t) => {
  const { keystone, identity } = await setUp(t);
  for (const text of NO_TOKENS) assert.equal(identity.authenticate(text, undefined), null, `${text}`);
  assert.equal(keystone.counts.validations, 0);
});

test('a hundred requests at once with one token ask about it once', async (t) => {
  const { keystone, who } = await setUp(t);
  const gate = Promise.withResolvers<void>();
  keystone.control.gate = gate.promise;
  const all = Array.from({ length: 100 }, () => who());
  gate.resolve();
  assert.deepEqual(new Set(await Promise.all(all)).size, 1);
  assert.deepEqual(keystone.counts, { authentications: 1, validations: 1, dropped: 0 });
});

test('many tokens at once need the service account authenticated once', async (t) => {
  const { keystone, who } = await setUp(t);
  await Promise.all(Array.from({ length: 50 }, (_, index) => who(`gAAAAA${index}`)));
  assert.deepEqual(keystone.counts, { authentications: 1, validations: 50, dropped: 0 });
});

test('an answer holds for its time, and is then asked for again', async (t) => {
  const { keystone, clock, who } = await setUp(t);
  await who();
  keystone.control.answers.delete(TOKEN);
  clock.now += TTL - 1;
  assert.deepEqual(await who(), ALICE);
  clock.now += 1;
  assert.equal(await who(), null, 'a revoked token is refused after the time at most');
});

test('a token is refused from its end on, without asking', async (t) => {
  const { keystone, clock, who } = await setUp(t);
  keystone.control.answers.set(TOKEN, validToken(START + 30 * SECOND));
  await who();
  clock.now += 30 * SECOND - 1;
  assert.deepEqual(await who(), ALICE);
  clock.now += 1;
  assert.equal(await who(), null);
  assert.equal(keystone.counts.validations, 1);
});

test('a token is recalled without asking from its first use to its end, while Keystone knows it', async (t) => {
  const { keystone, clock, who, identity } = await setUp(t);
  const recall = (token: string | undefined = TOKEN) => identity.recall(token, undefined);
  for (const token of [...NO_TOKENS, TOKEN]) assert.equal(recall(token), undefined);
  await who();
  assert.deepEqual(recall(), ALICE);
  clock.now += HOUR - 1;
  assert.deepEqual(recall(), ALICE, 'though it would be asked about again');
  clock.now += 1;
  assert.equal(recall(), undefined);
  assert.equal(keystone.counts.validations, 1);
  clock.now -= HOUR / 2;
  keystone.control.answers.delete(TOKEN);
  await who();
  assert.equal(recall(), undefined, 'a revoked token');
  keystone.control.answers.set('gAAAAAunscoped', validToken(START + HOUR, {}));
  await who('gAAAAAunscoped');
  assert.equal(recall('gAAAAAunscoped'), undefined, 'a token of no project');
});

test('a refused token is asked about again after a shorter time', async (t) => {
  const { keystone, clock, who } = await setUp(t);
  assert.equal(await who('gAAAAAnew'), null);
  keystone.control.answers.set('gAAAAAnew', validToken(START + HOUR));
  clock.now += 10 * SECOND - 1;
  assert.equal(await who('gAAAAAnew'), null);
  clock.now += 1;
  assert.deepEqual(await who('gAAAAAnew'), ALICE);
});

test('a clock that is set back does not lengthen the time of an answer', async (t) => {
  const { keystone, clock, who, rejects } = await setUp(t);
  await who();
  clock.now -= HOUR;
  keystone.control.answers.set(TOKEN, { status: 503 });
  await rejects(/answered 503/);
  keystone.control.answers.delete(TOKEN);
  assert.equal(await who(), null);
});
