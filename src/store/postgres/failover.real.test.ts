/** A primary that dies under load: its synchronous standby has every write that was answered, and the service finds it. */

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import test, { type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { emptyFolder, firstToken, startProcess } from '../../process.fixture.ts';
import { startLoad } from './load.fixture.ts';
import { DEBIAN, type PostgresServer, type PostgresServerOptions, startPostgres } from './server.fixture.ts';

/** In milliseconds: for so long after the promotion the service may be without a store. */
const RECOVERY = 30_000;

const start = async (t: TestContext, options: PostgresServerOptions): Promise<PostgresServer> => {
  const server = await startPostgres({ programs: DEBIAN, ...options });
  t.after(() => server.remove());
  return server;
};

/** A primary with a standby that takes over, and whose confirmation each commit waits for. */
const startPair = async (t: TestContext) => {
  const primary = await start(t, { settings: { fsync: 'on' } });
  const standby = await start(t, {
    settings: { fsync: 'on' },
    fill: (data, program) => {
      program('pg_basebackup', [
        '-h',
        '127.0.0.1',
        '-p',
        `${primary.port}`,
        '-U',
        'postgres',
        '-D',
        data,
        '-R',
        '-X',
        'stream',
      ]);
    },
  });
  await primary.run("ALTER SYSTEM SET synchronous_standby_names = '*'");
  await primary.run('SELECT pg_reload_conf()');
  return { primary, standby };
};

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await setTimeout(20);
};

test('a primary dies under load: nothing that was answered is lost, clients see 503, the service goes on by itself', {
  timeout: 180_000,
}, async (t) => {
  const { primary, standby } = await startPair(t);
  await until(async () => {
    const [row] = await primary.run('SELECT sync_state FROM pg_stat_replication');
    return row?.sync_state === 'sync';
  });
  const folder = await emptyFolder(t);
  const store = `postgres://postgres@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/postgres`;
  const { url } = await startProcess(t, folder, {
    settings: { OSG_STORE: store, OSG_QUOTA_SERVER_GROUPS: '-1' },
  });
  const headers = { ...(await firstToken(folder)), 'Content-Type': 'application/json' };

  const load = startLoad(url, headers);
  t.after(() => load.end());
  await until(async () => load.answered() > 500);
  await primary.stop('SIGKILL');
  await until(async () => load.refused() > 0);
  const before = load.answered();
  await standby.run('SELECT pg_promote()');
  const promoted = performance.now();
  await until(async () => load.answered() > before + 100);
  const recovery = performance.now() - promoted;
  await load.end();

  assert.ok(recovery < RECOVERY, `${recovery} ms`);
  await load.compare(standby.run);
  assert.equal((await fetch(`${url}/readyz`)).status, 200);
  t.diagnostic(
    `${load.answered()} created, ${load.refused()} refused, again after ${Math.round(recovery)} ms`,
  );
  await rm(folder, { recursive: true, force: true });
});
