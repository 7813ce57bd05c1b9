/** Commands that are ended by a signal: what they leave, what they say, and how they end. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { emptyFolder } from '../process.fixture.ts';
import { BIN, CLI, environment } from './cli.fixture.ts';
import { backedUp, storeIn } from './store.fixture.ts';

const start = (t: TestContext, folder: string, args: readonly string[]) => {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: environment({}),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  const ended = Promise.all([once(child, 'exit'), child.stdout.toArray(), child.stderr.toArray()]);
  return {
    child,
    ended: async () => {
      const [[status, signal], out, err] = await ended;
      return { status, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
    },
  };
};

/** A restore that waits for the lock of another process, with a whole copy of the backup beside the store. */
const waitingRestore = async (t: TestContext, program: string) => {
  const { folder } = await backedUp(t);
  const other = new DatabaseSync(storeIn(folder));
  t.after(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  const { child, ended } = start(t, folder, [program, 'restore', 'b.db']);
  const data = path.join(folder, 'data');
  const unfinished = async () => (await readdir(data)).filter((name) => /\.db\.\w{6}$/.test(name));
  while ((await unfinished()).length === 0) assert.equal(child.exitCode, null);
  return { folder, child, ended, unfinished };
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`${signal} ends a command that waits: it leaves nothing, says so, and ends by the signal`, async (t) => {
    const { folder, child, ended, unfinished } = await waitingRestore(t, CLI);
    const before = await readFile(storeIn(folder));
    child.kill(signal);
    assert.deepEqual(await ended(), {
      status: null,
      signal,
      stdout: '',
      stderr: `Ended by ${signal}: nothing was restored, and nothing changed.\n`,
    });
    assert.deepEqual(await unfinished(), []);
    assert.deepEqual(await readFile(storeIn(folder)), before);
  });

  test(`${signal} to the command that npm installs: its status is 128 and the number of the signal`, async (t) => {
    const { child, ended, unfinished } = await waitingRestore(t, BIN);
    child.kill(signal);
    const { status, stderr } = await ended();
    assert.equal(status, 128 + constants.signals[signal]);
    assert.match(stderr, /^Ended by SIG/);
    assert.deepEqual(await unfinished(), []);
  });
}

/** Work with a folder, which stands still until there is a file "go": no signal is heard meanwhile. */
const script = (tooLate: string) => `
  import { existsSync, writeFileSync } from 'node:fs';
  import { stat } from 'node:fs/promises';
  const { hearSignals, withFolder } = await import(${JSON.stringify(path.join(import.meta.dirname, 'interruptible.ts'))});
  await withFolder('place', 'nothing.', async (folder, tooLate) => {
    ${tooLate}
    writeFileSync(folder + '/copy', '');
    // So that it stands still where Node hears of files and signals: in the middle of a turn.
    await stat(folder);
    writeFileSync('still', '');
    while (!existsSync('go'));
    await hearSignals();
    console.log('went on');
  });`;

const ENDINGS: readonly (readonly [what: string, tooLate: string, ended: object])[] = [
  [
    'a signal that comes while nothing is heard is heard before what cannot be taken back',
    '',
    { status: null, signal: 'SIGINT', stdout: '', stderr: 'Ended by SIGINT: nothing.\n' },
  ],
  [
    'a signal that comes too late does not keep it from its end',
    'tooLate();',
    { status: 0, signal: null, stdout: 'went on\n', stderr: '' },
  ],
];

for (const [what, tooLate, expected] of ENDINGS) {
  test(`${what}; the folder is gone`, async (t) => {
    const folder = await emptyFolder(t);
    const { child, ended } = start(t, folder, ['--input-type=module', '--eval', script(tooLate)]);
    while (!existsSync(path.join(folder, 'still'))) {
      assert.equal(child.exitCode, null);
      await setTimeout(1);
    }
    child.kill('SIGINT');
    await writeFile(path.join(folder, 'go'), '');
    assert.deepEqual(await ended(), expected);
    assert.deepEqual((await readdir(folder)).toSorted(), ['go', 'still']);
  });
}
