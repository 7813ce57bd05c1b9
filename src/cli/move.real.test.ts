/** `os-server-groups move`, as a process of its own, into a real PostgreSQL. */

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { PROJECT } from '../process.fixture.ts';
import { openPostgresStore } from '../store/postgres/postgres.ts';
import { DEBIAN, startPostgres } from '../store/postgres/server.fixture.ts';
import { openSqliteStore } from '../store/sqlite/sqlite.ts';
import type { Store } from '../store/store.ts';
import { everything, placesOf } from '../store/suite-common.ts';
import { backupCommand } from './backup.ts';
import { CLI, run } from './cli.fixture.ts';
import { BEFORE_TRIGGER, TABLES, usePostgres } from './move.fixture.ts';
import { restoreCommand } from './restore.ts';
import {
  change,
  contentsOf,
  filledFolder,
  make,
  newGroup,
  OTHER_PROJECT,
  refusalOf,
  rowsOf,
  storeIn,
} from './store.fixture.ts';

const server = usePostgres();

/** All that clients could see of a store. */
const seen = async (store: Store, ids: readonly string[]) => ({
  groups: await everything(store, null),
  usage: await Promise.all([PROJECT, OTHER_PROJECT, 'only-a-quota'].map((project) => store.usage(project))),
  places: await Promise.all(ids.map((id) => placesOf(store, id))),
});

const openMoved = async (t: TestContext, database: string): Promise<Store> => {
  const store = await openPostgresStore(server.url(database));
  t.after(() => store.close());
  return store;
};

test('all is the same after a move: groups, members in their order, places, quotas, kept keys; and ids go on', async (t) => {
  const { folder, ids } = await filledFolder(t);
  const source = await openSqliteStore(storeIn(folder));
  const was = await seen(source, ids);
  await source.close();
  const before = contentsOf(storeIn(folder));
  const database = await server.newDatabase();
  const { status, stdout, stderr } = await run(folder, ['move', server.url(database)]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^server_groups +3 +3 +([0-9a-f]{16}) +\1$/m);
  assert.match(stdout, /^imported +1 +1 +/m);
  assert.match(stderr, /Set OSG_STORE to the URL of the target, .* Keep the SQLite file as a backup/);
  assert.deepEqual(contentsOf(storeIn(folder)), before);

  const store = await openMoved(t, database);
  assert.deepEqual(await seen(store, ids), was);
  const key = { key: 'key', fingerprint: 'of the request', now: Date.UTC(2999, 0) };
  const kept = was.groups.find(({ name }) => name === 'kept');
  assert.deepEqual(await store.create(newGroup('kept'), 100, key), kept);
  assert.equal(await store.create(newGroup('x'), 100, { ...key, fingerprint: 'other' }), 'other request');
  const [row] = rowsOf(storeIn(folder), 'SELECT last_id FROM store') as { last_id: string }[];
  for (const project of [PROJECT, OTHER_PROJECT]) {
    const [made] = await server.run(`SELECT last_id FROM osg.projects WHERE id = '${project}'`, database);
    assert.equal(made?.last_id, row?.last_id);
    assert.ok((await make(store, 'next', project)) > String(row?.last_id));
  }
  assert.equal(await store.claim(ids[0] ?? '', 'f', 'htrue', PROJECT, 100), 'host full');
  const expiries = await server.run(
    'SELECT (extract(epoch FROM expires_at) * 1000)::bigint::text AS at FROM osg.idempotency_keys',
    database,
  );
  assert.deepEqual(
    expiries,
    rowsOf(storeIn(folder), 'SELECT CAST(expires_at AS TEXT) AS at FROM idempotency_keys'),
  );
});

