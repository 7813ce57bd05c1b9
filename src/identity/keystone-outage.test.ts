/** What happens when Keystone is down, slow, or refuses the service account. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate } from 'node:timers/promises';
import {
  ALICE,
  GRACE,
  HOUR,
  MINUTE,
  PASSWORD,
  SECOND,
  START,
  setUp,
  TOKEN,
  TTL,
  validToken,
} from './keystone-standin.fixture.ts';

test('a token of the service account that expires is replaced once, for all requests', async (t) => {
  const { keystone, who } = await setUp(t);
  await who();
  keystone.control.own++;
  for (const index of [1, 2, 3]) keystone.control.answers.set(`gAAAAA${index}`, validToken(START + HOUR));
  const all = await Promise.all([1, 2, 3].map((index) => who(`gAAAAA${index}`)));
  assert.deepEqual(all, [ALICE, ALICE, ALICE]);
  assert.equal(keystone.counts.authentications, 2);
});

test('a service account whose tokens are refused is authenticated again once, not for ever', async (t) => {
  const { keystone, lines, rejects } = await setUp(t);
  keystone.control.isOwnRefused = true;
  await rejects(/refuses the token of the service account/);
  assert.deepEqual(keystone.counts, { authentications: 2, validations: 2, dropped: 0 });
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).level),
    ['error'],
  );
});

test('a service account that is refused says so, is tried again after a pause, and then works', async (t) => {
  const { keystone, clock, lines, who, rejects } = await setUp(t);
  keystone.control.password = 'another';
  await rejects(/gives the service account no token \(401\)\. See that .*OSG_KEYSTONE_USERNAME/);
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).level),
    ['error'],
  );
  keystone.control.password = PASSWORD;
  clock.now += 5 * SECOND - 1;
  await rejects(/gives the service account no token/);
  assert.equal(keystone.counts.authentications, 1, 'too many failures would lock the account');
  clock.now += 1;
  assert.deepEqual(await who(), ALICE);
});

test('while Keystone is down a known token goes on for 5 minutes beyond its time, others are rejected', async (t) => {
  const { keystone, clock, lines, who, rejects } = await setUp(t);
  await who();
  await keystone.stop();
  await rejects(/cannot be reached at http:\/\/127\.0\.0\.1:\d+ \(ECONN/, 'gAAAAAother');
  for (const at of [TTL, TTL + SECOND, TTL + GRACE - 1]) {
    clock.now = START + at;
    assert.deepEqual(await who(), ALICE);
  }
  clock.now = START + TTL + GRACE;
  await rejects(/cannot be reached/);
  assert.equal(lines.length, 1, 'an outage is told once');

  await keystone.start();
  assert.deepEqual(await who(), ALICE);
  assert.match(lines.at(-1) ?? '', /can be asked again/);
});

test('while Keystone is down no token goes on beyond its end', async (t) => {
  const { keystone, clock, who } = await setUp(t);
  keystone.control.answers.set(TOKEN, validToken(START + TTL + MINUTE));
  await who();
  await keystone.stop();
  clock.now += TTL + MINUTE - 1;
  assert.deepEqual(await who(), ALICE);
  clock.now += 1;
  assert.equal(await who(), null);
});

test('a token that ends while Keystone is asked in vain is not let through', async (t) => {
  const { keystone, clock, who, rejects } = await setUp(t);
  keystone.control.answers.set(TOKEN, validToken(START + TTL + SECOND));
  await who();
  clock.now += TTL;
  const gate = Promise.withResolvers<void>();
  keystone.control.gate = gate.promise;
  const answer = rejects(/cannot be reached/);
  clock.now += SECOND;
  await keystone.stop();
  await answer;
  gate.resolve();
});

test('while Keystone is slow, a known token waits for it once, and later learns what it says', async (t) => {
  const { keystone, clock, identity, who, rejects } = await setUp(t, { OSG_KEYSTONE_TIMEOUT: '1' });
  const now = () => identity.authenticate(TOKEN, undefined);
  await who();
  clock.now += TTL;
  const gate = Promise.withResolvers<void>();
  keystone.control.gate = gate.promise;
  const others = rejects(/cannot be reached .*no answer within 1 s/, 'gAAAAAother');
  assert.ok(now() instanceof Promise);
  assert.deepEqual(await now(), ALICE);
  await others;
  assert.deepEqual(now(), ALICE, 'the second time nobody waits');

  keystone.control.answers.delete(TOKEN);
  gate.resolve();
  while (now() !== null) await setImmediate();
});

test('a kept connection that Keystone closes costs no request', async (t) => {
  const { keystone, who } = await setUp(t);
  await who();
  keystone.control.dropsReused = true;
  assert.equal(await who('gAAAAAother'), null);
  assert.equal(keystone.counts.dropped, 1);
});

test('readiness asks Keystone, but not more often than once a second', async (t) => {
  const { keystone, clock, identity } = await setUp(t);
  await Promise.all([identity.check(), identity.check()]);
  assert.deepEqual(keystone.counts, { authentications: 1, validations: 1, dropped: 0 });
  await keystone.stop();
  await identity.check();
  clock.now += SECOND;
  await assert.rejects(identity.check(), /cannot be reached/);
  await keystone.start();
  clock.now += SECOND;
  await identity.check();
});
