/** The spec on the command line, as a process of its own. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { parse } from 'yaml';
import { emptyFolder } from '../process.fixture.ts';
import { fileOf, ranges } from '../views/view.ts';
import { CLI, run } from './cli.fixture.ts';

const generated = (name: string) => readFile(new URL(`../../generated/${name}`, import.meta.url), 'utf8');

const PRINTED: readonly [args: readonly string[], file: string][] = [
  [[], 'openapi.json'],
  [['--format', 'json'], 'openapi.json'],
  [['--format', 'yaml'], 'openapi.yaml'],
  [['--view', '2.64'], 'views/2.64.json'],
  [['--view', '2.74'], 'views/2.64.json'],
  [['--view', '2.103'], 'views/2.102.json'],
  [['--view', '2.0'], 'views/2.0.json'],
];

for (const [args, file] of PRINTED) {
  test(`"spec ${args.join(' ')}" prints ${file} as it is`, async (t) => {
    const { status, stdout, stderr } = await run(await emptyFolder(t), ['spec', ...args]);
    assert.deepEqual([status, stderr], [0, '']);
    assert.equal(stdout, await generated(file));
  });
}

test('a view in YAML says the same as in JSON, without references of YAML', async (t) => {
  const { stdout } = await run(await emptyFolder(t), ['spec', '--view', '2.64', '--format', 'yaml']);
  assert.deepEqual(parse(stdout, { maxAliasCount: 0 }), JSON.parse(await readFile(fileOf('2.64'), 'utf8')));
});

for (const [args, file] of [
  [['--out', 'spec.yaml'], 'openapi.yaml'],
  [['--out', 'spec.YML'], 'openapi.yaml'],
  [['--out', 'spec'], 'openapi.json'],
  [['--out', 'spec.yaml', '--format', 'json'], 'openapi.json'],
] as const) {
  test(`"spec ${args.join(' ')}" writes ${file}, and says so on standard error`, async (t) => {
    const folder = await emptyFolder(t);
    const { status, stdout, stderr } = await run(folder, ['spec', ...args]);
    assert.deepEqual([status, stdout, stderr], [0, '', `The spec is in ${args[1]}.\n`]);
    assert.equal(await readFile(path.join(folder, args[1]), 'utf8'), await generated(file));
  });
}

test('who reads only the beginning gets no failure', async () => {
  const child = spawn(process.execPath, [CLI, 'spec'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'exit');
  const errors = child.stderr.toArray();
  await once(child.stdout, 'data');
  child.stdout.destroy();
  assert.deepEqual(await exit, [0, null]);
  assert.equal(Buffer.concat(await errors).toString(), '');
});

test('each view can be asked for by its first and by its last version', async (t) => {
  const folder = await emptyFolder(t);
  for (const { first, last } of ranges) {
    const [one, other] = await Promise.all(
      [first, last].map((version) => run(folder, ['spec', '--view', version])),
    );
    assert.equal(one?.stdout, await readFile(fileOf(first), 'utf8'));
    assert.equal(other?.stdout, one?.stdout);
  }
});
