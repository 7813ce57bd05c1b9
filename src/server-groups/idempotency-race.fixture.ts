/** One key, one group: also when the duplicates of a creation come at once, through several services on one store. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { createRandom, type Random } from '../../contract-tests/fuzz/random.ts';
import { fault } from '../faults.ts';
import { PROJECT } from '../process.fixture.ts';
import { type Answer, arrived, type Request, type Services, startServices } from '../race.fixture.ts';
import type { StoreKind } from '../store/stores.fixture.ts';

/** Whoever puts a printed one here gets the same operations again. */
const SEED = Date.now() % 1e9;
const KEYS = 40;
const DUPLICATES = 10;
/** Room for each key, and for some of them. */
const QUOTAS = [KEYS, 25, 7];

interface Try {
  readonly key: string;
  /** Two names: two requests. */
  readonly name: string;
}

interface Outcome extends Try {
  readonly answer: Answer;
}

const creation = ({ key, name }: Try): Request => ({
  method: 'POST',
  path: '/os-server-groups',
  headers: { 'Idempotency-Key': key },
  body: { server_group: { name, policy: 'anti-affinity', rules: { max_server_per_host: 2 } } },
});

const idOf = ({ body }: Answer) => (body as { server_group: { id: string } }).server_group.id;

/** The group that a key has made, according to the answers; undefined where the quota had no room. */
const checkKey = (outcomes: readonly Outcome[]) => {
  const made = outcomes.filter(({ answer }) => answer.status === 200);
  const [first] = made;
  if (first === undefined) {
    for (const { answer } of outcomes) assert.deepEqual(answer, arrived(fault.overQuota()));
    return undefined;
  }
  assert.deepEqual(new Set(made.map(({ name }) => name)), new Set([first.name]));
  assert.equal(new Set(made.map(({ answer }) => JSON.stringify(answer.body))).size, 1);
  const refused = outcomes.filter(({ answer }) => answer.status !== 200);
  for (const { name, answer } of refused) {
    assert.notEqual(name, first.name);
    assert.deepEqual(answer, arrived(fault.keyReused()));
  }
  return first;
};

/** Sends all at once, and returns the outcomes that made a group, one for each. */
const race = async ({ send, read }: Services, tries: readonly Try[], quota: number, random: Random) => {
  const outcomes = await Promise.all(
    tries.map(async (one) => ({ ...one, answer: await send(creation(one), random) })),
  );
  const byKey = [...Map.groupBy(outcomes, ({ key }) => key).values()];
  const made = byKey.map(checkKey).filter((first) => first !== undefined);
  assert.equal(made.length, Math.min(quota, KEYS));
  const groups = made.map(({ name, answer }) => [idOf(answer), name]).toSorted();
  assert.deepEqual(await read('SELECT id, name FROM server_groups ORDER BY id'), groups);
  assert.deepEqual(await read('SELECT server_groups FROM projects'), [[made.length]]);
  return made;
};

export const testIdempotencyRace = (kind: StoreKind): void => {
  test(`of duplicates that come at once through three services on ${kind} one makes a group, and all tell of that one`, async (t) => {
    t.diagnostic(`The seed is ${SEED}.`);
    const services = await startServices(t, kind);
    const { send, read } = services;
    for (const [round, quota] of QUOTAS.entries()) {
      const random = createRandom(SEED, round);
      const path = `/os-quota-sets/${PROJECT}`;
      const body = { quota_set: { server_groups: quota } };
      assert.equal((await send({ method: 'PUT', path, body }, random)).status, 200);

      const tries = Array.from({ length: KEYS * DUPLICATES }, (_, index) => {
        const key = `key-${round}-${Math.floor(index / DUPLICATES)}`;
        return { key, name: random.once(4) ? `${key}-other` : key };
      });
      const made = await race(services, tries, quota, random);

      // Tried once more: the same answer from every service, though the quota is used up.
      const again = await Promise.all(made.map((one) => send(creation(one), random)));
      assert.deepEqual(
        again,
        made.map(({ answer }) => answer),
      );
      const freed = made.map(({ answer }) => `/os-server-groups/${idOf(answer)}`);
      const deleted = await Promise.all(freed.map((path) => send({ method: 'DELETE', path }, random)));
      assert.ok(deleted.every(({ status }) => status === 204));
      assert.deepEqual(await read('SELECT server_groups FROM projects'), [[0]]);
    }
  });
};
