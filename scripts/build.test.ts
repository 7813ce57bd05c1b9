/** The command that makes the packages: what it says. Tests of the packages run it. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';

const build = (...args: string[]) =>
  spawnSync(process.execPath, [path.join(import.meta.dirname, 'build.ts'), ...args], { encoding: 'utf8' });

test('it names the packages that it makes, each with its folder', () => {
  const { status, stdout } = build('--help');
  assert.equal(status, 0);
  const rows = [...stdout.matchAll(/^ {2}(\w+) +(\S+\/) +(os-server-groups[\w-]*):/gm)];
  assert.deepEqual(
    rows.map(([, ...row]) => row),
    [
      ['service', 'dist/package/', 'os-server-groups'],
      ['openapi', 'dist/openapi-package/', 'os-server-groups-openapi'],
      ['verifier', 'contract-tests/', 'os-server-groups-verify'],
    ],
  );
});

test('a package that there is not is refused as wrong use, before anything is made', () => {
  const { status, stdout, stderr } = build('--only', 'mock');
  assert.deepEqual([status, stdout], [64, '']);
  assert.match(stderr, /^--only mock: expected one of service, openapi, verifier\.\n$/);
});
