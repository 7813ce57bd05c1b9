import { after, before, type TestContext } from 'node:test';
import { Client } from 'pg';
import type { StoreObserver } from '../observer.ts';
import { storeSuite } from '../suite.ts';
import { observerSuite, PATIENCE } from '../suite-observer.ts';
import { openPostgresStore, type PostgresOptions } from './postgres.ts';
import { type PostgresServer, startPostgres } from './server.fixture.ts';

let server: PostgresServer;
before(async () => {
  server = await startPostgres();
});
after(() => server.remove());

/** Members and hosts go with their groups. */
const EMPTY = ['server_groups', 'imported', 'idempotency_keys', 'projects'].map(
  (table) => `DELETE FROM osg.${table}`,
);

/** All in one database, which is emptied after each test: to make one takes longer than most tests. */
const open = async (t: TestContext, options?: PostgresOptions) => {
  const url = server.url('postgres');
  let store = await openPostgresStore(url, options);
  t.after(async () => {
    await store.close();
    await server.run(EMPTY.join(';'));
  });
  const reopen = async () => {
    await store.close();
    store = await openPostgresStore(url, options);
    return store;
  };
  return { store, reopen };
};

// Fewer histories than for the other store: each takes a hundred transactions of many steps.
storeSuite('PostgreSQL', (t) => open(t), 40);

const openObserved = async (t: TestContext, observer: StoreObserver) => {
  const { store } = await open(t, { observer, patience: PATIENCE, connections: 2 });
  const block = async () => {
    const client = new Client({ connectionString: server.url('postgres') });
    await client.connect();
    await client.query('BEGIN; LOCK TABLE osg.projects IN EXCLUSIVE MODE');
    return () => client.end();
  };
  return { store, block };
};
observerSuite('PostgreSQL', openObserved, {
  names: ['lock-project', 'insert-group', 'COMMIT', 'get-of-one'],
  blocked: 'lock-project',
});
