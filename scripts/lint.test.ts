import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { ROOT } from './command.ts';

const lint = (...arguments_: string[]) => {
  const script = path.join(ROOT, 'scripts/lint.ts');
  return spawnSync(process.execPath, [script, ...arguments_], { encoding: 'utf8', cwd: tmpdir() });
};

test('the check of our own spec says for each of its two parts that it is clean', () => {
  const { status, stdout, stderr } = lint('--spec-only');
  assert.equal(stderr, '');
  assert.equal(stdout, '   Clean  the source of the spec\n   Clean  the bundle and the views\n');
  assert.equal(status, 0);
});

test('a broken spec gives a line for each problem, says what is to be mended, and ends with 1', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-lint-'));
  try {
    await cp(path.join(ROOT, 'spec'), folder, { recursive: true });
    await writeFile(path.join(folder, 'components/headers/Allow.yaml'), 'schema: {type: string}\n');
    const { status, stdout, stderr } = lint('--spec-only', '--spec', folder);
    assert.match(stdout, /^ {3}Clean {2}the source of the spec\n {2}Failed {2}the bundle and the views\n/);
    assert.match(stdout, /\/components\/headers\/Allow\.yaml:1 {2}prose {2}it has no description \(/);
    assert.match(stdout, /\/components\/headers\/Allow\.yaml:1 {2}header-examples {2}it has no example \(/);
    assert.equal(stderr, '\nTo be mended: the bundle and the views.\n');
    assert.equal(status, 1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a spec that cannot be read is named once, not by each part', async () => {
  const { status, stdout } = lint('--spec-only', '--spec', path.join(tmpdir(), 'no-such-spec'));
  assert.equal(status, 1);
  assert.equal(stdout.match(/no-such-spec/g)?.length, 1, stdout);
});
