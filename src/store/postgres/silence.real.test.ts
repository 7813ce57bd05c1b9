/** Servers that say nothing, or too late, and sessions that hold what others wait for: nobody else suffers for longer than that. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import test, { type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { atOnce, create, newGroup, OTHER_PROJECT, PROJECT } from '../suite-common.ts';
import { openPostgresStore } from './postgres.ts';
import { type PostgresServer, startPostgres } from './server.fixture.ts';

const start = async (t: TestContext): Promise<PostgresServer> => {
  const server = await startPostgres();
  t.after(() => server.remove());
  return server;
};

/** Listens on a port until the test is over. */
const listen = async (t: TestContext, accept: (client: Socket) => void): Promise<number> => {
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    sockets.add(client);
    client.on('error', () => {});
    accept(client);
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  t.after(() => {
    listener.close();
    for (const socket of sockets) socket.destroy();
  });
  return (listener.address() as { port: number }).port;
};

const urlOf = (...ports: number[]) =>
  `postgres://postgres@${ports.map((port) => `127.0.0.1:${port}`).join(',')}/postgres`;

/** Locks a row or a lock, over a session of its own; the function that it returns ends it. */
const hold = async (server: PostgresServer, sql: string) => {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  await client.query(`BEGIN; ${sql}`);
  return () => client.end();
};

test('a host that takes connections and says nothing leaves time for the next one, at the start and later', async (t) => {
  const server = await start(t);
  const hole = await listen(t, () => {});
  for (const ports of [
    [hole, server.port],
    [server.port, hole],
  ]) {
    const store = await openPostgresStore(urlOf(...ports), { patience: 2000 });
    await store.check();
    await server.run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'os-server-groups'",
    );
    await create(store);
    await store.close();
  }
});

test('a project whose row is locked does not take all connections from the others, nor send them to another host', async (t) => {
  const server = await start(t);
  const hole = await listen(t, () => {});
  const store = await openPostgresStore(urlOf(server.port, hole), { connections: 2 });
  t.after(() => store.close());
  await create(store);
  const other = await create(store, { project_id: OTHER_PROJECT });
  const release = await hold(server, `SELECT FROM osg.projects WHERE id = '${PROJECT}' FOR UPDATE`);
  const waiting = Promise.allSettled([atOnce(4, () => create(store))]);
  await atOnce(10, async () => assert.deepEqual(await store.get(other.id, OTHER_PROJECT), other));
  await store.check();
  await release();
  await waiting;
});

test('a connection that is greeted too late is not lost to the others', async (t) => {
  const server = await start(t);
  let isLate = false;
  const port = await listen(t, (client) => {
    const upstream = connect(server.port, '127.0.0.1');
    upstream.on('error', () => {});
    let isGreeting = false;
    client.on('data', (bytes) => {
      isGreeting ||= bytes.includes('pg_is_in_recovery');
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      // Later than a call waits for a connection.
      const late = isGreeting && isLate ? setTimeout(500) : Promise.resolve();
      isGreeting = false;
      late.then(() => client.write(bytes));
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  const store = await openPostgresStore(urlOf(port), { patience: 600, connections: 2 });
  t.after(() => store.close());
  await create(store);
  const release = await hold(server, `SELECT FROM osg.projects WHERE id = '${PROJECT}' FOR UPDATE`);
  isLate = true;
  await Promise.allSettled(Array.from({ length: 6 }, () => store.create(newGroup(), -1)));
  isLate = false;
  await release();
  await store.check();
  while (store.load().connections?.busy !== 0) await setTimeout(20);
});

test('replicas on a database whose transactions are isolated otherwise do as on any other', async (t) => {
  const server = await start(t);
  for (const isolation of ['repeatable read', 'serializable']) {
    await server.run(`ALTER DATABASE postgres SET default_transaction_isolation = '${isolation}'`);
    const stores = await Promise.all([1, 2].map(() => openPostgresStore(server.url('postgres'))));
    const [one] = stores;
    assert.ok(one !== undefined);
    const group = await create(one);
    const outcomes = await atOnce(100, (index) =>
      (stores[index % 2] ?? one).claim(
        group.id,
        crypto.randomUUID(),
        `${isolation} ${index % 50}`,
        PROJECT,
        -1,
      ),
    );
    assert.equal(outcomes.filter((outcome) => outcome === 'claimed').length, 50);
    assert.equal(outcomes.filter((outcome) => outcome === 'host full').length, 50);
    await Promise.all(stores.map((store) => store.close()));
  }
});

test('a start waits for a migration of another process, however long that takes', async (t) => {
  const server = await start(t);
  const patience = 300;
  const release = await hold(server, 'SELECT pg_advisory_xact_lock(872364103)');
  const opening = openPostgresStore(server.url('postgres'), { patience });
  const waits = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query_start < clock_timestamp() - interval '${5 * patience} ms'`;
  while ((await server.run(waits)).length === 0) await setTimeout(20);
  await release();
  await (await opening).close();
});
