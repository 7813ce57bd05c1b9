import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { type StoreObserver, UNOBSERVED } from '../observer.ts';
import { type Store, StoreUnavailable } from '../store.ts';
import { storeSuite } from '../suite.ts';
import { create, everything, newGroup, PROJECT } from '../suite-common.ts';
import { observerSuite, PATIENCE } from '../suite-observer.ts';
import { openReader } from './reader.ts';
import { joinStore, openSqliteStore, type SqliteOptions } from './sqlite.ts';
import { startWriteQueue } from './write-queue.ts';

const LONG = 60_000;

const open = async (t: TestContext, options?: SqliteOptions) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sqlite-test-'));
  const file = path.join(folder, 'store.db');
  let store: Store = await openSqliteStore(file, options);
  t.after(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  const reopen = async () => {
    await store.close();
    store = await openSqliteStore(file, options);
    return store;
  };
  return { folder, file, store, reopen };
};

/** Runs SQL over a connection of its own. */
const exec = (file: string, sql: string) => {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
};

const OTHER_PROCESS = path.join(import.meta.dirname, 'other-process.ts');

/** Starts a second process (see `other-process.ts`) and waits until it is ready; `goOn` returns what it printed. */
const startOther = async (t: TestContext, ...args: string[]) => {
  const child = spawn(process.execPath, [OTHER_PROCESS, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  t.after(() => child.kill());
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await Promise.race([once(child.stdout, 'data'), closed]);
  assert.match(output, /^ready/);
  const goOn = async () => {
    child.stdin.end();
    assert.deepEqual(await closed, [0, null]);
    return output.replace(/^ready\n/, '');
  };
  return { goOn };
};

storeSuite('SQLite', open);

test('two processes on one file keep the quota exactly, and ids increase in the order of the commits', async (t) => {
  const { file, store } = await open(t);
  exec(
    file,
    `CREATE TABLE history (place INTEGER PRIMARY KEY, id TEXT);
     CREATE TRIGGER remember AFTER INSERT ON server_groups BEGIN INSERT INTO history (id) VALUES (new.id); END`,
  );
  const quota = 250; // Each of the two tries 200.
  const others = await Promise.all([1, 2].map(() => startOther(t, 'create', file, PROJECT, String(quota))));
  const made = (await Promise.all(others.map(({ goOn }) => goOn()))).map(Number);
  assert.equal(
    made.reduce((sum, count) => sum + count),
    quota,
  );
  assert.equal((await everything(store, PROJECT)).length, quota);
  const db = new DatabaseSync(file, { readOnly: true });
  const ids = db
    .prepare('SELECT id FROM history ORDER BY place')
    .all()
    .map(({ id }) => String(id));
  db.close();
  assert.deepEqual(ids, [...new Set(ids)].sort());
});

test('while another process holds the lock reads go on, and the write succeeds once it is released', async (t) => {
  const { file, store } = await open(t, { patience: LONG });
  const first = await create(store);
  const other = await startOther(t, 'lock', file);
  let isPending = true;
  const write = create(store).finally(() => {
    isPending = false;
  });
  for (let turn = 0; turn < 100; turn += 1) {
    await new Promise(setImmediate);
    assert.deepEqual(await store.get(first.id, PROJECT), first);
  }
  assert.ok(isPending);
  await other.goOn();
  const second = await write;
  assert.deepEqual(await everything(store, PROJECT), [first, second]);
});

test('a lock that is held for too long is an outage, which ends when the lock is released', async (t) => {
  const { file, store } = await open(t, { patience: 1 });
  const other = await startOther(t, 'lock', file);
  const settled = await Promise.allSettled([store.create(newGroup(), -1), store.check()]);
  for (const outcome of settled) {
    assert.ok(outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable);
    assert.match(outcome.reason.message, /locked by another process/);
  }
  await other.goOn();
  await store.check();
  assert.equal((await everything(store, PROJECT)).length, 0);
});

test('a check writes, and leaves no trace in the groups', async (t) => {
  const { file, store } = await open(t);
  const db = new DatabaseSync(file, { readOnly: true });
  t.after(() => db.close());
  const version = () => db.prepare('PRAGMA data_version').get()?.data_version;
  const before = version();
  await store.check();
  assert.notEqual(version(), before);
  assert.deepEqual(await everything(store, null), []);
});

test('when the writer dies, writes under way fail, reads go on, and the next write starts it again', async (t) => {
  const { file } = await open(t);
  const writer = await startWriteQueue({ file, patience: LONG }, UNOBSERVED);
  const store = joinStore(await openReader(file, LONG), writer, { patience: LONG, observer: UNOBSERVED });
  const made = [];
  // More than once, since it may die in the midst of a transaction or between two.
  for (let death = 0; death < 5; death++) {
    const group = await create(store);
    const underWay = Promise.allSettled(Array.from({ length: 50 }, () => store.check()));
    await new Promise(setImmediate);
    await writer.thread().terminate();
    for (const outcome of await underWay) {
      assert.ok(outcome.status === 'fulfilled' || outcome.reason instanceof StoreUnavailable);
    }
    assert.deepEqual(await store.get(group.id, PROJECT), group);
    made.push(group);
    // Many at once start one writer.
    made.push(
      ...(await Promise.all([1, 2, 3].map(() => create(store)))).sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
  }
  assert.deepEqual(await everything(store, PROJECT), made);
  await store.check();
  await writer.thread().terminate();
  await store.close();
});

test('a writer that died is not started on another file than the one that is read', async (t) => {
  const { file } = await open(t);
  const writer = await startWriteQueue({ file, patience: LONG }, UNOBSERVED);
  const store = joinStore(await openReader(file, LONG), writer, { patience: LONG, observer: UNOBSERVED });
  t.after(() => store.close());
  await rename(file, `${file}.away`);
  await writer.thread().terminate();
  await assert.rejects(store.check(), { name: 'StoreUnavailable', message: /was removed or replaced/ });
  await rename(`${file}.away`, file);
  await store.check();
});

test('ids go on from the last one, also when the clock is behind it and its group was deleted', async (t) => {
  const { file, store, reopen } = await open(t);
  const future = 'f0000000-0000-7000-8000-000000000000';
  exec(file, `UPDATE store SET last_id = '${future}'`);
  const made = [(await create(store)).id, (await create(store)).id];
  for (const id of made) await store.delete(id, PROJECT);
  const ids = [future, ...made, (await create(await reopen())).id];
  assert.deepEqual(ids, [...new Set(ids)].sort());
});

test('old keys are forgotten a few at once, so that no other write waits for long', async (t) => {
  const { file, store } = await open(t);
  exec(
    file,
    `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 1200)
     INSERT INTO idempotency_keys SELECT '${PROJECT}', n, 'fingerprint', '{}', 0 FROM numbers`,
  );
  const portions: number[] = [];
  for (let turn = 0; turn < 4; turn += 1) portions.push(await store.forgetKeys(0));
  assert.deepEqual(portions, [500, 500, 200, 0]);
});

test('after closing there is one file, without its journal', async (t) => {
  const { folder, store } = await open(t);
  await create(store);
  assert.ok((await readdir(folder)).length > 1);
  await store.close();
  assert.deepEqual(await readdir(folder), ['store.db']);
});

const openObserved = async (t: TestContext, observer: StoreObserver) => {
  const { file, store } = await open(t, { observer, patience: PATIENCE });
  const block = async () => {
    const db = new DatabaseSync(file);
    db.exec('BEGIN IMMEDIATE');
    return async () => db.close();
  };
  return { store, block };
};
observerSuite('SQLite', openObserved, { names: ['BEGIN', 'create', 'COMMIT', 'get'], blocked: 'BEGIN' });
