/** What `os-server-groups restore` does not restore, and why. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { run } from './cli.fixture.ts';
import { restoreCommand } from './restore.ts';
import { backedUp, change, refusalOf, storeIn } from './store.fixture.ts';

interface Failing {
  readonly prepare?: (folder: string) => unknown;
  readonly from?: string;
  readonly says: RegExp;
}

const inBackup = (sql: string) => (folder: string) => change(path.join(folder, 'b.db'), sql);
const inStore = (sql: string) => (folder: string) => change(storeIn(folder), sql);

const inPlaceOf =
  (fileIn: (folder: string) => string) => (make: (file: string) => unknown) => async (folder: string) => {
    await rm(fileIn(folder));
    await make(fileIn(folder));
  };
const inPlaceOfBackup = inPlaceOf((folder) => path.join(folder, 'b.db'));
const inPlaceOfStore = inPlaceOf(storeIn);

/** What is at a place: the bytes of a file, or what else it is. */
const contentOf = (file: string) => readFile(file).catch((error: NodeJS.ErrnoException) => error.code);

const FAILING: Readonly<Record<string, Failing>> = {
  'a file that is not there': {
    from: 'slip.db',
    says: /^There is no backup .*slip\.db\. See "ls /,
  },
  'the store itself': {
    from: 'data/server-groups.db',
    says: /is the store itself\. Name the backup/,
  },
  'what is no database': {
    prepare: (folder) => writeFile(path.join(folder, 'b.db'), 'no database at all '.repeat(100)),
    says: /^Nothing was restored, and nothing changed: .*b\.db is not a SQLite database, or is damaged\. Name another file/,
  },
  'an empty file': {
    prepare: (folder) => writeFile(path.join(folder, 'b.db'), ''),
    says: /b\.db is empty\. Name another file that "os-server-groups backup" has made/,
  },
  'a folder': {
    prepare: inPlaceOfBackup((file) => mkdir(file)),
    says: /b\.db is a folder\. Name another file/,
  },
  'a pipe, which is not even opened': {
    prepare: inPlaceOfBackup((file) => execFileSync('mkfifo', [file])),
    says: /b\.db is a pipe\. Name another file/,
  },
  'a device': { from: '/dev/zero', says: /zero is a device\. Name another file/ },
  'a link that leads nowhere': {
    prepare: inPlaceOfBackup((file) => symlink('nowhere', file)),
    says: /b\.db is a link to nowhere, which is not there\. Name the backup itself/,
  },
  'a backup that is packed': {
    prepare: async (folder) => {
      const file = path.join(folder, 'b.db');
      await writeFile(file, gzipSync(await readFile(file)));
    },
    says: /b\.db is packed by gzip\. Unpack it first, and restore what comes out\.$/,
  },
  'a backup of PostgreSQL': {
    prepare: (folder) => writeFile(path.join(folder, 'b.db'), 'PGDMP\x01\x0e'),
    says: /b\.db is a backup of PostgreSQL, which pg_restore puts back\. Name another/,
  },
  'a backup with a policy that there is none of': {
    prepare: inBackup(`UPDATE server_groups SET policy = 'xoft-affinity'`),
    says: /b\.db is damaged \(server groups with a policy that there is none of: 3\)/,
  },
  'a backup that was cut': {
    prepare: (folder) => truncate(path.join(folder, 'b.db'), 5 * 4096),
    says: /b\.db is damaged.*\. Name another file/,
  },
  'the database of another program': {
    prepare: inBackup('PRAGMA application_id = 1'),
    says: /b\.db is the database of another program\. Name another file/,
  },
  'a backup of a newer version': {
    prepare: inBackup('PRAGMA user_version = 99'),
    says: /b\.db was written by a newer version .*\(its schema is 99.* Restore it with that version of the service/,
  },
  'a backup whose counters are wrong': {
    prepare: inBackup('UPDATE server_groups SET member_count = 9'),
    says: /b\.db is damaged \(server groups whose number of members is wrong: 3\)\. Name another/,
  },
  'a backup in place of a store of a newer version': {
    prepare: inStore('PRAGMA user_version = 99'),
    says: /the store .* was last used by another version .* Stop the service, move .*-wal and .* away/,
  },
  'a backup in place of a store of an older version, which a service may be using': {
    prepare: inStore('DROP TABLE imported; PRAGMA user_version = 2'),
    says: /the store .* was last used by another version .*its schema is 2/,
  },
  'a backup in place of the database of another program': {
    prepare: inStore('PRAGMA application_id = 1'),
    says: /the store .* is the database of another program\. Name the store of the service with --store/,
  },
  'a backup in place of a folder': {
    prepare: inPlaceOfStore((file) => mkdir(file)),
    says: /the store .* is a folder\. Name the store of the service with --store/,
  },
  'a backup in place of a link that leads nowhere': {
    prepare: inPlaceOfStore((file) => symlink('/slip/store.db', file)),
    says: /server-groups\.db is a link to \/slip\/store\.db, which is not there\. Mount or make what it leads to, or remove/,
  },
  'a backup in place of a damaged store': {
    prepare: (folder) => writeFile(storeIn(folder), 'no database at all '.repeat(100)),
    says: /the store .* is not a SQLite database, or is damaged\. Stop the service, move/,
  },
};

for (const [what, { prepare, from = 'b.db', says }] of Object.entries(FAILING)) {
  test(`${what} is not restored: the message says what to do, and nothing changes`, async (t) => {
    const { folder } = await backedUp(t);
    await prepare?.(folder);
    const before = await contentOf(storeIn(folder));
    const values = { store: `sqlite:${storeIn(folder)}` };
    const { message, exitCode } = await refusalOf(restoreCommand, values, path.resolve(folder, from));
    assert.equal(exitCode, 1);
    assert.match(message, says);
    assert.deepEqual(await contentOf(storeIn(folder)), before);
    const left = (await readdir(path.join(folder, 'data'))).filter((name) => !/-(wal|shm)$/.test(name));
    assert.deepEqual(left, ['server-groups.db']);
  });
}

test('the log of a store that is gone would spoil the restored one: nothing is restored beside it', async (t) => {
  const { folder } = await backedUp(t);
  const db = new DatabaseSync(storeIn(folder));
  db.exec(`PRAGMA journal_mode = WAL; UPDATE store SET checks = 7`);
  await copyFile(`${storeIn(folder)}-wal`, path.join(folder, 'log'));
  db.close();
  await rm(storeIn(folder));
  await rename(path.join(folder, 'log'), `${storeIn(folder)}-wal`);
  const { status, stderr } = await run(folder, ['restore', 'b.db']);
  assert.equal(status, 1);
  assert.match(stderr, /^There is no store .*, but .*-wal of one that was there, .* Stop the service, move/);
  assert.deepEqual(await readdir(path.join(folder, 'data')), ['server-groups.db-wal']);
});
