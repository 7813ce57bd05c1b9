/** `os-server-groups backup` that is ended at any moment. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { emptyFolder } from '../process.fixture.ts';
import { makeFile } from '../store/sqlite/scale.fixture.ts';
import { CLI, environment } from './cli.fixture.ts';
import { rowsOf, storeIn } from './store.fixture.ts';

/** More than an interrupted backup takes, in steps of the waiting. */
const LEAST_ROUNDS = 20;

test('a backup that is ended leaves nothing, or is made, and says which of the two', {
  timeout: 300_000,
}, async (t) => {
  const folder = await emptyFolder(t);
  await mkdir(path.join(folder, 'data'));
  await makeFile(storeIn(folder), { groups: 30_000, members: 3000, keys: 3000 });
  const groups = rowsOf(storeIn(folder), 'SELECT count(*) AS count FROM server_groups');
  const outcomes = new Set<boolean>();
  const others = async () => (await readdir(folder)).filter((name) => name !== 'data');
  // From the beginning of the copy on; each time a little later.
  for (let wait = 0; outcomes.size < 2 || wait < LEAST_ROUNDS; wait += 1) {
    const child = spawn(process.execPath, [CLI, 'backup', 'b.db'], {
      cwd: folder,
      env: environment({}),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = Promise.all([once(child, 'exit'), child.stderr.toArray()]);
    while ((await others()).length === 0) assert.equal(child.exitCode, null);
    await Promise.race([ended, setTimeout(wait * 20)]);
    child.kill('SIGINT');
    const [[status, signal], lines] = await ended;
    const said = Buffer.concat(lines).toString();
    // The signal may come when all is done, and the process is about to end by itself.
    const isMade = /^The backup .* is made and checked: /.test(said);
    if (isMade) {
      assert.deepEqual(await others(), ['b.db']);
      const file = path.join(folder, 'b.db');
      assert.deepEqual(rowsOf(file, 'SELECT count(*) AS count FROM server_groups'), groups);
      await rm(file);
    } else {
      assert.deepEqual([status, signal, said], [null, 'SIGINT', 'Ended by SIGINT: no backup was made.\n']);
      assert.deepEqual(await others(), []);
    }
    outcomes.add(isMade);
  }
});
