/** PostgreSQL in trouble under a store that is open: a clear error, nothing acknowledged that is not there, recovery by itself. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { OPEN_TO_ALL, watch } from '../../outage.fixture.ts';
import { emptyFolder, startProcess } from '../../process.fixture.ts';
import { StoreUnavailable } from '../store.ts';
import { create, everything, newGroup, PROJECT } from '../suite-common.ts';
import { CUT, open } from './open.fixture.ts';
import type { PostgresOptions } from './postgres.ts';
import { type PostgresServer, startPostgres } from './server.fixture.ts';

/** A session of its own that has begun a transaction; the function that it returns ends it. */
const begin = async (server: PostgresServer, sql: string) => {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  await client.query(`BEGIN; ${sql}`);
  return () => client.end();
};

interface Trouble {
  readonly what: string;
  readonly happen: (server: PostgresServer) => Promise<() => Promise<unknown>>;
  readonly says: RegExp;
  readonly options?: PostgresOptions;
}

const bySql =
  (make: string, mend: string): Trouble['happen'] =>
  async (server) => {
    await server.run(make);
    return () => server.run(mend);
  };

const stopped = (signal: 'SIGINT' | 'SIGQUIT') => async (server: PostgresServer) => {
  await server.stop(signal);
  return () => server.start();
};

const troubles: readonly Trouble[] = [
  { what: 'the server is stopped', happen: stopped('SIGINT'), says: /ECONNREFUSED/ },
  { what: 'the server crashes', happen: stopped('SIGQUIT'), says: /ECONNREFUSED/ },
  {
    what: 'another session holds a lock for longer than a statement may take',
    happen: (server) => begin(server, 'LOCK TABLE osg.projects, osg.store IN EXCLUSIVE MODE'),
    says: /lock timeout/,
  },
  {
    what: 'all connections of the pool are waiting',
    happen: (server) => begin(server, 'LOCK TABLE osg.projects, osg.store IN EXCLUSIVE MODE'),
    says: /lock timeout|timeout exceeded when trying to connect/,
    options: { patience: 300, connections: 1 },
  },
  {
    what: 'the server takes no writes',
    happen: bySql(
      'ALTER ROLE service SET default_transaction_read_only = on',
      'ALTER ROLE service RESET default_transaction_read_only',
    ),
    says: /read-only transaction/,
  },
  {
    what: 'the user may not sign in any more',
    happen: bySql('ALTER ROLE service NOLOGIN', 'ALTER ROLE service LOGIN'),
    says: /not permitted to log in/,
  },
  {
    what: 'the database takes no connections',
    happen: bySql(
      'ALTER DATABASE postgres WITH CONNECTION LIMIT 0',
      'ALTER DATABASE postgres WITH CONNECTION LIMIT -1',
    ),
    says: /too many connections/,
  },
  {
    what: 'the user has lost its rights',
    happen: bySql(
      'ALTER SCHEMA osg OWNER TO postgres; ALTER TABLE osg.projects OWNER TO postgres; ALTER TABLE osg.store OWNER TO postgres',
      'ALTER SCHEMA osg OWNER TO service; ALTER TABLE osg.projects OWNER TO service; ALTER TABLE osg.store OWNER TO service',
    ),
    says: /permission denied/,
  },
  {
    what: 'the tables are gone',
    happen: bySql('ALTER SCHEMA osg RENAME TO away', 'ALTER SCHEMA away RENAME TO osg'),
    says: /does not exist/,
  },
];

for (const { what, happen, says, options } of troubles) {
  test(`${what}: a clear error, and the store goes on by itself afterwards`, async (t) => {
    const { server, store } = await open(t, options, 'service');
    const made = [await create(store)];
    const mend = await happen(server);
    // What was signed in goes on with what it was allowed then.
    if (await server.run('SELECT 1').then(Boolean, () => false)) await server.run(CUT);
    const calls = [store.create(newGroup(), -1), store.create(newGroup(), -1), store.check()];
    for (const outcome of await Promise.allSettled(calls)) {
      assert.ok(outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable);
      assert.match(outcome.reason.message, says);
    }
    await mend();
    await store.check();
    made.push(await create(store));
    assert.deepEqual(await everything(store, PROJECT), made);
  });
}

test('connections that are cut again and again under load lose nothing that was answered, and few notice', async (t) => {
  const { server, store } = await open(t, { patience: 5000 });
  const made: string[] = [];
  const unknown: StoreUnavailable[] = [];
  let isEnough = false;
  const client = async () => {
    while (!isEnough) {
      const group = await store.create(newGroup(), -1).catch((error: unknown) => {
        assert.ok(error instanceof StoreUnavailable);
        unknown.push(error);
      });
      if (typeof group === 'object') made.push(group.id);
    }
  };
  const clients = [client(), client(), client(), client()];
  for (let cut = 0; cut < 20; cut++) {
    const before = made.length;
    await server.run(CUT);
    while (made.length < before + 20) await setTimeout(1);
  }
  isEnough = true;
  await Promise.all(clients);
  // Where the connection broke while a transaction was committed, and nowhere else.
  for (const { message } of unknown) assert.match(message, /^Whether the database has taken a write is not/);
  const kept = new Set((await everything(store, PROJECT)).map(({ id }) => id));
  assert.deepEqual(
    made.filter((id) => !kept.has(id)),
    [],
  );
  assert.ok(kept.size <= made.length + unknown.length);
  t.diagnostic(`${made.length} answered, ${unknown.length} not`);
});

test('of the service the same: 503 and not ready while its database is stopped, and then it goes on by itself', async (t) => {
  const server = await startPostgres();
  t.after(() => server.remove());
  const settings = { OSG_STORE: server.url('postgres'), ...OPEN_TO_ALL };
  const folder = await emptyFolder(t);
  const { isThere, isOut, until, list, made } = watch(await startProcess(t, folder, { settings }));
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    await isThere();
    await server.stop(signal);
    await isOut();
    await server.start();
    await until(200);
    await isThere();
  }
  assert.deepEqual(await list(), made);
});
