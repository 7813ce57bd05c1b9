/** Imports from databases that Nova itself has made and filled: MariaDB and PostgreSQL, into both kinds of stores. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { run } from '../cli/cli.fixture.ts';
import { PROJECT } from '../process.fixture.ts';
import { openStore } from '../store/open.ts';
import { DEBIAN, type PostgresServer, startPostgres } from '../store/postgres/server.fixture.ts';
import type { ServerGroup } from '../store/store.ts';
import { folderWith, storeIn } from './import.fixture.ts';
import { type MariaDb, startMariaDb } from './mariadb.fixture.ts';

const SCRIPT = path.join(import.meta.dirname, 'nova.fixture.py');
/** Debian's own, which has the packages of Debian. */
const PYTHON = '/usr/bin/python3';
const OTHER_PROJECT = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

/** Nova shows these, and a store has no room for them: their names, their policies, or a second group of a server. */
const REFUSED = ['f0000000-0000-4000-8000-000000000003', 'f0000000-0000-4000-8000-000000000007'];
const serverId = (number: number) => `00000001-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
const NOT_MEMBERS: readonly (readonly [group: number, server: number])[] = [
  [2, 11], // deleted, and not yet purged
  [2, 12], // purged
  [6, 2], // in another group of the project
];

/** Makes and fills the database, and returns the groups as Nova shows them. */
const makeNova = (url: string): ServerGroup[] =>
  JSON.parse(execFileSync(PYTHON, [SCRIPT, url], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }));

const expected = (shown: readonly ServerGroup[]): ServerGroup[] =>
  shown
    .filter(({ id }) => !REFUSED.includes(id))
    .map((group) => {
      const isNone = (server: string) =>
        NOT_MEMBERS.some(([number, each]) => group.id.endsWith(`${number}`) && serverId(each) === server);
      return { ...group, members: group.members.filter((server) => !isNone(server)) };
    });

let mariaDb: MariaDb;
let postgres: PostgresServer;
const shown: Record<string, ServerGroup[]> = {};
before(async () => {
  mariaDb = await startMariaDb();
  mariaDb.run('CREATE DATABASE nova_api CHARACTER SET utf8mb3; CREATE DATABASE nova CHARACTER SET utf8mb3');
  shown.mariadb = makeNova(
    `mysql+pymysql://root@localhost/nova_api?unix_socket=${mariaDb.socket}&charset=utf8mb4`,
  );
  // As cells had them until Nova removed them: rows that look alike.
  mariaDb.run(
    "CREATE TABLE nova.quotas LIKE nova_api.quotas; INSERT INTO nova.quotas (project_id, resource) VALUES ('old', 'server_groups')",
  );
  postgres = await startPostgres({ programs: DEBIAN });
  for (const name of ['nova_api', 'target']) await postgres.run(`CREATE DATABASE ${name}`);
  shown.postgres = makeNova(postgres.url('nova_api').replace('postgres:', 'postgresql+psycopg2:'));
});
after(async () => {
  await mariaDb?.remove();
  await postgres?.remove();
});

