import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { ROOT } from './command.ts';

/** Runs a command where no other program can be found, Java least of all. */
const run = (script: string, ...arguments_: string[]) =>
  spawnSync(process.execPath, [path.join(ROOT, script), ...arguments_], {
    encoding: 'utf8',
    env: { ...process.env, PATH: '/nowhere' },
  });

test('without Java nothing is written, and the message says what to install and who can do without', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-generate-test-'));
  try {
    const { status, stderr } = run('scripts/generate.ts', '--generated', folder);
    assert.match(stderr, /^OpenAPI Generator needs Java, .*Install a JRE of version 11 or later/);
    assert.match(stderr, /the service and its tests run with the files that are committed\.\n$/);
    assert.equal(status, 69);
    assert.deepEqual(await readdir(folder), []);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('each command explains itself, and refuses options that it does not have', () => {
  for (const name of ['generate', 'check', 'lint']) {
    const help = run(`scripts/${name}.ts`, '--help');
    assert.match(help.stdout, new RegExp(`^npm run ${name} `));
    assert.deepEqual([help.status, help.stderr], [0, '']);
    const wrong = run(`scripts/${name}.ts`, '--speck', 'spec');
    assert.match(wrong.stderr, new RegExp(`--speck[^]*\n\nnpm run ${name} `));
    assert.deepEqual([wrong.status, wrong.stdout], [64, '']);
  }
});
