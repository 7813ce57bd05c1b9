/** What the published package says of itself. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { ROOT } from '../scripts/command.ts';
import { HELP } from './verify/help.ts';
import { readOptions, TOKEN_OPTIONS } from './verify/options.ts';
import { profiles } from './verify/profiles.ts';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const manifest = JSON.parse(read('contract-tests/package.json'));
const readme = read('contract-tests/README.md');
const guide = read('docs/verify.md');

/** The options at the beginning of lines or rows, with their values, such as `--url URL`. */
const optionsIn = (text: string, before: RegExp): string[] =>
  [...text.matchAll(new RegExp(`^${before.source}(--[a-z-]+(?: [A-Z]+| on.{1,2}off)?)`, 'gm'))].map(
    ([, option = '']) => option.replace('\\', ''),
  );

test('a Node that is too old is told what is needed, with the status for "not judged"', () => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.9.0' } });`;
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [
      `--import=data:text/javascript,${encodeURIComponent(pretend)}`,
      path.join(ROOT, 'contract-tests', manifest.bin['os-server-groups-verify']),
      '--help',
    ],
    { encoding: 'utf8' },
  );
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /needs Node 24 or later.*this is Node 22\.9\.0\.\nInstall a newer one/);
});

test('it needs no other package, and says which Node it needs', () => {
  const { dependencies, optionalDependencies, peerDependencies, bundleDependencies, engines } = manifest;
  assert.deepEqual(
    { dependencies, optionalDependencies, peerDependencies, bundleDependencies, engines },
    {
      dependencies: undefined,
      optionalDependencies: undefined,
      peerDependencies: undefined,
      bundleDependencies: undefined,
      engines: { node: '>=24' },
    },
  );
});

test('its release is that of the project', () => {
  assert.equal(manifest.version, JSON.parse(read('package.json')).version);
});

test('its README has a row for each option of --help', () => {
  const options = optionsIn(HELP, / {2}/);
  assert.ok(options.length > 15);
  assert.deepEqual(optionsIn(readme, /\| `/), options);
});

test('the guide has a row for each token, by the variable that it is read from, and for each profile', () => {
  const variables = [...guide.matchAll(/^\| `(OSG_VERIFY_[A-Z_]+)`/gm)].map(([, variable]) =>
    String(variable),
  );
  const env = Object.fromEntries(variables.map((variable) => [variable, variable]));
  const options = readOptions(['--url=http://127.0.0.1'], env);
  assert.ok(typeof options !== 'string');
  assert.deepEqual(Object.keys(options.tokens).sort(), Object.keys(TOKEN_OPTIONS).sort());
  const named = [...guide.matchAll(/^\| `([a-z][a-z-]*)` \|/gm)].map(([, name]) => name);
  assert.deepEqual(
    named,
    profiles.map(({ name }) => name),
  );
});
