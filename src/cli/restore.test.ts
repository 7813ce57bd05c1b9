/** `os-server-groups restore`, as a process of its own. */

import assert from 'node:assert/strict';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { PROJECT } from '../process.fixture.ts';
import { replaceContents } from '../store/sqlite/replace.ts';
import { openSqliteStore } from '../store/sqlite/sqlite.ts';
import { run } from './cli.fixture.ts';
import { backedUp, change, contentsOf, make, rowsOf, storeIn } from './store.fixture.ts';

const RESTORE = ['restore', 'b.db'];

test('a store in use is replaced by the backup at once, and goes on: reads, members, counters and ids', async (t) => {
  const { folder, backup, first } = await backedUp(t);
  const store = await openSqliteStore(storeIn(folder));
  t.after(() => store.close());
  await store.delete(first, PROJECT);
  const later = await make(store, 'after the backup');
  const { status, stdout, stderr } = await run(folder, RESTORE);
  assert.deepEqual([status, stdout], [0, ''], stderr);
  assert.match(
    stderr,
    /is restored: 3 projects, 3 server groups, .* Until now it had 3 projects, 3 server groups, 1 member/,
  );

  assert.deepEqual((await store.get(first, PROJECT))?.members, ['a', 'b', 'd', 'e']);
  assert.equal(await store.get(later, PROJECT), undefined);
  assert.deepEqual(await store.usage(PROJECT), { serverGroups: 2, quotas: { serverGroups: 50 } });
  const made = await make(store, 'after the restore');
  assert.ok(made > later);
  assert.deepEqual(await store.usage(PROJECT), { serverGroups: 3, quotas: { serverGroups: 50 } });
  assert.equal(await store.claim(first, 'f', 'htrue', PROJECT, 100), 'host full');
  await store.delete(made, PROJECT);

  const { store: _, ...was } = contentsOf(backup);
  const { store: lastIds, ...is } = contentsOf(storeIn(folder));
  assert.deepEqual(is, was);
  assert.deepEqual(lastIds, [{ last_id: made }]);
  assert.deepEqual((await readdir(path.join(folder, 'data'))).toSorted(), [
    'server-groups.db',
    'server-groups.db-shm',
    'server-groups.db-wal',
  ]);
});

test('ids that were given after the backup are not given again, also by a service whose clock is behind them', async (t) => {
  const { folder } = await backedUp(t);
  const last = 'ffffffff-0000-7000-8000-000000000000';
  change(storeIn(folder), `UPDATE store SET last_id = '${last}'`);
  assert.equal((await run(folder, RESTORE)).status, 0);
  const store = await openSqliteStore(storeIn(folder));
  t.after(() => store.close());
  assert.ok((await make(store, 'next')) > last);
});

test('of the ids of another store, whose clock was ahead, none is given again', async (t) => {
  const { folder, backup } = await backedUp(t);
  const last = 'ffffffff-0000-7000-8000-000000000000';
  change(backup, `UPDATE store SET last_id = '${last}'`);
  assert.equal((await run(folder, RESTORE)).status, 0);
  assert.deepEqual(rowsOf(storeIn(folder), 'SELECT last_id FROM store'), [{ last_id: last }]);
});

test('where there is no store, the backup becomes one for its owner, with folder, and the backup stays as it is', async (t) => {
  const { folder, backup } = await backedUp(t);
  await rm(path.join(folder, 'data'), { recursive: true });
  const before = await readFile(backup);
  const { status, stderr } = await run(folder, RESTORE);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /is restored: 3 projects, .* There was none before\.$/m);
  assert.deepEqual(await readdir(path.join(folder, 'data')), ['server-groups.db']);
  assert.deepEqual(
    [(await stat(storeIn(folder))).mode & 0o777, (await stat(path.join(folder, 'data'))).mode & 0o777],
    [0o600, 0o700],
  );
  assert.deepEqual(contentsOf(storeIn(folder)), contentsOf(backup));
  assert.deepEqual(await readFile(backup), before);
});

test('a backup of an older schema is restored in the newest', async (t) => {
  const { folder, backup } = await backedUp(t);
  change(backup, 'DROP TABLE imported; PRAGMA user_version = 2');
  const { imported: _, version: __, ...was } = contentsOf(backup);
  assert.equal((await run(folder, RESTORE)).status, 0);
  const { imported, version, ...is } = contentsOf(storeIn(folder));
  assert.deepEqual([is, imported], [was, []]);
  assert.deepEqual(rowsOf(backup, 'PRAGMA user_version'), [{ user_version: 2 }]);
  assert.notDeepEqual(version, [{ user_version: 2 }]);
});

test('when another process does not give up its lock, nothing changes', async (t) => {
  const { folder, backup } = await backedUp(t);
  const other = new DatabaseSync(storeIn(folder));
  t.after(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  assert.deepEqual(await replaceContents(storeIn(folder), backup, 0, assert.fail), {
    kind: 'busy',
    problem: 'is locked by another process',
  });
});

test('who waits for that lock can be told meanwhile to end; then it is done at once', async (t) => {
  const { folder, backup } = await backedUp(t);
  const other = new DatabaseSync(storeIn(folder));
  t.after(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  const told: string[] = [];
  const replaced = replaceContents(storeIn(folder), backup, 3000, () => told.push('begun'));
  told.push('waits');
  other.exec('ROLLBACK');
  assert.ok('before' in (await replaced));
  assert.deepEqual(told, ['waits', 'begun']);
});
