/** What the gate does without Go; the comparison itself is in compat.real.test.ts. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test, { type TestContext } from 'node:test';
import { Failure, ROOT } from './command.ts';
import { installOasdiff } from './compat/oasdiff.ts';
import { freeze } from './publish/published.ts';

const GENERATED = path.join(ROOT, 'generated');

/** Runs the command where no other program can be found, Go least of all. */
const compat = (...arguments_: string[]) =>
  spawnSync(process.execPath, [path.join(ROOT, 'scripts/compat.ts'), ...arguments_], {
    encoding: 'utf8',
    env: { ...process.env, PATH: '/nowhere' },
  });

const emptyFolder = async (t: TestContext) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-compat-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** Published versions, none at first, with a list of approved changes. */
const publishedFolder = async (t: TestContext, approved = '[]\n') => {
  const folder = await emptyFolder(t);
  const [file, changelog] = [path.join(folder, 'approved-changes.yaml'), path.join(folder, 'CHANGELOG.md')];
  await writeFile(file, approved);
  return { folder, changelog, judge: () => compat('--published', folder, '--changelog', changelog) };
};

test('before the first release there is nothing to compare with, and it says so', async (t) => {
  const { judge, changelog } = await publishedFolder(t);
  const { status, stdout } = judge();
  assert.match(stdout, /^Nothing was published before this version/);
  assert.equal(status, 0);
  assert.match(await readFile(changelog, 'utf8'), /^# Changes of the API: .*\n\nThe first version\.\n$/);
});

test('nor is there when the first release has just been made', async (t) => {
  const { folder, judge } = await publishedFolder(t);
  await freeze(GENERATED, folder);
  assert.match(judge().stdout, /^Nothing was published before this version/);
});

test('a published document that was altered stops it', async (t) => {
  const { folder, judge } = await publishedFolder(t);
  const version = await freeze(GENERATED, folder);
  await appendFile(path.join(version, 'openapi.json'), ' ');
  const { status, stderr } = judge();
  assert.match(stderr, /openapi\.json was changed, but what was published never changes/);
  assert.equal(status, 1);
});

const WRONG_LISTS: readonly [list: string, says: RegExp][] = [
  ['- {change: a, where: b, what: c}\n', /approved-changes\.yaml cannot be read: .*\(at 0\.reason\)/],
  ['- {change: a, where: b, what: " ", reason: d}\n', /\(at 0\.what\)/],
  ['- {change: a, where: b, what: c, reason: d, until: e}\n', /until/],
  ['change: a\n', /\(at its beginning\)\.\nEach line is: - \{change: /],
  ['- {change: a, where: b, what: c, reason: d}\n', /approves changes of nothing\. Empty it/],
];

test('approvals have a reason and fit something', async (t) => {
  for (const [list, says] of WRONG_LISTS) {
    const { judge } = await publishedFolder(t, list);
    const { status, stderr } = judge();
    assert.match(stderr, says, list);
    assert.equal(status, 1, list);
  }
});

test('without Go the message says what to install, and what goes on without it', async (t) => {
  const cache = await emptyFolder(t);
  const { PATH } = process.env;
  process.env.PATH = '/nowhere';
  t.after(() => {
    process.env.PATH = PATH;
  });
  await assert.rejects(installOasdiff(cache), (error: Failure) => {
    assert.ok(error instanceof Failure);
    assert.match(error.message, /needs Go, and the command "go" is not there\. Install Go 1\.\d+ or later/);
    assert.match(error.message, /the service, its tests and "npm run publish:spec" do not/);
    assert.equal(error.exitCode, 69);
    return true;
  });
  assert.deepEqual(await readdir(cache), []);
});

test('the Go that the messages ask for is the one that oasdiff needs', async () => {
  const module = await readFile(path.join(ROOT, 'scripts/compat/oasdiff/go.mod'), 'utf8');
  const [, needed = 'none'] = /^go (\d+\.\d+)/m.exec(module) ?? [];
  const { stdout } = compat('--help');
  assert.ok(stdout.includes(`Go ${needed} or later`), stdout);
  const source = await readFile(path.join(ROOT, 'scripts/compat/oasdiff.ts'), 'utf8');
  assert.ok(source.includes(`Go ${needed} or later`));
});

test('it explains itself, and refuses options that it does not have, or that lack another', () => {
  assert.match(compat('--help').stdout, /^npm run compat /);
  const cases: [string[], RegExp][] = [
    [['--bass', 'x'], /--bass[\s\S]*\n\nnpm run compat /],
    [['--base', 'x'], /--base and --revision go together/],
  ];
  for (const [options, says] of cases) {
    const { status, stderr } = compat(...options);
    assert.match(stderr, says);
    assert.equal(status, 64);
  }
});
