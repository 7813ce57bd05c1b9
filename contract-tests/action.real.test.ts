/** The GitHub action says to the verifier what it was told, and to GitHub what came of it. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test, { type TestContext } from 'node:test';
import { parse } from 'yaml';
import { ROOT } from '../scripts/command.ts';
import { readOptions, TOKEN_OPTIONS } from './verify/options.ts';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly description: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const text = readFileSync(path.join(ROOT, 'action.yml'), 'utf8');
const { inputs, outputs, runs }: Action = parse(text);
const verify = runs.steps.find(({ id }) => id === 'verify') as Step & Required<Pick<Step, 'env' | 'run'>>;

/** The environment that GitHub makes of some inputs. */
const environmentOf = (given: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(verify.env).map(([name, value]) => [
      name,
      value.replace(
        /\$\{\{ inputs\.([a-z-]+) \}\}/,
        (_, input) => given[input] ?? inputs[input]?.default ?? '',
      ),
    ]),
  );

test('each input is used, and nothing else is', () => {
  const used = [...JSON.stringify(runs).matchAll(/inputs\.([a-z-]+)/g)].map(([, name]) => name);
  assert.deepEqual([...new Set(used)].sort(), Object.keys(inputs).sort());
});

test('no script holds an expression, by which an input could become part of it', () => {
  for (const { run = '' } of runs.steps) assert.doesNotMatch(run, /\$\{\{/);
});

test('each action that it uses is pinned by its commit', () => {
  const used = runs.steps.flatMap(({ uses }) => uses ?? []);
  assert.ok(used.length > 0);
  for (const uses of used) assert.match(uses, /@[0-9a-f]{40}$/);
});

test('the verifier reads each token out of the variable that the action puts it in', () => {
  const given = Object.fromEntries(Object.values(TOKEN_OPTIONS).map((option) => [option, `the ${option}`]));
  const options = readOptions(['--url=http://127.0.0.1'], environmentOf(given));
  assert.ok(typeof options !== 'string');
  const expected = Object.entries(TOKEN_OPTIONS).map(([name, option]) => [name, `the ${option}`]);
  assert.deepEqual(options.tokens, Object.fromEntries(expected));
});

/** Runs the script with a verifier that tells what it was called with; all in a folder that goes away. */
const runScript = (t: TestContext, given: Readonly<Record<string, string>>, status = 0) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'os-server-groups-action-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'scripts'));
  writeFileSync(
    path.join(folder, 'scripts/launch.mjs'),
    `console.log('called with', JSON.stringify(process.argv.slice(2))); process.exitCode = ${status};`,
  );
  const file = (name: string) => path.join(folder, name);
  const read = (name: string) => readFileSync(file(name), 'utf8');
  const result = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', verify.run], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      GITHUB_ACTION_PATH: folder,
      GITHUB_STEP_SUMMARY: file('summary'),
      GITHUB_OUTPUT: file('output'),
      ...environmentOf({ url: 'http://127.0.0.1', token: 'secret', ...given }),
    },
  });
  const called = /^called with (.*)$/m.exec(result.stdout)?.[1];
  return { ...result, args: called === undefined ? undefined : (JSON.parse(called) as string[]), read };
};

test('the verifier understands all that the action may say, and gets no token and no empty option', (t) => {
  const given = {
    project: 'a b',
    profile: 'nova',
    microversions: '2.1,2.64',
    legacy: 'off',
    ecs: 'on',
    operations: 'showServerGroup',
    strict: 'true',
    timeout: '5',
    'total-timeout': '60',
    reports: 'my reports',
  };
  const [file, ...args] = runScript(t, given).args ?? [];
  assert.match(String(file), /contract-tests\/verify\/cli\.ts$/);
  const options = readOptions(args, { OSG_VERIFY_TOKEN: 'x' });
  assert.ok(typeof options !== 'string');
  assert.deepEqual(options, {
    url: 'http://127.0.0.1',
    tokens: { member: 'x' },
    project: 'a b',
    microversions: ['2.1', '2.64'],
    legacy: false,
    ecs: true,
    operations: ['showServerGroup'],
    profile: 'nova',
    isStrict: true,
    timeout: 5000,
    totalTimeout: 60_000,
    reports: {
      junit: 'my reports/junit.xml',
      json: 'my reports/report.json',
      html: 'my reports/report.html',
    },
  });
  assert.deepEqual(runScript(t, {}).args?.slice(1), [
    '--junit=server-group-reports/junit.xml',
    '--json=server-group-reports/report.json',
    '--html=server-group-reports/report.html',
    '--url=http://127.0.0.1',
  ]);
});

for (const [status, verdict] of [
  [0, 'The contract is kept'],
  [1, 'The contract is broken'],
  [2, 'The contract could not be judged'],
  [70, 'the verifier failed'],
] as const) {
  test(`the status ${status} of the verifier is that of the step, and told in summary and outputs`, (t) => {
    const result = runScript(t, {}, status);
    assert.equal(result.status, status, result.stderr);
    const [heading, , shown] = result.read('summary').split('\n');
    assert.equal(heading, `## Server group API: ${verdict}`);
    assert.match(String(shown), /^ {4}called with/);
    const told = [...result.read('output').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    assert.deepEqual(Object.fromEntries(told), {
      junit: 'server-group-reports/junit.xml',
      json: 'server-group-reports/report.json',
      html: 'server-group-reports/report.html',
      status: String(status),
    });
    assert.deepEqual(
      told.map(([name]) => name),
      Object.keys(outputs),
    );
  });
}

test('what is neither true nor false is no answer to whether it is strict', (t) => {
  const { status, stderr, args } = runScript(t, { strict: 'yes' });
  assert.equal(status, 2);
  assert.match(stderr, /strict is "yes"; expected true or false/);
  assert.equal(args, undefined);
});
