/** Databases that cannot be opened: a start says what is wrong and how to mend it, and shows no password. */

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { Client } from 'pg';
import { emptyFolder, failingStart } from '../../process.fixture.ts';
import { StartupError } from '../../startup-error.ts';
import { openPostgresStore } from './postgres.ts';
import { type PostgresServer, startPostgres } from './server.fixture.ts';

const SECRET = 'the-wrong-secret';
const OPTIONS = { patience: 300 };

let server: PostgresServer;
before(async () => {
  server = await startPostgres();
  const rules = path.join(server.data, 'pg_hba.conf');
  await writeFile(rules, `host all locked 127.0.0.1/32 scram-sha-256\n${await readFile(rules, 'utf8')}`);
  await server.run(`
    CREATE ROLE locked LOGIN PASSWORD 'right';
    CREATE ROLE guest LOGIN;
    ALTER ROLE guest CONNECTION LIMIT 5;
    SELECT pg_reload_conf()`);
  await server.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
  await server.run('CREATE DATABASE later');
  await (await openPostgresStore(server.url('later'))).close();
  await server.run('UPDATE osg.store SET schema_version = 1000', 'later');
});
after(() => server.remove());

const at = (user: string, database = 'postgres', port = server.port) =>
  `postgres://${user}:${SECRET}@127.0.0.1:${port}/${database}`;

const refused = async (url: string, says: RegExp) => {
  await assert.rejects(openPostgresStore(url, OPTIONS), (error) => {
    assert.ok(error instanceof StartupError, String(error));
    assert.match(error.message, says);
    assert.match(
      error.message,
      /See that one of its hosts runs|set OSG_STORE to another database|put that into OSG_STORE/,
    );
    assert.ok(!error.message.includes(SECRET));
    return true;
  });
};

const starts: readonly { what: string; url: () => string; says: RegExp }[] = [
  { what: 'no server listens', url: () => at('postgres', 'postgres', 1), says: /ECONNREFUSED/ },
  {
    what: 'the host has no address',
    url: () => `postgres://u:${SECRET}@none.invalid/db`,
    says: /none\.invalid/,
  },
  { what: 'the password is wrong', url: () => at('locked'), says: /password authentication failed/ },
  { what: 'the user is unknown', url: () => at('nobody'), says: /role "nobody" does not exist/ },
  {
    what: 'the database is missing',
    url: () => at('postgres', 'none'),
    says: /database "none" does not exist/,
  },
  { what: 'the user may make no schema', url: () => at('guest'), says: /permission denied for database/ },
  {
    what: 'the schema is of a newer version',
    url: () => at('postgres', 'later'),
    says: /newer version of this service \(its schema is 1000;.* Start that version/,
  },
  {
    what: 'the database has another encoding',
    url: () => at('postgres', 'latin'),
    says: /encoding of the PostgreSQL database is LATIN1.* ENCODING 'UTF8'/,
  },
  {
    what: 'TLS is wanted of a server that has none',
    url: () => `${at('postgres')}?sslmode=require`,
    says: /does not support SSL/,
  },
];
for (const { what, url, says } of starts) {
  test(`where ${what} a start says so`, () => refused(url(), says));
}

test('a service that cannot open its database ends with status 78 and one clear message', async (t) => {
  const { status, stderr } = await failingStart(await emptyFolder(t), { OSG_STORE: at('locked') });
  assert.equal(status, 78, stderr);
  assert.match(stderr, /^The PostgreSQL database that OSG_STORE names cannot be opened \(password auth/);
  assert.doesNotMatch(stderr, /\n {4}at |the-wrong-secret/);
});

test('a service whose database does not run yet ends with status 75, so that it is started again', async (t) => {
  const url = at('postgres', 'postgres', 1);
  const { status, stderr } = await failingStart(await emptyFolder(t), { OSG_STORE: url });
  assert.equal(status, 75, stderr);
  assert.match(stderr, /ECONNREFUSED/);
});

test('where the server has no connection left a start says so, and works once there is one', async (t) => {
  await server.run('GRANT CREATE ON DATABASE postgres TO guest');
  const clients = Array.from({ length: 5 }, () => new Client({ connectionString: at('guest') }));
  await Promise.all(clients.map((client) => client.connect()));
  await refused(at('guest'), /too many connections/);
  await Promise.all(clients.map((client) => client.end()));
  const store = await openPostgresStore(at('guest'));
  t.after(() => store.close());
  await store.check();
});

test('a user who owns the schema, and may make no other, makes the tables in it', async (t) => {
  await server.run('CREATE ROLE owner LOGIN');
  await server.run('CREATE DATABASE given');
  await server.run('CREATE SCHEMA osg AUTHORIZATION owner', 'given');
  const store = await openPostgresStore(at('owner', 'given'));
  t.after(() => store.close());
  await store.check();
});

test('where there is a standby alone a start says so, and works once it is promoted', async (t) => {
  const standby = await startPostgres({ settings: { hot_standby: 'on' } });
  t.after(() => standby.remove());
  await (await openPostgresStore(standby.url('postgres'))).close();
  await standby.stop('SIGINT');
  await writeFile(path.join(standby.data, 'standby.signal'), '');
  await standby.start();
  await refused(standby.url('postgres'), /the server is a standby/);
  await standby.run('SELECT pg_promote()');
  const store = await openPostgresStore(standby.url('postgres'));
  t.after(() => store.close());
  await store.check();
});
