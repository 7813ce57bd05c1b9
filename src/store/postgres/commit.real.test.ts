/** A connection that breaks around a commit: what came of it is not known, so nothing is repeated behind the caller's back. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import test, { type TestContext } from 'node:test';
import { everything, newGroup, PROJECT } from '../suite-common.ts';
import { openPostgresStore } from './postgres.ts';
import { startPostgres } from './server.fixture.ts';

type Break = 'none' | 'before the commit' | 'after the commit';

/** Stands between the store and its server, and breaks the connection once: before the server sees a COMMIT, or after it. */
const startProxy = async (t: TestContext, port: number) => {
  const state: { next: Break } = { next: 'none' };
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    let isAnswerLost = false;
    const end = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.on('data', (bytes) => {
      if (state.next === 'none' || !bytes.includes('COMMIT')) return server.write(bytes);
      isAnswerLost = true;
      if (state.next === 'before the commit') end();
      else server.write(bytes);
      state.next = 'none';
    });
    server.on('data', (bytes) => (isAnswerLost ? end() : client.write(bytes)));
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  t.after(() => {
    proxy.close();
    for (const socket of sockets) socket.destroy();
  });
  return { state, port: (proxy.address() as { port: number }).port };
};

const cases = [
  { breaks: 'before the commit', there: 0 },
  { breaks: 'after the commit', there: 1 },
] as const;
for (const { breaks, there } of cases) {
  test(`a connection that breaks ${breaks}: the caller is told that the outcome is not known, and a retry with the key makes one group`, async (t) => {
    const server = await startPostgres();
    t.after(() => server.remove());
    const proxy = await startProxy(t, server.port);
    const store = await openPostgresStore(`postgres://postgres@127.0.0.1:${proxy.port}/postgres`);
    t.after(() => store.close());
    const idempotency = { key: 'key', fingerprint: 'f', now: Date.now() };
    proxy.state.next = breaks;
    await assert.rejects(store.create(newGroup(), -1, idempotency), {
      name: 'OutcomeUnknown',
      message: /^Whether the database has taken a write is not known/,
    });
    assert.equal((await everything(store, PROJECT)).length, there);
    const group = await store.create(newGroup(), -1, idempotency);
    assert.deepEqual(await everything(store, PROJECT), [group]);
  });
}
