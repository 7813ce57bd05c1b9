/** The command as people and pipelines call it: its exit status, its reports, and what is left when it is interrupted. */

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before, type TestContext } from 'node:test';
import { type RunningService, startService } from '../service.ts';
import { runCommand, startCommand } from './cli.fixture.ts';
import { HELP } from './help.ts';
import { RELEASE } from './release.ts';
import { groupsOf, passTo, startTarget } from './target.fixture.ts';

let service: RunningService;
before(async () => {
  service = await startService();
});
after(() => service.close());

const SMALL = ['--operations=showServerGroup', '--microversions=2.64', '--legacy=off'];

const emptyFolder = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-verify-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

const reportsIn = (folder: string) => ({
  junit: path.join(folder, 'junit.xml'),
  json: path.join(folder, 'report.json'),
  html: path.join(folder, 'report.html'),
});

const asked: readonly (readonly [option: string, said: string])[] = [
  ['--help', HELP.trim()],
  ['--version', RELEASE],
];

for (const [option, said] of asked) {
  test(`${option} is answered, and nothing is done`, async (t) => {
    const ended = await runCommand(t, { args: [option] });
    assert.deepEqual(ended, { status: 0, signal: null, stdout: `${said}\n`, stderr: '' });
  });
}

test('an option that is wrong is told in a line', async (t) => {
  const { status, stdout, stderr } = await runCommand(t, { args: ['--url=http://127.0.0.1'] });
  assert.deepEqual([status, stdout], [2, '']);
  assert.match(stderr, /^A token is missing: .*\n$/);
});

test('a server that keeps the contract: status 0, and all reports', async (t) => {
  const folder = await emptyFolder(t);
  const { junit, json, html } = reportsIn(folder);
  const reports = [`--junit=${junit}`, `--json=${json}`, `--html=${html}`];
  const args = [`--url=${service.url}`, ...SMALL, ...reports];
  const { status, stdout, stderr } = await runCommand(t, { args, tokens: service.tokens });
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.match(
    stdout,
    /\nThe contract is kept\. \d+ checks in .*: \d+ kept, 0 broken, 0 not judged, \d+ left out\.\n$/,
  );
  assert.match(stderr, /^lane A {2}2\.64 .*\nlane B {2}2\.64 .*\n$/m);
  const { checks, verdict, counts } = JSON.parse(await readFile(json, 'utf8'));
  assert.equal(verdict, 'kept');
  const xml = await readFile(junit, 'utf8');
  assert.match(xml, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites .*<\/testsuites>\n$/s);
  assert.equal(xml.match(/<testcase /g)?.length, checks.length);
  const page = await readFile(html, 'utf8');
  assert.match(page, /^<!doctype html>.*<\/html>\n$/s);
  assert.match(page, new RegExp(`<b>${counts.kept}</b> kept`));
});

test('a report whose folder is not there is told before anything is done', async (t) => {
  let requests = 0;
  const url = await startTarget(t, () => {
    requests += 1;
  });
  const file = path.join(await emptyFolder(t), 'missing', 'report.json');
  const { status, stderr } = await runCommand(t, {
    args: [`--url=${url}`, `--json=${file}`],
    tokens: service.tokens,
  });
  assert.equal(status, 2);
  assert.match(
    stderr,
    /^The report \S+ cannot be written \(ENOENT.*\)\. Name a file in a folder that exists and can be written\.\n$/,
  );
  assert.equal(requests, 0);
});

test('a report that cannot be written is status 2, and does not cost the others', async (t) => {
  const folder = await emptyFolder(t);
  const { json } = reportsIn(folder);
  const args = [`--url=${service.url}`, ...SMALL, `--junit=${folder}`, `--json=${json}`];
  const { status, stdout, stderr } = await runCommand(t, { args, tokens: service.tokens });
  assert.equal(status, 2);
  assert.match(stderr, /The report \S+ cannot be written \(EISDIR.*\)/);
  assert.match(stdout, /The contract is kept/);
  assert.equal(JSON.parse(await readFile(json, 'utf8')).verdict, 'kept');
  assert.deepEqual(await readdir(folder), ['report.json']);
});

