import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { createLogger } from '../logger.ts';
import type { Identity } from './identity.ts';
import { tokenIdentity } from './token.ts';
import { createToken, hashOf, revokeToken } from './token-file.ts';

const ALICE = { user: 'alice', project: 'p1', roles: ['member'] };
const START = Date.parse('2030-01-01T00:00:00Z');

/** A file with a token of alice's, the identity on it, a clock that the test moves, and the lines of the log. */
const setUp = async (t: TestContext, expires?: Date) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tokens-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'tokens.json');
  const made = await createToken(file, { ...ALICE, expires });
  const clock = { now: START };
  const lines: string[] = [];
  const log = createLogger(
    { level: 'info', format: 'json' },
    { write: (line: string) => void lines.push(line) },
  );
  const identity: Identity = tokenIdentity(file, log, () => clock.now);
  return {
    file,
    ...made,
    clock,
    lines,
    identity,
    who: (token?: string) => identity.authenticate(token, undefined),
  };
};

test('a token of the file speaks for its user, project and roles, and is recalled so', async (t) => {
  const { who, token, identity } = await setUp(t);
  assert.deepEqual(who(token), ALICE);
  assert.deepEqual(identity.recall(token, undefined), ALICE);
  for (const wrong of [undefined, 'osg_x']) assert.equal(identity.recall(wrong, undefined), undefined);
});

test('no token, an unknown one, a hash and one of absurd length are refused', async (t) => {
  const { who, token, file } = await setUp(t);
  for (const wrong of [
    undefined,
    '',
    'osg_x',
    `${token}x`,
    token.toUpperCase(),
    hashOf(token),
    hashOf(token).slice(7),
  ]) {
    assert.equal(who(wrong), null, `${wrong}`);
  }
  const long = 'x'.repeat(4097);
  writeFileSync(
    file,
    JSON.stringify({ tokens: [long, long.slice(1)].map((text) => ({ hash: hashOf(text), ...ALICE })) }),
  );
  const identity = tokenIdentity(file, createLogger({ level: 'silent', format: 'json' }));
  assert.equal(identity.authenticate(long, undefined), null);
  assert.deepEqual(identity.authenticate(long.slice(1), undefined), ALICE);
});

test('a token is refused from the moment on at which it expires', async (t) => {
  const { who, token, clock } = await setUp(t, new Date(START + 5000));
  clock.now = START + 4999;
  assert.deepEqual(who(token), ALICE);
  clock.now = START + 5000;
  assert.equal(who(token), null);
});

test('a revoked token is refused, and a new one known, a second later', async (t) => {
  const { who, token, id, clock, file } = await setUp(t);
  await revokeToken(file, id);
  const other = await createToken(file, { ...ALICE, user: 'bob' });
  clock.now += 1000;
  assert.equal(who(token), null);
  assert.deepEqual(who(other.token), { ...ALICE, user: 'bob' });
});

test('the file is not looked at more often than once a second', async (t) => {
  const { who, token, id, clock, file } = await setUp(t);
  await revokeToken(file, id);
  clock.now += 999;
  assert.deepEqual(who(token), ALICE);
});

test('a clock that is set back does not put off the look at the file', async (t) => {
  const { who, token, id, clock, file } = await setUp(t);
  await revokeToken(file, id);
  clock.now -= 3_600_000;
  assert.equal(who(token), null);
});

const DAMAGES: readonly [what: string, damage: (file: string) => void][] = [
  ['broken', (file) => writeFileSync(file, '{"tokens": [osg_secret')],
  ['removed', (file) => rmSync(file)],
];

for (const [what, damage] of DAMAGES) {
  test(`a tokens file that is ${what} leaves the known tokens valid, is logged once, and heals`, async (t) => {
    const { who, token, clock, file, lines } = await setUp(t);
    damage(file);
    for (let look = 0; look < 3; look++) {
      clock.now += 1000;
      assert.deepEqual(who(token), ALICE);
    }
    assert.equal(lines.length, 1);
    assert.equal(JSON.parse(lines.join('')).level, 'error');
    assert.ok(lines.join('').includes(file) && !lines.join('').includes('osg_secret'), lines.join(''));
    writeFileSync(file, '{"tokens": []}');
    clock.now += 1000;
    assert.equal(who(token), null);
  });
}

test('what is logged about a change of the file has no token and no hash in it', async (t) => {
  const { who, token, clock, file, lines } = await setUp(t);
  const other = await createToken(file, ALICE);
  clock.now += 1000;
  who(token);
  assert.equal(lines.length, 1);
  for (const secret of [token, other.token, hashOf(token).slice(7)])
    assert.ok(!lines.join('').includes(secret));
});