test('a dry run does all of it and leaves nothing; the address may be in a file, and its password is not shown', async (t) => {
  const { folder } = await filledFolder(t);
  const database = await server.newDatabase();
  const url = server.url(database).replace('postgres@', 'postgres:osg_secret@');
  await writeFile(path.join(folder, 'target'), `${url}\n`);
  const { status, stdout, stderr } = await run(folder, ['move', '--target-file', 'target', '--dry-run']);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^server_groups +3 +3 /m);
  assert.match(stderr, /could be moved to postgres:\/\/127\.0\.0\.1:\d+\/move_\d+: .* Without --dry-run/);
  assert.doesNotMatch(stdout + stderr, /osg_secret/);
  assert.deepEqual(await server.run(TABLES, database), []);

  const moved = await run(folder, ['move', '--target-file', 'target']);
  assert.match(moved.stderr, /Set OSG_STORE_FILE to target, and start the service/);
  assert.doesNotMatch(moved.stdout + moved.stderr, /osg_secret/);
});

test('a store of an older schema is moved, and stays as it is', async (t) => {
  const { folder } = await filledFolder(t);
  change(storeIn(folder), 'DROP TABLE imported; PRAGMA user_version = 2');
  const before = contentsOf(storeIn(folder));
  const { status, stderr } = await run(folder, ['move', server.url(await server.newDatabase())]);
  assert.equal(status, 0, stderr);
  assert.deepEqual(contentsOf(storeIn(folder)), before);
});

test('limits that a database sets for its services do not stop a move', async (t) => {
  const { folder } = await filledFolder(t);
  const database = await server.newDatabase();
  await (await openPostgresStore(server.url(database))).close();
  // One statement writes the three groups, so it takes longer than the database allows, however fast the machine is.
  await server.run(BEFORE_TRIGGER('PERFORM pg_sleep(0.2); RETURN NEW;'), database);
  await server.run(`ALTER DATABASE ${database} SET statement_timeout = '0.5s'`);
  const { status, stderr } = await run(folder, ['move', server.url(database)]);
  assert.equal(status, 0, stderr);
});

test('what "backup" and "restore" tell of PostgreSQL works: its own programs make a backup and put it back', async (t) => {
  const debian = await startPostgres({ programs: DEBIAN });
  t.after(() => debian.remove());
  const { folder } = await filledFolder(t);
  const moved = await run(folder, ['move', debian.url('postgres')]);
  assert.equal(moved.status, 0, moved.stderr);
  const rows = 'SELECT * FROM osg.server_group_members ORDER BY server_id, project_id';
  const before = await debian.run(rows);

  const { message } = await refusalOf(backupCommand, { store: debian.url('postgres') }, 'b.db');
  const restore = await refusalOf(restoreCommand, { store: debian.url('postgres') }, CLI);
  const [dump = '', putBack = ''] = message.split('\n').filter((line) => line.startsWith('  pg_'));
  assert.ok(restore.message.includes(putBack));
  const runAsTold = (line: string, url = debian.url('postgres')) => {
    const told = line
      .replace(/FILE$|FILE /, `${debian.data}/dump `)
      .replace('postgres://USER@HOST/DATABASE', url);
    const [program = '', ...args] = told.trim().split(' ');
    debian.program(program, args);
  };
  runAsTold(dump);
  await debian.run('DELETE FROM osg.server_groups');
  runAsTold(putBack);
  assert.deepEqual(await debian.run(rows), before);

  // Of a newer version.
  await debian.run('CREATE TABLE osg.more (id text REFERENCES osg.projects (id))');
  assert.throws(() => runAsTold(putBack), /because other objects depend on it/);
  assert.deepEqual(await debian.run(rows), before);
  const page = await readFile(path.join(import.meta.dirname, '../../docs/site/running.md'), 'utf8');
  const [, drop] = /^psql --command='(.*)' postgres:\S+$/m.exec(page) ?? [];
  await debian.run(drop ?? assert.fail('the page does not say it'));
  runAsTold(putBack);
  assert.deepEqual(await debian.run(rows), before);

  await debian.run('CREATE ROLE other LOGIN');
  await debian.run('CREATE DATABASE other OWNER other');
  runAsTold(putBack, debian.url('other').replace('postgres@', 'other@'));
  assert.deepEqual(await debian.run(rows, 'other'), before);
});
