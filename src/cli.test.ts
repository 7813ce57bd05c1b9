/** The command line, as a process of its own: what it does. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { BIN, CLI, CREATE, create, environment, FILE, run } from './cli/cli.fixture.ts';
import { emptyFolder, PROJECT, startProcess } from './process.fixture.ts';

const LIST = ['token', 'list'];

test('a token that was made is all that standard output has, in a file for its owner that has only the hash', async (t) => {
  const folder = await emptyFolder(t);
  const { status, stdout, stderr } = await run(folder, CREATE);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^osg_[\w-]{43}\n$/);
  assert.match(
    stderr,
    /^Token \w+ of ci in project \w+ \(member\), valid until it is revoked\..*X-Auth-Token/,
  );
  const file = path.join(folder, FILE);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.ok(![await readFile(file, 'utf8'), stderr].some((text) => text.includes(stdout.trimEnd())));
});

test('a running service accepts a token after it was made, and refuses it after it was revoked', {
  timeout: 60_000,
}, async (t) => {
  const folder = await emptyFolder(t);
  const { url } = await startProcess(t, folder);
  const { token, id } = await create(folder);
  const statusOf = async () => {
    const headers = { 'X-Auth-Token': token, Connection: 'close' };
    const response = await fetch(`${url}/v2.1/${PROJECT}/os-server-groups`, { headers });
    await response.arrayBuffer();
    return response.status;
  };
  // The service looks at the file once a second; the time limit of the test ends the waiting.
  const until = async (expected: number) => {
    let status = await statusOf();
    while (status !== expected) {
      assert.ok(status === 200 || status === 401, `${status}`);
      status = await statusOf();
    }
  };
  await until(200);
  assert.equal((await run(folder, ['token', 'revoke', id])).status, 0);
  await until(401);
});

const threeTokens = async (folder: string) => {
  const ids = [
    (await create(folder, '--role', 'reader', '--name', 'build "main"')).id,
    (await create(folder, '--expires', '2099-12-31T23:00:00+01:00')).id,
  ];
  const before = Date.now();
  const { id } = await create(folder, '--days', '30');
  return { ids: [...ids, id], before };
};

test('the list shows what the tokens are, as a table and as JSON, and nothing of text or hash', async (t) => {
  const folder = await emptyFolder(t);
  const { ids, before } = await threeTokens(folder);
  const json = await run(folder, ['token', 'list', '--json']);
  const [first, second, third] = JSON.parse(json.stdout);
  const rest = { user: 'ci', project: PROJECT };
  assert.deepEqual(first, { id: ids[0], ...rest, roles: ['member', 'reader'], name: 'build "main"' });
  assert.deepEqual(second, { id: ids[1], ...rest, roles: ['member'], expires: '2099-12-31T22:00:00.000Z' });
  const days = (Date.parse(third.expires) - before) / (24 * 60 * 60 * 1000);
  assert.ok(days >= 30 && days < 31, `${days}`);

  const table = await run(folder, ['token', 'list']);
  const lines = table.stdout.trimEnd().split('\n');
  const cells = lines.map((line) => line.split(/ {2,}/));
  assert.deepEqual(cells, [
    ['id', 'name', 'user', 'project', 'roles', 'expires'],
    [ids[0], 'build "main"', 'ci', PROJECT, 'member,reader', '-'],
    [ids[1], '-', 'ci', PROJECT, 'member', '2099-12-31T22:00:00.000Z'],
    [ids[2], '-', 'ci', PROJECT, 'member', third.expires],
  ]);
  assert.equal(new Set(lines.map((line) => line.search(/ci |user /))).size, 1, 'the columns are straight');
  assert.doesNotMatch(json.stdout + table.stdout, /sha256|hash|osg_/);
});

test('--file stands in for the file that OSG_TOKENS_FILE names, which stands in for the usual one', async (t) => {
  const folder = await emptyFolder(t);
  const list = async (args: string[], settings?: Record<string, string>) =>
    JSON.parse((await run(folder, ['token', 'list', '--json', ...args], settings)).stdout).length;
  const settings = { OSG_TOKENS_FILE: 'b.json' };
  await create(folder);
  for (const _ of [1, 2]) await run(folder, CREATE, settings);
  for (const _ of [1, 2, 3]) await run(folder, [...CREATE, '--file', 'c.json'], settings);
  const counts = [await list([]), await list([], settings), await list(['--file', 'c.json'], settings)];
  assert.deepEqual(counts, [1, 2, 3]);
});

test('where there are no tokens, the list is empty for programs and says so to people', async (t) => {
  const folder = await emptyFolder(t);
  const { id } = await create(folder);
  await run(folder, ['token', 'revoke', id]);
  assert.equal((await run(folder, ['token', 'list', '--json'])).stdout, '[]\n');
  const { stdout, stderr } = await run(folder, ['token', 'list']);
  assert.deepEqual([stdout, /no tokens.*token create/.test(stderr)], ['', true]);
});

const DOUBTFUL: readonly [what: string, args: readonly string[], says: RegExp][] = [
  ['roles that allow nothing', [...CREATE.slice(0, -1), 'amdin'], /Note: none of these roles/],
  ['a project that no path can name', [...CREATE, '--project', 'My project'], /Note: a path such as/],
];

for (const [what, args, says] of DOUBTFUL) {
  test(`a token with ${what} is made, with a note`, async (t) => {
    const { status, stdout, stderr } = await run(await emptyFolder(t), args);
    assert.equal(status, 0);
    assert.match(stdout, /^osg_/);
    assert.match(stderr, says);
  });
}

test('the command that npm installs runs it with a Node that is new enough, and passes arguments and status on', async (t) => {
  const folder = await emptyFolder(t);
  const made = await run(folder, [...CREATE, '--name', 'two words'], {}, BIN);
  assert.match(made.stdout, /^osg_[\w-]{43}\n$/);
  assert.match((await run(folder, LIST, {}, BIN)).stdout, /two words/);
  assert.equal((await run(folder, ['token', 'revoke', 'a'], {}, BIN)).status, 1);
  assert.equal((await run(folder, ['token'], {}, BIN)).status, 64);
});

test('"--version" is that of the package', async (t) => {
  const { version } = JSON.parse(await readFile(path.join(import.meta.dirname, '../package.json'), 'utf8'));
  const { status, stdout, stderr } = await run(await emptyFolder(t), ['--version']);
  assert.deepEqual([status, stdout, stderr], [0, `${version}\n`, '']);
});

test('"serve" runs the service until it is told to stop', { timeout: 60_000 }, async (t) => {
  const folder = await emptyFolder(t);
  const child = spawn(process.execPath, [CLI, 'serve'], {
    cwd: folder,
    env: environment({ OSG_PORT: '0' }),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const [line] = await once(child.stdout, 'data');
  assert.match(String(line), /"msg":"ready"/);
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});