const strictness: readonly (readonly [args: readonly string[], status: number, said: RegExp])[] = [
  [[], 0, /\nThe contract is kept\..* [1-9]\d* not judged/],
  [['--strict'], 1, /\nThe contract is not kept: \d+ checks could not be judged \(strict\)/],
];

for (const [args, status, said] of strictness) {
  test(`without an administrator, ${args.join() || 'not strict'}: status ${status}, and what is missing is named`, async (t) => {
    const { admin: _, ...tokens } = service.tokens;
    const called = [
      `--url=${service.url}`,
      '--operations=showQuotaSet',
      '--microversions=2.64',
      '--ecs=off',
      ...args,
    ];
    const ended = await runCommand(t, { args: called, tokens });
    assert.equal(ended.status, status, ended.stderr);
    assert.match(ended.stdout, said);
    assert.match(ended.stdout, /\nNot judged\n.*--admin-token/s);
  });
}

const moments: readonly (readonly [when: string, isNow: (posts: number) => boolean])[] = [
  ['at once', (posts) => posts === 1],
  ['in the midst of lane A', (posts) => posts === 6],
  ['in the midst of lane B', (posts) => posts === 60],
];

for (const [when, isNow] of moments) {
  test(`interrupted ${when}, with a group just made: status 2, and no group is left`, async (t) => {
    const pass = passTo(service.url);
    let posts = 0;
    const url = await startTarget(t, (request, response) => {
      if (request.method === 'POST' && isNow(++posts)) response.on('finish', () => command.interrupt());
      pass(request, response);
    });
    const tokens = service.tokens;
    const args = [`--url=${url}`, '--microversions=2.64', '--operations=showServerGroup,createServerGroup'];
    const command = startCommand(t, { args, tokens });
    const { status, signal, stdout, stderr } = await command.ended();
    assert.deepEqual([status, signal], [2, null], stderr);
    assert.match(stderr, /^Interrupted: deleting the groups that were made …$/m);
    assert.match(stdout, /\nThe contract could not be judged: the run was interrupted\./);
    assert.deepEqual(await groupsOf(service), []);
  });
}

test('interrupted twice it does not wait for a server that hangs', async (t) => {
  const url = await startTarget(t, async () => {
    command.interrupt();
    await command.speaks();
    command.interrupt();
  });
  const command = startCommand(t, { args: [`--url=${url}`, '--timeout=600'], tokens: service.tokens });
  const { status, stderr } = await command.ended();
  assert.equal(status, 2);
  assert.equal(stderr, 'Interrupted: deleting the groups that were made …\n');
});

test('a server that hangs after the last answer does not keep the command', async (t) => {
  const pass = passTo(service.url);
  let count = 0;
  const url = await startTarget(t, (request, response) => {
    if (++count <= 15) pass(request, response);
  });
  const args = [`--url=${url}`, '--timeout=1', ...SMALL];
  const { status, stdout } = await runCommand(t, { args, tokens: service.tokens });
  assert.equal(status, 1, stdout);
  assert.match(stdout, /The contract is broken\./);
});

test('no token is in what is printed or written, also when the server sends all of them back', async (t) => {
  const folder = await emptyFolder(t);
  const pass = passTo(service.url);
  let count = 0;
  const tokens = Object.values(service.tokens);
  const url = await startTarget(t, (request, response) => {
    if (++count <= 10) return pass(request, response);
    response.writeHead(400, { 'Content-Type': 'application/json', 'X-Echo': tokens.join(' ') });
    response.end(JSON.stringify({ badRequest: { code: 400, message: tokens.join(' ') } }));
  });
  const { junit, json, html } = reportsIn(folder);
  const reports = [`--junit=${junit}`, `--json=${json}`, `--html=${html}`];
  const args = [`--url=${url}`, '--microversions=2.1', ...reports];
  const { status, stdout, stderr } = await runCommand(t, { args, tokens: service.tokens });
  assert.equal(status, 1);
  const written = await Promise.all([junit, json, html].map((file) => readFile(file, 'utf8')));
  for (const said of [stdout, stderr, ...written]) {
    for (const [name, token] of Object.entries(service.tokens)) assert.ok(!said.includes(token), name);
  }
  assert.match(String(written[1]), /\$ADMIN_TOKEN/);
});
