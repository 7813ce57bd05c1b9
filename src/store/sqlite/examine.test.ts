import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { filledFolder, storeIn } from '../../cli/store.fixture.ts';
import { tables } from '../postgres/tables.ts';
import { type Examined, examine, TABLES } from './examine.ts';
import { NEWEST_SCHEMA } from './migrations.ts';

const open = async (t: TestContext): Promise<DatabaseSync> => {
  const file = storeIn((await filledFolder(t)).folder);
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false, defensive: false });
  t.after(() => db.close());
  return db;
};

const examineAfter = (db: DatabaseSync, sql: string): Examined => {
  db.exec(`${sql}; BEGIN IMMEDIATE`);
  return examine(db);
};

test('a sound store has the counts of its rows', async (t) => {
  assert.deepEqual(examineAfter(await open(t), ''), {
    version: NEWEST_SCHEMA,
    counts: {
      projects: 3,
      server_groups: 3,
      server_group_members: 5,
      server_group_hosts: 2,
      idempotency_keys: 1,
      imported: 1,
    },
  });
});

const DAMAGE: Readonly<Record<string, readonly [sql: string, says: RegExp]>> = {
  'another program': ['PRAGMA application_id = 1', /^is the database of another program$/],
  'a newer version': [
    'PRAGMA user_version = 99',
    /^was written by a newer version .*schema is 99; the newest/,
  ],
  'a member of no group': [
    `INSERT INTO server_group_members VALUES ('p', 'g', 's', 1, NULL)`,
    /^is damaged \(server_group_members has rows of no server_groups\)$/,
  ],
  'a group too few in a project': [
    'UPDATE projects SET server_groups = 5 WHERE server_groups > 0',
    /projects whose number of server groups is wrong: 2/,
  ],
  'a project that is missing': ['DELETE FROM projects', /projects whose number .* wrong: 2/],
  'a member too many in a group': [
    'UPDATE server_groups SET member_count = member_count + 1',
    /server groups whose number of members is wrong/,
  ],
  'a host with too many members': [
    'UPDATE server_group_hosts SET member_count = 7',
    /hosts of server groups whose number of members is wrong/,
  ],
  'a host that is missing': ['DELETE FROM server_group_hosts', /hosts of server groups .* wrong: 2/],
  'a last id that was not the last': [
    `UPDATE store SET last_id = '00000000-0000-7000-8000-000000000000'`,
    /later id than the last one that was given: 3/,
  ],
  'a policy that the API does not know': [
    `UPDATE server_groups SET policy = 'xoft-affinity'`,
    /policy that there is none of: 3/,
  ],
  'no servers for a host': [
    'UPDATE server_groups SET max_server_per_host = 0',
    /max_server_per_host that their policy does not take: 3/,
  ],
  'a rule of another policy': [
    `UPDATE server_groups SET policy = 'affinity'`,
    /max_server_per_host that their policy does not take: 3/,
  ],
  'an id that is no UUID': [
    `UPDATE server_groups SET id = replace(id, '-', '_') WHERE name = 'kept'`,
    /server groups whose id is no UUID: 1/,
  ],
  'an index that lacks a row': [
    `PRAGMA writable_schema = ON;
     UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'idempotency_keys_by_expiry')
       WHERE name = 'server_groups_of_all_projects';
     PRAGMA writable_schema = RESET`,
    /^is damaged \(/,
  ],
};

for (const [what, [sql, says]] of Object.entries(DAMAGE)) {
  test(`a store is not sound with ${what}`, async (t) => {
    const examined = examineAfter(await open(t), sql);
    assert.ok('problem' in examined);
    assert.match(examined.problem, says);
  });
}

test('an imported group may have any UUID', async (t) => {
  const db = await open(t);
  const sql = `
    INSERT INTO server_groups VALUES ('only-a-quota', 'ffffffff-0000-4000-8000-000000000000', 'user', 'imported', 'affinity', NULL, 0, 0);
    UPDATE projects SET server_groups = 1 WHERE id = 'only-a-quota';
    INSERT INTO imported VALUES ('only-a-quota', 'ffffffff-0000-4000-8000-000000000000')`;
  assert.ok('counts' in examineAfter(db, sql));
});

test('every table and every column of the schema is copied, by "restore" and by "move"', async (t) => {
  const db = await open(t);
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'store'").all();
  const inSchema = names.map(({ name }) => String(name)).toSorted();
  assert.deepEqual([...TABLES].toSorted(), inSchema);
  assert.deepEqual(tables.map(({ name }) => name).toSorted(), inSchema);
  for (const { name, columns } of tables) {
    const present = db.prepare('SELECT name FROM pragma_table_info(?)').all(name);
    const moved = Object.keys(columns).filter((column) => column !== 'last_id');
    assert.deepEqual(moved.toSorted(), present.map((column) => String(column.name)).toSorted());
  }
});
