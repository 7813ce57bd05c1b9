/** Files of a store that are taken away, cut or overwritten: nothing is acknowledged that the next start would not find. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, open as openFile, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { StartupError } from '../../startup-error.ts';
import { type ServerGroup, type Store, StoreUnavailable } from '../store.ts';
import { create, everything, newGroup, PROJECT } from '../suite-common.ts';
import { openSqliteStore } from './sqlite.ts';

const GROUPS = 100;
/** Long, so that the groups fill some pages. */
const NAME = 'x'.repeat(200);

const open = async (t: TestContext) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trouble-test-'));
  const file = path.join(folder, 'store.db');
  const stores: Store[] = [];
  t.after(async () => {
    for (const store of stores) await store.close();
    await rm(folder, { recursive: true });
  });
  const start = async (name = file) => {
    const store = await openSqliteStore(name, { patience: 1 });
    stores.push(store);
    return store;
  };
  const store = await start();
  const made: ServerGroup[] = [];
  for (let count = 0; count < GROUPS; count++) made.push(await create(store, { name: NAME }));
  return { folder, file, store, made, start };
};

const cutToHalf = async (file: string) => truncate(file, Math.floor((await stat(file)).size / 2));

/** Writes into a file that goes on being the same one. */
const overwrite = async (file: string, bytes: Uint8Array, position = 0) => {
  const handle = await openFile(file, 'r+');
  await handle.write(bytes, 0, bytes.length, position);
  await handle.close();
};

interface Accident {
  readonly what: string;
  /** Makes the accident; the function that it returns mends it. */
  readonly happen: (file: string) => Promise<() => Promise<unknown>>;
  readonly says: RegExp;
}

const takeAway = (ending: string) => async (file: string) => {
  await rename(`${file}${ending}`, `${file}.away`);
  return () => rename(`${file}.away`, `${file}${ending}`);
};

const accidents: readonly Accident[] = [
  {
    what: 'the file is removed',
    happen: takeAway(''),
    says: /store\.db of the store was removed or replaced/,
  },
  { what: 'the log is removed', happen: takeAway('-wal'), says: /store\.db-wal of the store was removed/ },
  {
    what: 'the index of the log is removed',
    happen: takeAway('-shm'),
    says: /store\.db-shm of the store was/,
  },
  {
    what: 'another file is put in the place of the file',
    happen: async (file) => {
      const mend = await takeAway('')(file);
      await writeFile(file, '');
      return mend;
    },
    says: /removed or replaced/,
  },
  {
    what: 'the log is cut',
    happen: async (file) => {
      const bytes = await readFile(`${file}-wal`);
      await cutToHalf(`${file}-wal`);
      return () => overwrite(`${file}-wal`, bytes);
    },
    says: /store\.db-wal of the store was cut/,
  },
];

for (const { what, happen, says } of accidents) {
  test(`${what} under a store that is open: writes and the check are refused until it is back`, async (t) => {
    const { file, store, made, start } = await open(t);
    const mend = await happen(file);
    await assert.rejects(store.create(newGroup(), -1), { name: 'StoreUnavailable', message: says });
    await assert.rejects(store.check(), StoreUnavailable);
    await mend();
    await store.check();
    made.push(await create(store));
    await store.close();
    assert.deepEqual(await everything(await start(), PROJECT), made);
  });
}

/** Copies a store as a crash would leave it, its log beside it. A copy in this process would take its locks away. */
const crashedCopy = (file: string): string => {
  const copy = path.join(path.dirname(file), 'copy.db');
  for (const ending of ['', '-wal']) execFileSync('cp', [`${file}${ending}`, `${copy}${ending}`]);
  return copy;
};

const refusedStarts: readonly { what: string; happen: (file: string) => Promise<unknown>; says: RegExp }[] = [
  { what: 'is empty beside its log', happen: (file) => truncate(file, 0), says: /empty, although its log/ },
  { what: 'is missing beside its log', happen: (file) => rm(file), says: /missing .*although its log/ },
];
for (const { what, happen, says } of refusedStarts) {
  test(`a store whose file ${what} is not taken for a new one, and its log is kept`, async (t) => {
    const { file, start } = await open(t);
    const copy = crashedCopy(file);
    const log = await readFile(`${copy}-wal`);
    await happen(copy);
    await assert.rejects(start(copy), (error) => {
      assert.ok(error instanceof StartupError);
      assert.match(error.message, says);
      assert.match(error.message, /Put it back, or restore it from a backup/);
      return true;
    });
    assert.deepEqual(await readFile(`${copy}-wal`), log);
  });
}

const cutLogs: readonly { what: string; happen: (log: string) => Promise<unknown> }[] = [
  { what: 'cut', happen: cutToHalf },
  {
    what: 'overwritten in its midst',
    happen: async (log) => overwrite(log, Buffer.alloc(10_000, 'x'), Math.floor((await stat(log)).size / 2)),
  },
];
for (const { what, happen } of cutLogs) {
  test(`a store whose log was ${what} has all up to there, and is sound`, async (t) => {
    const { file, made, start } = await open(t);
    const copy = crashedCopy(file);
    await happen(`${copy}-wal`);
    const store = await start(copy);
    const kept = await everything(store, PROJECT);
    assert.ok(kept.length < GROUPS);
    assert.deepEqual(kept, made.slice(0, kept.length));
    assert.equal((await store.usage(PROJECT)).serverGroups, kept.length);
    await create(store);
    await store.close();
    const db = new DatabaseSync(copy);
    assert.equal(db.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok');
    db.close();
  });
}

test('a file that was cut is refused as damaged, and opens again when it is put back', async (t) => {
  const { file, store, made, start } = await open(t);
  await store.close();
  const bytes = await readFile(file);
  await cutToHalf(file);
  await assert.rejects(start(), (error) => {
    assert.ok(error instanceof StartupError);
    assert.match(error.message, /store\.db is damaged.* Restore it from a backup/);
    return true;
  });
  await overwrite(file, bytes);
  assert.deepEqual(await everything(await start(), PROJECT), made);
});

test('what lies in the part of a file that was overwritten is an outage, and never a wrong answer', async (t) => {
  const { file, store, start } = await open(t);
  await store.close();
  const { size } = await stat(file);
  await overwrite(file, Buffer.alloc(size / 2, 'x'), size / 2);
  const damaged = await start();
  await assert.rejects(everything(damaged, PROJECT), {
    name: 'StoreUnavailable',
    message: /is damaged: Restore it from a backup/,
  });
});

test('a file that is emptied under a store that is open makes its check fail', async (t) => {
  const { file, store } = await open(t);
  // What is in the log alone is still there; that is copied into the file by a reader of its own.
  const db = new DatabaseSync(file);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  // In a process of its own: one that closes the file loses SQLite's locks on it.
  execFileSync(process.execPath, ['--eval', 'fs.truncateSync(process.argv[1])', file]);
  await assert.rejects(store.check(), StoreUnavailable);
  await assert.rejects(everything(store, PROJECT), StoreUnavailable);
});

test('a store that another process has locked for too long is refused as locked, and opens afterwards', async (t) => {
  const { file, store, made, start } = await open(t);
  await store.close();
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  await assert.rejects(start(), (error) => {
    assert.ok(error instanceof StartupError);
    assert.match(error.message, /locked by another process.* Stop that process, or let it finish/);
    return true;
  });
  other.close();
  assert.deepEqual(await everything(await start(), PROJECT), made);
});
