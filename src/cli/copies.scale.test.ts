/** A million groups: backed up while there is no end of writes, restored, and moved in a memory that could not hold them. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { Worker } from 'node:worker_threads';
import { emptyFolder } from '../process.fixture.ts';
import { startPostgres } from '../store/postgres/server.fixture.ts';
import { copyInto } from '../store/sqlite/copy.ts';
import { HUGE, makeFile } from '../store/sqlite/scale.fixture.ts';
import { run } from './cli.fixture.ts';
import { storeIn } from './store.fixture.ts';

const filled = async (t: TestContext): Promise<string> => {
  const folder = await emptyFolder(t);
  await mkdir(path.join(folder, 'data'));
  await makeFile(storeIn(folder), HUGE);
  return folder;
};

const WRITER = `
  const { DatabaseSync } = require('node:sqlite');
  const { parentPort, workerData } = require('node:worker_threads');
  const db = new DatabaseSync(workerData, { timeout: 10_000 });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
  const write = db.prepare('UPDATE store SET checks = checks + 1');
  write.run();
  parentPort.postMessage('writing');
  for (;;) write.run();`;

test('a million groups are backed up while another thread writes without a pause', {
  timeout: 120_000,
}, async (t) => {
  const folder = await filled(t);
  const writer = new Worker(WRITER, { eval: true, workerData: storeIn(folder) });
  t.after(() => writer.terminate());
  await once(writer, 'message');
  const copied = await copyInto(folder, storeIn(folder), 'it is');
  assert.equal('examined' in copied && copied.examined.counts.server_groups, HUGE.groups + 2);
});

/** In megabytes; the groups alone would be several hundred. */
const SETTINGS = { NODE_OPTIONS: '--max-old-space-size=64' };

test('a million groups are backed up, restored and moved with 64 MB of objects', {
  timeout: 900_000,
}, async (t) => {
  const folder = await filled(t);
  const server = await startPostgres();
  t.after(() => server.remove());
  for (const args of [
    ['backup', 'b.db'],
    ['restore', 'b.db'],
    ['move', server.url('postgres')],
  ]) {
    const { status, stderr } = await run(folder, args, SETTINGS);
    assert.equal(status, 0, `${args[0]}: ${stderr}`);
  }
  const [row] = await server.run('SELECT count(*)::integer AS count FROM osg.server_groups');
  assert.equal(row?.count, HUGE.groups + 2);
});
