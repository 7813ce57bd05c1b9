/** The service when a real Keystone goes down, and when it refuses very many tokens. */

import assert from 'node:assert/strict';
import process from 'node:process';
import test from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startApp } from '../app.fixture.ts';
import { readConfig } from '../config.ts';
import { createLogger } from '../logger.ts';
import { openKeystone } from './keystone-open.ts';
import { callsAt, useKeystone } from './keystone-service.fixture.ts';

const { use, settings, start, token } = useKeystone();

test('when Keystone goes down, known tokens go on and others get 503; when it is back, all is as before', async (t) => {
  const { url, call, listStatus, logged, becomes } = await start(t, { TTL: '1' });
  assert.equal(await listStatus(token('member')), 200);
  await use().keystone.stop();
  let isTold = false;
  const told = logged('Keystone cannot be asked; known tokens go on for 5 minutes at most').then(() => {
    isTold = true;
  });
  while (!isTold) {
    assert.equal(await listStatus(token('member')), 200);
    await setTimeout(50);
  }
  await told;
  assert.equal(await listStatus(token('member')), 200);
  const { status, headers } = await call(token('reader'));
  assert.deepEqual([status, headers.get('Retry-After')], [503, '1']);
  assert.equal((await fetch(`${url}/readyz`)).status, 503);

  await use().keystone.start();
  await becomes(token('reader'), 503, 200);
  assert.equal(await listStatus(token('member')), 200);
  await logged('Keystone can be asked again');
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is in use, in MB. */
const heap = () => {
  collect();
  return process.memoryUsage().heapUsed / 1_048_576;
};

test('10,000 different tokens that are refused take little memory, and push out no known one', async (t) => {
  // What a call needs must not stay until its time would have been over.
  const config = readConfig(settings({ TTL: '3600', TIMEOUT: '60' }));
  const identity = openKeystone(config, createLogger({ level: 'silent', format: 'json' }));
  const { url, close } = await startApp({ identity });
  t.after(() => Promise.all([close(), identity.close()]));
  const { listStatus } = callsAt(url);
  assert.equal(await listStatus(token('member')), 200);
  const before = heap();
  let asked = 0;
  const askSome = async () => {
    while (asked < 10_000) assert.equal(await listStatus(`gAAAAAB${asked++}`), 401);
  };
  await Promise.all(Array.from({ length: 16 }, askSome));
  const grown = heap() - before;
  assert.ok(grown < 32, `${grown} MB more`);
  await use().keystone.stop();
  assert.equal(await listStatus(token('member')), 200);
  await use().keystone.start();
});
