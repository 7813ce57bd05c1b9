/** A commit that a synchronous standby shall confirm, and does not: it is not acknowledged. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { StoreUnavailable } from '../store.ts';
import { everything, newGroup, PROJECT } from '../suite-common.ts';
import { CUT, open } from './open.fixture.ts';
import type { PostgresServer } from './server.fixture.ts';

/** Takes the synchronous standby of a primary away, for which its commits wait from then on. */
const loseStandby = async ({ run }: PostgresServer): Promise<void> => {
  await run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
  await run('SELECT pg_reload_conf()');
  while ((await run('SHOW synchronous_standby_names'))[0]?.synchronous_standby_names === '') {
    await setTimeout(5);
  }
};
const WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
const notKnown = (why: string) => ({
  name: 'OutcomeUnknown',
  message: new RegExp(`^Whether the database has taken a write is not known \\(${why}`),
});

/** With the second PostgreSQL would not wait at all, with the third it would not say that it has not. */
const settings: readonly string[] = [
  'synchronous_commit = on',
  'synchronous_commit = off',
  'synchronous_commit = local',
  'client_min_messages = error',
];
for (const setting of settings) {
  test(`a commit that no standby has confirmed is not acknowledged when the wait is cut short, although ${setting}`, async (t) => {
    const { server, store } = await open(t, { patience: 5000 });
    await server.run(`ALTER DATABASE postgres SET ${setting}`);
    await server.run(CUT);
    await loseStandby(server);
    const call = assert.rejects(store.create(newGroup(), -1), notKnown('canceling wait for synchronous rep'));
    while ((await server.run(WAITING)).length === 0) await setTimeout(5);
    await server.run(`SELECT pg_cancel_backend(pid) FROM (${WAITING}) AS waiting`);
    await call;
  });
}

test('a commit that waits too long for its standby is not acknowledged, nor a retry, until there is one', async (t) => {
  const { server, store } = await open(t, { patience: 300 });
  const idempotency = { key: 'key', fingerprint: 'f', now: Date.now() };
  const make = () => store.create(newGroup(), -1, idempotency);
  await loseStandby(server);
  await assert.rejects(make(), notKnown('Query read timeout'));
  await assert.rejects(make(), StoreUnavailable);
  await assert.rejects(store.check(), StoreUnavailable);
  await server.run("ALTER SYSTEM SET synchronous_standby_names = ''");
  await server.run('SELECT pg_reload_conf()');
  while ((await server.run(WAITING)).length > 0) await setTimeout(5);
  await store.check();
  assert.deepEqual(await everything(store, PROJECT), [await make()]);
});
