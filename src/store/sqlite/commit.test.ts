import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { createCommit } from './commit.ts';
import { openForWriting } from './database.ts';
import type { WriteRequest } from './writes.ts';

const open = async (t: TestContext) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'commit-test-'));
  const db = openForWriting(path.join(folder, 'store.db'), 1000);
  t.after(() => {
    db.close();
    return rm(folder, { recursive: true });
  });
  const commit = createCommit(db, 1000);
  return { db, run: (...requests: WriteRequest[]) => commit(() => requests) };
};

const create = (name: string): WriteRequest => ['create', 'project', 'user', name, 'affinity', null, -1];
const names = (db: ReturnType<typeof openForWriting>) =>
  db
    .prepare('SELECT name FROM server_groups ORDER BY id')
    .all()
    .map(({ name }) => name);
const counted = (db: ReturnType<typeof openForWriting>) =>
  db.prepare('SELECT server_groups FROM projects').get();

test('the connection that writes syncs each commit, in WAL mode, and keeps foreign keys', async (t) => {
  const { db } = await open(t);
  assert.equal(db.prepare('PRAGMA synchronous').get()?.synchronous, 2); // FULL
  assert.equal(db.prepare('PRAGMA journal_mode').get()?.journal_mode, 'wal');
  assert.equal(db.prepare('PRAGMA foreign_keys').get()?.foreign_keys, 1);
});

// Stand-ins for a disk that fails: one notices only at COMMIT, one ends the transaction in its midst.
const failures = {
  'at the commit': `
    CREATE TABLE broken (id TEXT REFERENCES projects (id) DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER break AFTER INSERT ON server_groups WHEN new.name = 'bad'
      BEGIN INSERT INTO broken VALUES ('none'); END`,
  'in the midst of it': `
    CREATE TRIGGER break AFTER INSERT ON server_groups WHEN new.name = 'bad'
      BEGIN SELECT RAISE(ROLLBACK, 'the disk has failed'); END`,
};
for (const [when, sql] of Object.entries(failures)) {
  test(`a transaction that fails ${when} writes nothing of its batch, and the next one works`, async (t) => {
    const { db, run } = await open(t);
    db.exec(sql);
    run(create('before'));
    const results = run(create('one'), create('bad'), create('two'));
    assert.equal(results.length, 3);
    for (const result of results) assert.ok(typeof result === 'object' && result.kind === 'unavailable');
    assert.deepEqual(names(db), ['before']);
    assert.deepEqual(run(create('after')).length, 1);
    assert.deepEqual(names(db), ['before', 'after']);
    assert.equal(counted(db)?.server_groups, 2);
  });
}

test('a full disk fails the whole batch with a message that says so, until there is space', async (t) => {
  const { db, run } = await open(t);
  const batch = Array.from({ length: 200 }, () => create('x'.repeat(255)));
  const limitPages = (pages: number) => db.exec(`PRAGMA max_page_count = ${pages}`);
  limitPages(12);
  const results = run(...batch);
  assert.equal(results.length, batch.length);
  for (const result of results) {
    assert.ok(typeof result === 'object' && result.kind === 'unavailable');
    assert.match(result.message, /disk is full.*free some space/i);
  }
  assert.deepEqual(names(db), []);
  limitPages(1_000_000);
  assert.equal(run(create('after')).length, 1);
  assert.deepEqual(names(db), ['after']);
});

test('an unexpected error is passed on as it is, not as an outage', async (t) => {
  const { run } = await open(t);
  const [failed, done] = run(
    ['create', 'project', null as unknown as string, 'name', 'affinity', null, 1],
    create('good'),
  );
  assert.ok(typeof failed === 'object');
  assert.equal(failed.kind, 'failed');
  assert.match(failed.message, /NOT NULL.*user_id/);
  assert.equal(typeof done, 'string');
});
