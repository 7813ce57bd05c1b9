import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { everything, PROJECT, placesOf } from '../suite-common.ts';
import { openForWriting } from './database.ts';
import { migrations } from './migrations.ts';
import { openSqliteStore } from './sqlite.ts';

const PATIENCE = 1000;
/** They joined in this order; those at the positions between have left. */
const MEMBERS = { c: 2, a: 5, b: 9 };
const FULL = '01a00000-0000-7000-8000-000000000001';
const EMPTY = '01a00000-0000-7000-8000-000000000002';
const GROUPS = [
  { id: FULL, name: 'first', policy: 'anti-affinity', rules: {}, members: ['c', 'a', 'b'] },
  { id: EMPTY, name: 'second', policy: 'anti-affinity', rules: { max_server_per_host: 2 }, members: [] },
].map((group) => ({ ...group, project_id: PROJECT, user_id: 'user' }));

/** A file as the first version of the service has left it. */
const makeFirstVersion = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'migrations-test-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'store.db');
  const db = openForWriting(
    file,
    PATIENCE,
    migrations.filter(({ version }) => version === 1),
  );
  db.exec(`
    INSERT INTO projects VALUES ('${PROJECT}', 2, 3, NULL);
    INSERT INTO server_groups VALUES
      ('${PROJECT}', '${FULL}', 'user', 'first', 'anti-affinity', NULL, 3, 0),
      ('${PROJECT}', '${EMPTY}', 'user', 'second', 'anti-affinity', 2, 0, 0);
    UPDATE store SET last_id = '${EMPTY}'`);
  const insert = db.prepare('INSERT INTO server_group_members VALUES (?, ?, ?, ?)');
  for (const [server, position] of Object.entries(MEMBERS)) insert.run(PROJECT, FULL, position, server);
  db.close();
  return file;
};

const open = async (t: TestContext, file: string) => {
  const store = await openSqliteStore(file, { patience: PATIENCE });
  t.after(() => store.close());
  return store;
};

test('a file of the first version keeps its groups, their members in their order, and its quotas', async (t) => {
  const file = await makeFirstVersion(t);
  const store = await open(t, file);
  assert.deepEqual(await everything(store, null), GROUPS);
  assert.deepEqual(await placesOf(store, FULL), { a: null, b: null, c: null });
  assert.deepEqual(await store.usage(PROJECT), { serverGroups: 2, quotas: { serverGroups: 3 } });
});

test('in a file of the first version members are counted, and can claim, leave and join', async (t) => {
  const store = await open(t, await makeFirstVersion(t));
  assert.equal(await store.addMember(FULL, 'd', PROJECT, 3), 'over quota');
  assert.deepEqual(await store.claim(EMPTY, 'a', 'h1', PROJECT, 3), { elsewhere: FULL });
  assert.equal(await store.claim(FULL, 'a', 'h1', PROJECT, 0), 'claimed');
  assert.equal(await store.claim(FULL, 'b', 'h1', PROJECT, 0), 'host full');
  assert.equal(await store.removeMember(FULL, 'a', PROJECT), 'removed');
  assert.equal(await store.addMember(FULL, 'd', PROJECT, 3), 'joined');
  assert.deepEqual((await store.get(FULL, PROJECT))?.members, ['c', 'b', 'd']);
  assert.equal(await store.delete(FULL, PROJECT), true);
  assert.equal(await store.claim(EMPTY, 'b', 'h1', PROJECT, 3), 'claimed');
});

/** The schema as SQLite keeps it, whatever way led to it. */
const schemaOf = (file: string) => {
  const db = new DatabaseSync(file, { readOnly: true });
  const version = db.prepare('PRAGMA user_version').get();
  const rows = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all();
  db.close();
  return [version, ...rows];
};

test('a file of the first version has the schema of a new one when it was opened, and opens again', async (t) => {
  const file = await makeFirstVersion(t);
  await (await openSqliteStore(file, { patience: PATIENCE })).close();
  assert.deepEqual(await everything(await open(t, file), null), GROUPS);
  const made = path.join(path.dirname(file), 'new.db');
  openForWriting(made, PATIENCE).close();
  assert.deepEqual(schemaOf(file), schemaOf(made));
});
