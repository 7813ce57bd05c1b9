/** The quota is exact, whatever the race. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create, emptyFolder, firstToken, startProcess } from '../process.fixture.ts';

const QUOTA = 10;
const AT_ONCE = 200;
const ROUNDS = 5;

test('of 200 creates at once, from two services on one file, exactly as many succeed as the quota allows', async (t) => {
  const folder = await emptyFolder(t);
  const services = [await startProcess(t, folder), await startProcess(t, folder)];
  const headers = await firstToken(folder);
  for (let round = 0; round < ROUNDS; round++) {
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) => create(services[index % 2]?.url as string, headers)),
    );
    const made = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 403);
    assert.deepEqual([made.length, refused.length], [QUOTA, AT_ONCE - QUOTA]);
    const ids = await Promise.all(
      made.map(async (answer) => ((await answer.json()) as { server_group: { id: string } }).server_group.id),
    );
    // A delete frees its place at once, also for the other service.
    for (const id of ids) {
      const path = `/v2.1/os-server-groups/${id}`;
      const answer = await fetch(`${services[round % 2]?.url}${path}`, { method: 'DELETE', headers });
      assert.equal(answer.status, 204);
    }
  }
});
