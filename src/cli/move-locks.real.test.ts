/** `os-server-groups move` beside others that use the source or the target. */

import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { startProcess } from '../process.fixture.ts';
import { openPostgresStore } from '../store/postgres/postgres.ts';
import { run } from './cli.fixture.ts';
import { LOCK, TABLES, usePostgres } from './move.fixture.ts';
import { moveCommand } from './move.ts';
import { filledFolder, refusalOf, storeIn } from './store.fixture.ts';

const server = usePostgres();

/** Until a command waits for a lock; it fails when the command ends before. */
const untilItWaits = async (command: Promise<unknown>): Promise<void> => {
  let hasEnded = false;
  command.then(() => {
    hasEnded = true;
  });
  while ((await server.run('SELECT 1 FROM pg_locks WHERE NOT granted')).length === 0) assert.ok(!hasEnded);
};

test('a store that a service has open is not moved; while one is moved, no service can open it', async (t) => {
  const { folder } = await filledFolder(t);
  const database = await server.newDatabase();
  const service = await startProcess(t, folder);
  const values = { store: `sqlite:${storeIn(folder)}` };
  const refused = await refusalOf(moveCommand, values, server.url(database));
  assert.match(
    refused.message,
    /another process has the store .* open, .* Stop the service, and move again\.$/,
  );
  assert.deepEqual(await server.run(TABLES, database), []);
  const tried = await refusalOf(moveCommand, { ...values, 'dry-run': true }, server.url(database));
  assert.match(tried.message, /or try with a backup meanwhile: --store sqlite:BACKUP\.$/);
  assert.equal((await run(folder, ['backup', 'b.db'])).status, 0);
  const withBackup = ['move', server.url(database), '--dry-run', '--store', 'sqlite:b.db'];
  const { status: done, stderr: said } = await run(folder, withBackup);
  assert.equal(done, 0, said);
  assert.deepEqual(await server.run(TABLES, database), []);
  await service.end('SIGTERM');

  // Whoever holds the lock of the schema stops the move half way.
  await (await openPostgresStore(server.url(database))).close();
  const holder = await server.begin(t, database, LOCK);
  const moving = run(folder, ['move', server.url(database)]);
  await untilItWaits(moving);
  const other = new DatabaseSync(storeIn(folder), { timeout: 0 });
  t.after(() => other.close());
  assert.throws(() => other.exec('SELECT 1 FROM store'), { errcode: 5 });
  await holder.query('ROLLBACK');
  const { status, stderr } = await moving;
  assert.equal(status, 0, stderr);
  other.exec('SELECT 1 FROM store');
});

test('a service that is writing to the target waits, and what it wrote first makes the move refuse', async (t) => {
  const { folder } = await filledFolder(t);
  const database = await server.newDatabase();
  await (await openPostgresStore(server.url(database))).close();
  const writer = await server.begin(t, database, `INSERT INTO osg.projects (id) VALUES ('p')`);
  const moving = run(folder, ['move', server.url(database)]);
  await untilItWaits(moving);
  await writer.query('COMMIT');
  const { status, stderr } = await moving;
  assert.equal(status, 1);
  assert.match(stderr, /has data of this service already \(in osg\.projects\)/);
});

test('a move does not wait for ever for who holds a lock in the target', async (t) => {
  const { folder } = await filledFolder(t);
  const database = await server.newDatabase();
  await (await openPostgresStore(server.url(database))).close();
  await server.begin(t, database, LOCK);
  const { status, stderr } = await run(folder, ['move', server.url(database)]);
  assert.equal(status, 1);
  assert.match(
    stderr,
    /PostgreSQL refused it \(canceling statement due to lock timeout\)\. Another session holds the tables there: end what uses/,
  );
});
