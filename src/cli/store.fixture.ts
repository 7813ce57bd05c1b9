/** A store with something of everything, for tests of what copies it. */

import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import { emptyFolder, PROJECT } from '../process.fixture.ts';
import { openSqliteStore } from '../store/sqlite/sqlite.ts';
import type { Store } from '../store/store.ts';
import { type Command, Refusal, type Values } from './command.ts';

/** Of OSG_STORE by default, in the folder in which a command runs. */
const STORE_FILE = 'data/server-groups.db';
export const storeIn = (folder: string): string => path.join(folder, STORE_FILE);

export const OTHER_PROJECT = 'f7ac731cc11f40efbc03a9f9e1d1d21f';

const QUOTA = 100;
const KEY = { key: 'key', fingerprint: 'of the request', now: Date.UTC(2999, 0) };

export const newGroup = (name: string, project_id = PROJECT) =>
  ({
    name,
    policy: 'anti-affinity',
    rules: { max_server_per_host: 2 },
    project_id,
    user_id: 'üser',
  }) as const;

/** The id of the group that was made. */
export const make = async (store: Store, name: string, project?: string): Promise<string> => {
  const made = await store.create(newGroup(name, project), QUOTA);
  if (typeof made === 'string') throw new Error(made);
  return made.id;
};

/**
 * Groups of two projects with their members in an order of their own, places, quotas, a kept key and a memory of what was
 * imported; the newest group was deleted. The ids of the groups.
 */
const fillStore = async (file: string): Promise<string[]> => {
  const store = await openSqliteStore(file);
  const first = await make(store, 'it\'s 𝒜 \\ "first"');
  const second = await make(store, 'second', OTHER_PROJECT);
  await store.create(newGroup('kept'), QUOTA, KEY);
  for (const server of ['c', 'a', 'b']) await store.addMember(first, server, PROJECT, QUOTA);
  for (const server of ['a', 'd', 'e']) await store.claim(first, server, `h${server > 'a'}`, PROJECT, QUOTA);
  await store.addMember(second, 'a', OTHER_PROJECT, QUOTA);
  await store.removeMember(first, 'c', PROJECT);
  await store.setQuotas(PROJECT, { serverGroups: 50 }, false);
  await store.setQuotas('only-a-quota', { serverGroupMembers: -1 }, false);
  await store.delete(await make(store, 'gone'), PROJECT);
  await store.close();
  change(file, `INSERT INTO imported VALUES ('${PROJECT}', 'an id')`);
  return [first, second];
};

/** Changes a file by SQL. */
export const change = (file: string, sql: string): void => {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
};

/** The rows of a query; those of a file that a service may be using. */
export const rowsOf = (file: string, sql: string): unknown[] => {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  } finally {
    db.close();
  }
};

const tableNames = (file: string) =>
  rowsOf(file, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").map((row) =>
    String((row as { name: unknown }).name),
  );

/** All that is in a file: the version of its schema, and the rows of each table. */
export const contentsOf = (file: string): Record<string, unknown[]> =>
  Object.fromEntries([
    ['version', rowsOf(file, 'PRAGMA user_version')],
    ...tableNames(file).map((name) => [
      name,
      rowsOf(file, name === 'store' ? 'SELECT last_id FROM store' : `SELECT * FROM ${name}`),
    ]),
  ]);

let filling: Promise<{ readonly bytes: Buffer; readonly ids: string[] }> | undefined;

const fill = async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-filled-'));
  try {
    const ids = await fillStore(path.join(folder, 'store.db'));
    return { bytes: await readFile(path.join(folder, 'store.db')), ids };
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** A folder with such a store, which goes away after the test. */
export const filledFolder = async (t: TestContext) => {
  filling ??= fill();
  const { bytes, ids } = await filling;
  const folder = await emptyFolder(t);
  await mkdir(path.join(folder, 'data'));
  await writeFile(storeIn(folder), bytes);
  return { folder, ids };
};

/** Runs a command in this process, and returns why it does not do what it was asked to. */
export const refusalOf = async (
  { run }: Command,
  values: Values,
  ...positionals: readonly string[]
): Promise<Refusal> => {
  try {
    await run(values, positionals);
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error;
  }
  assert.fail('it was done');
};

/** A folder with a store and a backup of it. */
export const backedUp = async (t: TestContext) => {
  const { folder, ids } = await filledFolder(t);
  const backup = path.join(folder, 'b.db');
  await copyFile(storeIn(folder), backup);
  change(backup, 'PRAGMA journal_mode = DELETE');
  return { folder, backup, first: ids[0] ?? '' };
};
