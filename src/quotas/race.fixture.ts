/** The race for the last places of a quota. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { createRandom } from '../../contract-tests/fuzz/random.ts';
import { type Answer, type Request, startServices } from '../race.fixture.ts';
import type { StoreKind } from '../store/stores.fixture.ts';

/** Whoever puts a printed one here gets the same services for the same requests again. */
const SEED = Date.now() % 1e9;
const QUOTA = 10;
const AT_ONCE = 200;

const CREATION: Request = {
  method: 'POST',
  path: '/os-server-groups',
  body: { server_group: { name: 'test', policy: 'anti-affinity' } },
};
const deletion = ({ body }: Answer): Request => {
  const { server_group } = body as { server_group: { id: string } };
  return { method: 'DELETE', path: `/os-server-groups/${server_group.id}` };
};

export const testQuotaRace = (kind: StoreKind, rounds: number): void => {
  test(`of 200 creates at once, from three services on ${kind}, exactly as many succeed as the quota allows`, async (t) => {
    t.diagnostic(`The seed is ${SEED}.`);
    const { send, read } = await startServices(t, kind, { OSG_QUOTA_SERVER_GROUPS: `${QUOTA}` });
    for (let round = 0; round < rounds; round++) {
      const random = createRandom(SEED, round);
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => send(CREATION, random)));
      const made = answers.filter(({ status }) => status === 200);
      const refused = answers.filter(({ status }) => status === 403);
      assert.deepEqual([made.length, refused.length], [QUOTA, AT_ONCE - QUOTA]);
      assert.deepEqual(await read('SELECT server_groups FROM projects'), [[QUOTA]]);
      // A delete frees its place at once, also for the other services.
      for (const answer of made) assert.equal((await send(deletion(answer), random)).status, 204);
    }
  });
};
