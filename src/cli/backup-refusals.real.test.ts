/** What `os-server-groups backup` does not do, and why. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { backupCommand } from './backup.ts';
import { create, FILE, run } from './cli.fixture.ts';
import { change, filledFolder, refusalOf, storeIn } from './store.fixture.ts';

interface Failing {
  readonly prepare?: (folder: string) => unknown;
  readonly to?: string;
  readonly store?: string;
  readonly overwrite?: boolean;
  readonly says: RegExp;
}

const inPlaceOfStore = (make: (file: string) => unknown) => async (folder: string) => {
  await rm(storeIn(folder));
  await make(storeIn(folder));
};
const inStore = (sql: string) => (folder: string) => change(storeIn(folder), sql);
const overStore = (end: string, says: RegExp): Failing => ({
  to: `data/server-groups.db${end}`,
  overwrite: true,
  says,
});

const FAILING: Readonly<Record<string, Failing>> = {
  'a store that is not there': {
    store: 'sqlite:slip/store.db',
    says: /^There is no store .*slip\/store\.db\. Name .*--store sqlite:FILE/,
  },
  'a store that is a link which leads nowhere': {
    prepare: inPlaceOfStore((file) => symlink('/slip/store.db', file)),
    says: /server-groups\.db is a link to \/slip\/store\.db, which is not there\. Mount or make what it leads/,
  },
  'a store that is a folder': {
    prepare: inPlaceOfStore((file) => mkdir(file)),
    says: /: the store .* is a folder\. Name the store of the service/,
  },
  'a store that is empty': {
    prepare: (folder) => truncate(storeIn(folder), 0),
    says: /: the store .* is empty\. Name the store of the service/,
  },
  'a store with counters that are wrong': {
    prepare: inStore('UPDATE projects SET server_groups = 9'),
    says: /^No backup was made in .*: the store .* is damaged \(projects whose number .* stop the service and copy/,
  },
  'a store of another program': {
    prepare: inStore('PRAGMA application_id = 7'),
    says: /: the store .* is the database of another program\. Name the store of the service with --store/,
  },
  'a store of a newer version': {
    prepare: inStore('PRAGMA user_version = 99'),
    says: /: the store .* was written by a newer version .*its schema is 99.*\. Use that version of the service/,
  },
  'a store that was cut': {
    prepare: (folder) => truncate(storeIn(folder), 3 * 4096),
    says: /: the store .* is damaged.* To keep what is left/,
  },
  'what is no database': {
    prepare: (folder) => writeFile(storeIn(folder), 'no database at all '.repeat(100)),
    says: /: the store .* is not a SQLite database/,
  },
  'a store in PostgreSQL': {
    store: 'postgres://user:secret@host/database',
    says: /PostgreSQL database.* this command is for SQLite\. .*pg_dump --format=custom --schema=osg .*pg_restore .*--no-owner/s,
  },
  'a store in memory': {
    store: 'sqlite::memory:',
    says: /^The store is sqlite::memory:, which is in the service alone/,
  },
  'a store into itself': {
    to: 'data/../data/server-groups.db',
    overwrite: true,
    says: /is the store itself\. Name another file/,
  },
  'a store into its log, which is not there now': overStore('-wal', /-wal is a part of the store\. Name/),
  'a store into its index of the log': overStore('-shm', /-shm is a part of the store/),
  'a store into its journal': overStore('-journal', /-journal is a part of the store/),
  'a store into its log by way of a folder that is a link': {
    prepare: (folder) => symlink('data', path.join(folder, 'other')),
    to: 'other/server-groups.db-wal',
    says: /is a part of the store/,
  },
  'a store into a folder': {
    to: 'data',
    overwrite: true,
    says: /data is a folder, and no file\. Name a file/,
  },
  'a store into a pipe': {
    prepare: (folder) => execFileSync('mkfifo', [path.join(folder, 'data/pipe')]),
    to: 'data/pipe',
    overwrite: true,
    says: /pipe is a pipe, and no file/,
  },
  'a store into a device': { to: '../../dev/null', overwrite: true, says: /null is a device, and no file/ },
  'a store into a link that leads nowhere': {
    prepare: (folder) => symlink('nowhere', path.join(folder, 'data/b.db')),
    to: 'data/b.db',
    says: /b\.db is a link to nowhere, which is not there\. Name another file, or remove the link/,
  },
  'a store into a folder that is not there': {
    to: 'slip/b.db',
    says: /^No backup was made in .*slip\/b\.db: the folder .*slip is not there\. Make it\.$/,
  },
  'a store beside the log of another database': {
    prepare: (folder) => writeFile(path.join(folder, 'data/b.db-wal'), 'log'),
    to: 'data/b.db',
    says: /b\.db-wal is there: it belongs to another database.* Name another file/,
  },
};

/** All files below a folder, with their contents; but what SQLite leaves beside a store of which it has read. */
const filesIn = async (folder: string) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const kept = entries.filter(({ name }) => !/-(?:wal|shm)$/.test(name));
  return Promise.all(
    kept.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [file, entry.isFile() ? hash('sha256', await readFile(file)) : ''];
    }),
  );
};

