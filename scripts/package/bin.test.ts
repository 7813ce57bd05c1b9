/** The command of the published package: which Node it runs on. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test, { after, before } from 'node:test';
import { manifestOf } from './manifest.ts';

const BIN = path.join(import.meta.dirname, 'os-server-groups.mjs');

let folder: string;
before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'os-server-groups-bin-'));
  for (const name of ['bin', 'src']) mkdirSync(path.join(folder, name));
  cpSync(BIN, path.join(folder, 'bin/os-server-groups.mjs'));
  writeFileSync(path.join(folder, 'src/cli.js'), `console.log('it runs');`);
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs it on this Node, which says it were another. */
const runAs = (node: string) => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}' } });`;
  const preload = `--import=data:text/javascript,${encodeURIComponent(pretend)}`;
  return spawnSync(process.execPath, [preload, 'bin/os-server-groups.mjs'], {
    cwd: folder,
    encoding: 'utf8',
  });
};

for (const node of ['24.18.0', '24.21.3', '25.0.0', '100.1.0']) {
  test(`it runs on Node ${node}`, () => {
    const { status, stdout } = runAs(node);
    assert.deepEqual([status, stdout], [0, 'it runs\n']);
  });
}

for (const node of ['8.17.0', '20.19.0', '23.30.0', '24.17.9']) {
  test(`Node ${node} is told what is needed and how to get it, with the status for a wrong configuration`, () => {
    const { status, stdout, stderr } = runAs(node);
    assert.deepEqual([status, stdout], [78, '']);
    assert.match(
      stderr,
      /^os-server-groups needs Node 24\.18 or later, .*\nInstall a newer one .*\n {2}npx /,
    );
    assert.ok(stderr.includes(`this is Node ${node}.`));
  });
}

test('the checkout, the command and the package ask for the same Node', () => {
  const neededIn = (file: string) =>
    /const NEEDED = \[(\d+), (\d+)\];/.exec(readFileSync(file, 'utf8'))?.slice(1);
  const needed = neededIn(BIN);
  assert.deepEqual(neededIn(path.join(import.meta.dirname, '../launch.mjs')), needed);
  const { engines } = manifestOf({ name: 'x', license: 'x', dependencies: {} }, '1.0.0', {});
  assert.equal(engines.node, `>=${needed?.join('.')}`);
});
