/** The tables as a database that is distributed by project needs them (Citus's manual, "Choosing Distribution Column"). */

import assert from 'node:assert/strict';
import test from 'node:test';
import { open } from './open.fixture.ts';

/** The keys that must be unique, and those that refer to others: each with its table and its columns in their order. */
const KEYS = `
  SELECT i.indrelid::regclass::text AS table, pg_get_indexdef(i.indexrelid, 1, true) AS first
  FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid
  WHERE c.relnamespace = 'osg'::regnamespace AND i.indisunique
  UNION ALL
  SELECT f.conrelid::regclass::text, a.attname
  FROM pg_constraint AS f JOIN pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
  WHERE f.connamespace = 'osg'::regnamespace AND f.contype = 'f'`;

test('each key of each table begins with the project, so that a project can be on a node of its own', async (t) => {
  const { server } = await open(t);
  const keys = await server.run(KEYS);
  const tables = await server.run("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'osg'");
  for (const { name } of tables) {
    if (name === 'store') continue; // One row, which is on every node.
    const own = keys.filter(({ table }) => table === `osg.${name}`);
    assert.ok(own.length > 0, `osg.${name} has a key`);
    for (const { first } of own) assert.equal(first, name === 'projects' ? 'id' : 'project_id', String(name));
  }
});
