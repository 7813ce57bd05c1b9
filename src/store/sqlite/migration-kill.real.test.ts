/** A start that is killed while it brings the schema up to date: the next one finds all data, and does what is left. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { createRandom } from '../../../contract-tests/fuzz/random.ts';
import { openForWriting } from './database.ts';
import { migrations } from './migrations.ts';

/** Whoever puts a printed one here gets the same moments again. */
const SEED = Date.now() % 1e9;
const TIMES = 60;
/** So many that their copy into a new table takes a while. */
const MEMBERS = 30_000;
const OTHER_PROCESS = path.join(import.meta.dirname, 'other-process.ts');

const versionOf = (db: DatabaseSync) => Number(db.prepare('PRAGMA user_version').get()?.user_version);

/** A file as the first version of the service has left it. */
const makeFirstVersion = (file: string) => {
  const first = migrations.filter(({ version }) => version === 1);
  const db = openForWriting(file, 1000, first);
  db.exec(`
    INSERT INTO projects VALUES ('project', 1, NULL, NULL);
    INSERT INTO server_groups VALUES ('project', 'group', 'user', 'name', 'affinity', NULL, ${MEMBERS}, 0);
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT ${MEMBERS})
      INSERT INTO server_group_members SELECT 'project', 'group', n, 'server ' || n FROM numbers;
    PRAGMA wal_checkpoint(TRUNCATE)`);
  db.close();
};

/** Opens the store in another process, which is killed after so many milliseconds; how long it took otherwise. */
const openAndKill = async (file: string, after: number): Promise<number> => {
  const child = spawn(process.execPath, [OTHER_PROCESS, 'open', file], { stdio: ['pipe', 'pipe', 'ignore'] });
  const exit = once(child, 'exit');
  await once(child.stdout, 'data');
  child.stdin.end();
  const began = performance.now();
  const timer = setTimeout(() => child.kill('SIGKILL'), after);
  await exit;
  clearTimeout(timer);
  return performance.now() - began;
};

test(`a migration that is killed ${TIMES} times at any moment loses nothing, and is done wholly or not at all`, async (t) => {
  t.diagnostic(`The seed is ${SEED}.`);
  const random = createRandom(SEED, 0);
  const folder = await mkdtemp(path.join(tmpdir(), 'migration-kill-test-'));
  t.after(() => rm(folder, { recursive: true }));
  const [original, file] = [path.join(folder, 'original.db'), path.join(folder, 'store.db')];
  makeFirstVersion(original);
  await copyFile(original, file);
  const takes = Math.ceil(await openAndKill(file, 60_000));
  const newest = migrations.at(-1)?.version;
  const found = new Map<number, number>();
  for (let time = 0; time < TIMES; time++) {
    for (const ending of ['-wal', '-shm']) await rm(`${file}${ending}`, { force: true });
    await copyFile(original, file);
    await openAndKill(file, random.int(takes));
    const left = new DatabaseSync(file);
    const version = versionOf(left);
    found.set(version, (found.get(version) ?? 0) + 1);
    left.close();
    const db = openForWriting(file, 1000);
    assert.equal(versionOf(db), newest);
    assert.deepEqual(
      { ...db.prepare('SELECT count(*) AS count, sum(position) AS sum FROM server_group_members').get() },
      { count: MEMBERS, sum: (MEMBERS * (MEMBERS + 1)) / 2 },
    );
    assert.equal(db.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok');
    db.close();
  }
  t.diagnostic([...found].map(([version, count]) => `version ${version}: ${count} times`).join(', '));
  assert.deepEqual([...found.keys()].toSorted(), [1, newest]);
});
