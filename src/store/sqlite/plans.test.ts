import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { createIds } from '../ids.ts';
import { openForWriting } from './database.ts';
import { openReader } from './reader.ts';
import { prepareWrites } from './writes.ts';

const PATIENCE = 1000;

const open = async (t: TestContext) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'plans-test-'));
  const file = path.join(folder, 'store.db');
  const db = openForWriting(file, PATIENCE);
  t.after(() => {
    db.close();
    return rm(folder, { recursive: true });
  });
  return { db, file };
};

/** The statements that are prepared meanwhile: none can be forgotten in a list. */
const preparedBy = async (t: TestContext, start: () => unknown): Promise<string[]> => {
  const spy = t.mock.method(DatabaseSync.prototype, 'prepare');
  await start();
  spy.mock.restore();
  return spy.mock.calls.map(({ arguments: [sql] }) => sql);
};

const planOf = (db: DatabaseSync, sql: string): string[] =>
  db
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map(({ detail }) => String(detail));

/**
 * A table is read from end to end, or all that a project has in it, or all rows are sorted before the first is returned. How a
 * subquery finds its rows is told in a line of its own; the table `store` has one row.
 */
const GROWS = /^SCAN (?!\(subquery-|CONSTANT ROW$|store$)|\(project_id=\?\)$|TEMP B-TREE FOR ORDER BY/;

test('each statement finds its rows by an index, so that its cost does not grow with what there is', async (t) => {
  const { db, file } = await open(t);
  const writes = await preparedBy(t, () => prepareWrites(db, createIds()));
  const reads = await preparedBy(t, async () => (await openReader(file, PATIENCE)).close());
  assert.ok(writes.length > 15 && reads.length > 8, 'The statements were not seen.');
  for (const sql of [...writes, ...reads]) {
    const bad = planOf(db, sql).filter((detail) => GROWS.test(detail));
    assert.deepEqual({ sql, bad }, { sql, bad: [] });
  }
});
