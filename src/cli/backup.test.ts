/** `os-server-groups backup`, as a process of its own. */

import assert from 'node:assert/strict';
import { chmod, copyFile, lstat, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { openSqliteStore } from '../store/sqlite/sqlite.ts';
import { run } from './cli.fixture.ts';
import { change, contentsOf, filledFolder, make, rowsOf, storeIn } from './store.fixture.ts';

test('a backup of a store in use is one file for its owner, with all that was committed, and says what is in it', async (t) => {
  const { folder } = await filledFolder(t);
  const store = await openSqliteStore(storeIn(folder));
  t.after(() => store.close());
  await make(store, 'in the log alone');
  const { status, stdout, stderr } = await run(folder, ['backup', 'b.db']);
  assert.deepEqual([status, stdout], [0, ''], stderr);
  const file = path.join(folder, 'b.db');
  assert.equal(
    stderr,
    `The backup ${file} is made and checked: 3 projects, 4 server groups, 5 members, 1 kept key.\n`,
  );
  assert.deepEqual(contentsOf(file), contentsOf(storeIn(folder)));
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  // Looking into it has left nothing beside it either.
  assert.deepEqual(await readdir(folder), ['b.db', 'data']);
});

test('a backup is made while another process holds a lock for writing, without what is not committed', async (t) => {
  const { folder } = await filledFolder(t);
  const before = contentsOf(storeIn(folder));
  const db = new DatabaseSync(storeIn(folder));
  t.after(() => db.close());
  db.exec('BEGIN IMMEDIATE; DELETE FROM server_groups');
  assert.equal((await run(folder, ['backup', 'b.db'])).status, 0);
  assert.deepEqual(contentsOf(path.join(folder, 'b.db')), before);
});

test('what is there is replaced with --overwrite alone, and is then for its owner', async (t) => {
  const { folder } = await filledFolder(t);
  const file = path.join(folder, 'b.db');
  await writeFile(file, 'precious');
  await chmod(file, 0o644);
  const refused = await run(folder, ['backup', 'b.db']);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /b\.db is there already\. .*--overwrite\.$/m);
  assert.equal(await readFile(file, 'utf8'), 'precious');
  assert.equal((await run(folder, ['backup', 'b.db', '--overwrite'])).status, 0);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.deepEqual(contentsOf(file), contentsOf(storeIn(folder)));
});

test('--store names another store than OSG_STORE, of which the schema stays as it is', async (t) => {
  const { folder } = await filledFolder(t);
  await copyFile(storeIn(folder), path.join(folder, 'other.db'));
  change(path.join(folder, 'other.db'), 'DROP TABLE imported; PRAGMA user_version = 2');
  const settings = { OSG_STORE: 'sqlite:./nowhere.db' };
  const { status, stderr } = await run(folder, ['backup', 'b.db', '--store', 'sqlite:other.db'], settings);
  assert.equal(status, 0, stderr);
  assert.deepEqual(rowsOf(path.join(folder, 'b.db'), 'PRAGMA user_version'), [{ user_version: 2 }]);
  assert.deepEqual(rowsOf(path.join(folder, 'other.db'), 'PRAGMA user_version'), [{ user_version: 2 }]);
});

test('a link is replaced, and not what it leads to', async (t) => {
  const { folder } = await filledFolder(t);
  const file = path.join(folder, 'b.db');
  await writeFile(path.join(folder, 'precious'), 'precious');
  await symlink('precious', file);
  assert.equal((await run(folder, ['backup', 'b.db', '--overwrite'])).status, 0);
  assert.ok((await lstat(file)).isFile());
  assert.equal(await readFile(path.join(folder, 'precious'), 'utf8'), 'precious');
});