for (const [what, { prepare, to = 'b.db', store, overwrite = false, says }] of Object.entries(FAILING)) {
  test(`no backup of ${what}: the message says what to do, and no file changes`, async (t) => {
    const { folder } = await filledFolder(t);
    await prepare?.(folder);
    const before = await filesIn(folder);
    const values = { store: store ?? `sqlite:${storeIn(folder)}`, overwrite };
    const { message, exitCode } = await refusalOf(backupCommand, values, path.resolve(folder, to));
    assert.equal(exitCode, 1);
    assert.match(message, says);
    assert.doesNotMatch(message, /secret/);
    assert.deepEqual(await filesIn(folder), before);
  });
}

test('the file of the tokens is not replaced, under whatever name', async (t) => {
  const { folder } = await filledFolder(t);
  await create(folder);
  await link(path.join(folder, FILE), path.join(folder, 'hard'));
  await symlink(FILE, path.join(folder, 'soft'));
  const before = await filesIn(folder);
  for (const name of [FILE, 'hard', 'soft']) {
    const { status, stderr } = await run(folder, ['backup', name, '--overwrite']);
    assert.equal(status, 1);
    assert.match(stderr, /is the file of the tokens\. Name another file for the backup\.$/m);
  }
  assert.deepEqual(await filesIn(folder), before);
});

test('the log of a store that is open is not replaced by a backup, under whatever name', async (t) => {
  const { folder } = await filledFolder(t);
  const db = new DatabaseSync(storeIn(folder));
  t.after(() => db.close());
  db.exec('PRAGMA journal_mode = WAL; UPDATE store SET checks = 7');
  await link(`${storeIn(folder)}-wal`, path.join(folder, 'hard'));
  await symlink('data/server-groups.db-shm', path.join(folder, 'soft'));
  const values = { store: `sqlite:${storeIn(folder)}`, overwrite: true };
  for (const name of ['hard', 'soft', 'data/server-groups.db-wal', 'data/server-groups.db-shm']) {
    const { message } = await refusalOf(backupCommand, values, path.join(folder, name));
    assert.match(message, /is a part of the store\. Name another file/);
  }
});

test('the log of a store that is named by a link is not replaced', async (t) => {
  const { folder } = await filledFolder(t);
  await rename(storeIn(folder), path.join(folder, 'real.db'));
  await symlink('../real.db', storeIn(folder));
  const values = { store: `sqlite:${storeIn(folder)}` };
  const { message } = await refusalOf(backupCommand, values, path.join(folder, 'real.db-wal'));
  assert.match(message, /is a part of the store/);
});

test('a store that another process holds for itself is no failure for ever: status 75', async (t) => {
  const { folder } = await filledFolder(t);
  const db = new DatabaseSync(storeIn(folder));
  t.after(() => db.close());
  db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE');
  const values = { store: `sqlite:${storeIn(folder)}` };
  const { message, exitCode } = await refusalOf(backupCommand, values, path.join(folder, 'b.db'));
  assert.equal(exitCode, 75);
  assert.match(message, /the store .* is locked by another process\. Let that process finish, and try again/);
});
