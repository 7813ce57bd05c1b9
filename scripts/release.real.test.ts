/** The whole of a release, from what lies in the working tree to the files that are uploaded. */

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test, { type TestContext } from 'node:test';
import { parse } from 'yaml';
import { ROOT } from './command.ts';
import { soundVersion } from './publish/sound.ts';
import { git } from './release/git.ts';

const version = await soundVersion(path.join(ROOT, 'generated'));

/** A repository with one commit of what is in the working tree now. */
const repository = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-release-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const file of git(ROOT, 'ls-files', '--cached', '--others', '--exclude-standard').split('\n')) {
    await cp(path.join(ROOT, file), path.join(folder, file)).catch((error) => {
      if (error.code !== 'ENOENT') throw error; // Deleted, and not committed yet.
    });
  }
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  git(folder, 'add', '--all');
  git(folder, '-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '--quiet', '--message', 'All');
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
};

const release = (cwd: string, ...args: string[]) =>
  spawnSync(process.execPath, ['scripts/release.ts', ...args], { cwd, encoding: 'utf8' });

test('a dry run makes all that is uploaded, and leaves the repository as it was', async (t) => {
  const folder = await repository(t);
  const before = [git(folder, 'rev-parse', 'HEAD'), git(folder, 'tag')];
  const { status, stdout, stderr } = release(folder, '--dry-run', '--no-tests');
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.deepEqual([git(folder, 'rev-parse', 'HEAD'), git(folder, 'tag')], before);
  assert.equal(git(folder, 'status', '--porcelain'), '');
  const out = path.join(folder, 'dist/release');
  execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: out });
  const names = (await readdir(out, { recursive: true })).filter((name) => !/^(?:spec|docs)\//.test(name));
  const expected = [
    ...['', '-openapi', '-verify'].map((name) => `npm/os-server-groups${name}-${version}.tgz`),
    `clients/typescript/os-server-groups-client-${version}.tgz`,
    `clients/python/os_server_groups_client-${version}-py3-none-any.whl`,
    `clients/python/os_server_groups_client-${version}.tar.gz`,
    ...['', '-sources', '-javadoc'].map(
      (name) => `clients/java/os-server-groups-client-${version}${name}.jar`,
    ),
    ...['list', `v${version}.info`, `v${version}.mod`, `v${version}.zip`].map((name) => `clients/go/${name}`),
    ...['NOTES.md', 'SHA256SUMS', 'spec', 'docs', 'npm', 'clients'],
    ...['typescript', 'python', 'java', 'go'].map((name) => `clients/${name}`),
  ];
  assert.deepEqual(names.sort(), expected.sort());
  const changelog = await readFile(path.join(out, 'docs/changelog.html'), 'utf8');
  assert.match(
    changelog.replaceAll(/<[^>]*>/g, ''),
    new RegExp(`${version.replaceAll('.', '\\.')}\\]? - \\d{4}-\\d\\d-\\d\\d`),
  );
  assert.match(await readFile(path.join(out, 'NOTES.md'), 'utf8'), /^### /);
});

const refused: readonly [what: string, before: (folder: string) => Promise<unknown>, message: RegExp][] = [
  [
    'with a file that is not committed',
    (folder) => writeFile(path.join(folder, 'new.txt'), ''),
    /made of what is committed, but these files are not:\n\?\? new\.txt\n/,
  ],
  [
    'of a version that was released',
    async (folder) => git(folder, 'tag', `v${version}`),
    /The tag v\S+ is there already\. Raise info\.version/,
  ],
];
for (const [what, before, message] of refused) {
  test(`a release ${what} is refused, with what to do`, async (t) => {
    const folder = await repository(t);
    await before(folder);
    const { status, stderr } = release(folder, '--dry-run', '--no-tests');
    assert.equal(status, 1);
    assert.match(stderr, message);
  });
}

test('actions of the workflows are pinned to commits', async () => {
  for (const file of await readdir(path.join(ROOT, '.github/workflows'))) {
    const text = await readFile(path.join(ROOT, '.github/workflows', file), 'utf8');
    assert.ok(parse(text).jobs);
    const used = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => String(action));
    for (const action of used) assert.match(action, /^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
});
