import assert from 'node:assert/strict';
import test from 'node:test';
import { createLogger } from '../logger.ts';
import type { Verdict } from './identity.ts';
import { keystoneIdentity } from './keystone.ts';
import type { Validated } from './keystone-client.ts';

const MOST = 10_000;
const VALID: Validated = {
  caller: { user: 'u1', project: 'p1', roles: [] },
  expires: Number.POSITIVE_INFINITY,
};

/** The identity on a Keystone that knows the tokens which begin with `good`, and how often that was asked. */
const setUp = () => {
  const counts = { asked: 0 };
  const validate = async (token: string) => {
    counts.asked++;
    return token.startsWith('good') ? VALID : null;
  };
  const identity = keystoneIdentity(
    { validate, check: async () => {}, close: () => {} },
    { challenge: 'Keystone', ttl: 60_000 },
    createLogger({ level: 'silent', format: 'json' }),
    () => 0,
  );
  const ask = (token: string) => identity.authenticate(token, undefined);
  const askMany = async (prefix: string, count: number) => {
    for (let index = 0; index < count; index++) await ask(`${prefix}${index}`);
  };
  return { counts, ask, askMany };
};

/** Whether the answer was there without asking Keystone. */
const isKept = (answer: Verdict | Promise<Verdict>) => !(answer instanceof Promise);

for (const kind of ['good', 'bad']) {
  test(`of ever new ${kind} tokens ${MOST} are kept, those that were used last`, async () => {
    const { counts, ask, askMany } = setUp();
    await askMany(kind, MOST);
    assert.ok(isKept(ask(`${kind}0`)), 'so many have room');
    await ask(`${kind}${MOST}`);
    assert.equal(counts.asked, MOST + 1);
    assert.ok(isKept(ask(`${kind}0`)), 'it was used lately');
    const forgotten = ask(`${kind}1`);
    assert.ok(!isKept(forgotten), 'it was used the longest ago');
    await forgotten;
  });
}

test('refused tokens, which anybody can invent, do not push out a known one', async () => {
  const { ask, askMany } = setUp();
  await ask('good');
  await askMany('bad', MOST + 1);
  assert.ok(isKept(ask('good')));
});
