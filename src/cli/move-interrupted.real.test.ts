/** `os-server-groups move` that is ended: before the commit nothing has changed, during it that is said. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import process from 'node:process';
import test, { type TestContext } from 'node:test';
import { openPostgresStore } from '../store/postgres/postgres.ts';
import { CLI, environment, run } from './cli.fixture.ts';
import { LOCK, TABLES, usePostgres } from './move.fixture.ts';
import { backedUp } from './store.fixture.ts';

const server = usePostgres();

/** Moves a backup, which SQLite writes with a journal beside it, and ends that when the database says so. */
const endedMove = async (t: TestContext, database: string, isTime: string) => {
  const { folder } = await backedUp(t);
  const args = ['move', server.url(database), '--store', 'sqlite:b.db'];
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: folder,
    env: environment({}),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  const ended = Promise.all([once(child, 'exit'), child.stderr.toArray()]);
  while ((await server.run(isTime)).length === 0) assert.equal(child.exitCode, null);
  child.kill('SIGTERM');
  const [[, signal], lines] = await ended;
  assert.equal(signal, 'SIGTERM');
  return { folder, args, said: Buffer.concat(lines).toString() };
};

test('a move that is ended has changed nothing on either side', async (t) => {
  const database = await server.newDatabase();
  await (await openPostgresStore(server.url(database))).close();
  const holder = await server.begin(t, database, LOCK);
  const { folder, args, said } = await endedMove(t, database, 'SELECT 1 FROM pg_locks WHERE NOT granted');
  assert.equal(said, 'Ended by SIGTERM: nothing was moved, and nothing changed.\n');
  assert.deepEqual((await readdir(folder)).toSorted(), ['b.db', 'data']);
  await holder.query('ROLLBACK');
  const { status, stderr } = await run(folder, args);
  assert.equal(status, 0, stderr);
});

test('a move that is ended while it is committed says that it may be done, and how that shows', async (t) => {
  const database = await server.newDatabase();
  const set = async (standbys: string) => {
    await server.run(`ALTER SYSTEM SET synchronous_standby_names = '${standbys}'`);
    await server.run('SELECT pg_reload_conf()');
  };
  // There is none of that name, so the commit waits for ever.
  await set('nobody');
  const waits = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
  const { folder, args, said } = await endedMove(t, database, waits).finally(() => set(''));
  assert.match(
    said,
    /^Ended by SIGTERM: all was being committed\. Move again: if it is refused, since postgres:/,
  );
  while ((await server.run(TABLES, database)).length === 0);
  const { status, stderr } = await run(folder, args);
  assert.equal(status, 1);
  assert.match(stderr, /has data of this service already/);
});