const pgDump = (...args: readonly string[]) =>
  execFileSync(path.join(DEBIAN, 'pg_dump'), [...args, postgres.url('nova_api')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
const NEEDED = [
  'instance_groups',
  'instance_group_policy',
  'instance_group_member',
  'quotas',
  'instance_mappings',
];

/** The ways in which people make dumps. */
const DUMPS: readonly { what: string; of: 'mariadb' | 'postgres'; make: () => string; args?: string[] }[] = [
  { what: 'mariadb-dump', of: 'mariadb', make: () => mariaDb.dump('nova_api') },
  { what: 'some tables', of: 'mariadb', make: () => mariaDb.dump('nova_api', ...NEEDED) },
  {
    what: 'a row in each INSERT, with its columns',
    of: 'mariadb',
    make: () => mariaDb.dump('--complete-insert', '--skip-extended-insert', '--no-create-info', 'nova_api'),
  },
  {
    what: '--skip-quote-names --skip-dump-date',
    of: 'mariadb',
    make: () => mariaDb.dump('--skip-quote-names', '--skip-dump-date', 'nova_api', ...NEEDED),
  },
  {
    what: '--replace --hex-blob',
    of: 'mariadb',
    make: () => mariaDb.dump('--replace', '--hex-blob', 'nova_api'),
  },
  {
    what: '--all-databases',
    of: 'mariadb',
    make: () => mariaDb.dump('--all-databases'),
    args: ['--database', 'nova_api'],
  },
  { what: 'pg_dump', of: 'postgres', make: () => pgDump() },
  { what: 'pg_dump --data-only', of: 'postgres', make: () => pgDump('--data-only') },
  { what: 'pg_dump --inserts', of: 'postgres', make: () => pgDump('--inserts', '--clean', '--create') },
  {
    what: 'pg_dump --column-inserts',
    of: 'postgres',
    make: () => pgDump('--data-only', '--column-inserts', '--rows-per-insert=7', '--on-conflict-do-nothing'),
  },
];

for (const { what, of, make, args = [] } of DUMPS) {
  test(`all that a store can hold comes over from ${of}: ${what}`, async (t) => {
    const folder = await folderWith(t, make());
    const command = ['import', 'dump.sql', '--json', ...args];
    const tried = await run(folder, command);
    assert.equal(tried.status, 2, tried.stderr);
    const done = await run(folder, [...command, '--apply']);
    assert.deepEqual({ ...JSON.parse(tried.stdout), applied: true }, JSON.parse(done.stdout));

    const again = JSON.parse((await run(folder, [...command, '--apply'])).stdout);
    assert.deepEqual([again.groups.imported, again.members.imported, again.quotas.imported], [0, 0, 0]);
    assert.equal(again.groups.here, 6);

    const store = await storeIn(t, folder);
    const { groups } = await store.list({ project: null, offset: 0, limit: 100 });
    assert.deepEqual(groups, expected(shown[of] ?? []));
    assert.deepEqual(await store.usage(PROJECT), {
      serverGroups: 4,
      quotas: { serverGroups: 2, serverGroupMembers: -1 },
    });
    assert.deepEqual((await store.usage(OTHER_PROJECT)).quotas, { serverGroups: -1 });
  });
}

test('a dump of several databases with such tables asks which one is meant', async (t) => {
  const folder = await folderWith(t, mariaDb.dump('--all-databases'));
  const { status, stderr } = await run(folder, ['import', 'dump.sql']);
  assert.equal(status, 1);
  assert.match(stderr, /several databases \(nova, nova_api\)\. .*--database nova_api/);
  const other = await run(folder, ['import', 'dump.sql', '--database', 'nova-api']);
  assert.match(other.stderr, /no database nova-api\. It has: (?:\w+, )*nova, nova_api(?:, \w+)*\./);
});

for (const option of ['--compact', '--skip-comments']) {
  test(`a dump that does not say that it is complete is refused: ${option}`, async (t) => {
    const folder = await folderWith(t, mariaDb.dump(option, 'nova_api', ...NEEDED));
    const { status, stderr } = await run(folder, ['import', 'dump.sql']);
    assert.equal(status, 1);
    assert.match(stderr, /does not say that it is complete/);
  });
}

test('a compressed dump comes over into PostgreSQL, which must have a store of this version', async (t) => {
  const folder = await folderWith(t, gzipSync(pgDump()));
  const url = postgres.url('target');
  const importing = (...args: readonly string[]) =>
    run(folder, ['import', 'dump.sql', '--json', ...args], { OSG_STORE: url });
  const refused = async (says: RegExp, status = 1) => {
    for (const args of [[], ['--apply']]) {
      const ended = await importing(...args);
      assert.deepEqual([ended.status, ended.stdout], [status, ''], ended.stderr);
      assert.match(ended.stderr, says);
    }
  };
  await refused(/^There is no store postgres:\/\/127.*\/target\. Start the service with it once/);
  await postgres.run('CREATE SCHEMA osg', 'target'); // Which fails where it was made.
  await (await openStore(url)).close();
  await postgres.run('UPDATE osg.store SET schema_version = 1', 'target');
  await refused(/the store postgres:.*\/target was made by an older version of this service\./);
  // Which fails where it was brought up to date.
  await postgres.run('UPDATE osg.store SET schema_version = 1000 / (2 - schema_version)', 'target');
  await refused(/newer version of this service/, 78);
  await postgres.run('UPDATE osg.store SET schema_version = 2', 'target');

  const { stdout, status } = await importing('--apply');
  assert.equal(status, 2);
  const report = JSON.parse(stdout);
  assert.equal(report.groups.imported, 6);
  assert.match(report.store, /^postgres:\/\/127\.0\.0\.1:\d+\/target$/);
  const store = await openStore(url);
  t.after(() => store.close());
  const { groups } = await store.list({ project: null, offset: 0, limit: 100 });
  assert.deepEqual(groups, expected(shown.postgres ?? []));
});

test('a dump in a format of pg_dump alone says what to do, which works', async (t) => {
  const folder = await folderWith(t, '');
  const custom = path.join(folder, 'dump.sql');
  pgDump('--format=custom', `--file=${custom}`);
  const refused = await run(folder, ['import', 'dump.sql']);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /pg_restore --file=- /);
  execFileSync(path.join(DEBIAN, 'pg_restore'), [`--file=${folder}/plain.sql`, custom]);
  const { status, stdout } = await run(folder, ['import', 'plain.sql', '--json']);
  assert.equal(status, 2);
  assert.equal(JSON.parse(stdout).groups.imported, 6);
});
