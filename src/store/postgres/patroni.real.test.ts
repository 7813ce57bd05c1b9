/** A cluster that Patroni keeps: its leader dies under load, and the service finds the next one by itself. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { HEADERS, OPEN_TO_ALL, watch } from '../../outage.fixture.ts';
import { emptyFolder, startProcess } from '../../process.fixture.ts';
import { startLoad } from './load.fixture.ts';
import { findNode, startPatroni } from './patroni.fixture.ts';

const NODES = 2;
/** In milliseconds, from when there is a new leader. */
const RECOVERY = 30_000;

test('the leader of a Patroni cluster dies under load: nothing that was answered is lost, and the service finds the next one', {
  timeout: 300_000,
}, async (t) => {
  const nodes = await startPatroni(t, NODES);
  const hosts = nodes.map(({ postgres }) => `127.0.0.1:${postgres}`).join(',');
  const settings = { OSG_STORE: `postgres://postgres@${hosts}/postgres`, ...OPEN_TO_ALL };
  const { url } = await startProcess(t, await emptyFolder(t), { settings });
  const load = startLoad(url, HEADERS);
  t.after(() => load.end());
  while (load.answered() < 300) await setTimeout(20);

  const leader = await findNode(nodes, 'leader');
  await leader.kill();
  const next = await findNode(
    nodes.filter((node) => node !== leader),
    'leader',
  );
  const found = performance.now();
  const before = load.answered();
  while (load.answered() < before + 100) await setTimeout(20);
  const recovery = performance.now() - found;
  await load.end();

  assert.ok(recovery < RECOVERY, `${recovery} ms`);
  const client = new Client({
    host: '127.0.0.1',
    port: next.postgres,
    user: 'postgres',
    database: 'postgres',
  });
  await client.connect();
  try {
    await load.compare(async (sql) => (await client.query(sql)).rows);
  } finally {
    await client.end();
  }
  await watch({ url }).isThere();
  t.diagnostic(
    `${load.answered()} created, ${load.refused()} refused, again after ${Math.round(recovery)} ms`,
  );
});
