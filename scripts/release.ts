/** `npm run release`: a release, up to what only the upload can do. */

import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { environment } from './clients/build.ts';
import { command, Failure, ROOT } from './command.ts';
import { freeze } from './publish/published.ts';
import { soundVersion } from './publish/sound.ts';
import { release } from './release/changelog.ts';
import { collect } from './release/collect.ts';
import { checkRepository, commitRelease, git } from './release/git.ts';

const HELP = `
npm run release [-- --dry-run --no-tests]

Makes a release of the version in spec/openapi.yaml, in a copy of what is committed: runs all tests, gives what is unreleased
in CHANGELOG.md to the version, keeps the documents in spec/published/, commits and tags that, and makes from it the three
packages, the published spec, the documentation and the clients, into dist/release/ with checksums.

Then the commit and the tag are brought to this checkout. Pushing the tag is the upload: the workflow "release" does all of
this again on a machine that vouches for it, and publishes.

  --dry-run    leaves this checkout as it is: commit and tag stay in the copy, which is removed
  --no-tests   for when "npm run test:all" has just passed
  --tagged     for the workflow: the commit is that of the tag already, and only the files are made

It needs what "npm run test:all" needs. Exit status: 0 all is made; 1 it cannot be released, and the message says why.
`;

const OPTIONS = {
  'dry-run': { type: 'boolean' },
  'no-tests': { type: 'boolean' },
  tagged: { type: 'boolean' },
} as const;

/** What is made of the tagged commit, in this order: script and arguments. */
const MAKE: readonly (readonly string[])[] = [
  ['scripts/compat.ts'],
  ['scripts/publish-spec.ts'],
  ['scripts/docs.ts'],
  ['scripts/build.ts'],
  ['scripts/clients.ts'],
];

const run = (cwd: string, [script = '', ...args]: readonly string[]): void => {
  console.log(`\n──── ${script} ${args.join(' ')}`);
  const options = { cwd, env: environment(), stdio: 'inherit' } as const;
  const { status } = spawnSync(process.execPath, [script, ...args], options);
  if (status !== 0) throw new Failure(`\nNothing is released: ${script} failed. What is wrong stands above.`);
};

/** The date in UTC, as `2027-01-31`. */
const today = () => new Date().toISOString().slice(0, 10);

/** Makes the release's own changes in the copy. */
const change = async (copy: string, version: string): Promise<string> => {
  const file = path.join(copy, 'CHANGELOG.md');
  const { text, notes } = release(await readFile(file, 'utf8'), version, today());
  await writeFile(file, text);
  await freeze(path.join(copy, 'generated'), path.join(copy, 'spec/published'));
  return notes;
};

const asFailure = (error: Error): never => {
  throw error instanceof Failure ? error : new Failure(error.message);
};

await command(HELP, OPTIONS, async (values) => {
  const version = await soundVersion(path.join(ROOT, 'generated'));
  const tag = `v${version}`;
  const out = path.join(ROOT, 'dist/release');
  if (values.tagged) {
    if (git(ROOT, 'tag', '--points-at', 'HEAD', '--list', tag) === '')
      throw new Failure(`The commit has not the tag ${tag} of the version in the spec.`);
  } else checkRepository(ROOT, tag);
  if (!values['no-tests']) run(ROOT, ['scripts/test.ts', '--all']);

  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-release-'));
  const copy = path.join(folder, 'os-server-groups');
  try {
    git(ROOT, 'clone', '--quiet', '.', copy);
    await symlink(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
    let notes = `Release ${tag}`;
    if (!values.tagged) {
      notes = await change(copy, version).catch(asFailure);
      commitRelease(copy, tag, notes);
      console.log(`Committed and tagged ${tag} in a copy:\n\n${notes}`);
    } else notes = git(copy, 'tag', '--list', tag, '--format=%(contents:body)');
    for (const words of MAKE) run(copy, words);
    await rm(out, { recursive: true, force: true });
    const files = await collect(copy, out, notes);
    console.log(`\ndist/release/ holds ${files.length} files of ${tag}, with SHA256SUMS.`);
    if (values.tagged) return;
    if (values['dry-run']) {
      console.log(`A dry run: neither commit nor tag was kept, and nothing was uploaded.`);
      return;
    }
    git(ROOT, 'pull', '--quiet', '--ff-only', '--tags', copy, 'HEAD');
    console.log(`Released here. The upload is: git push --atomic origin HEAD ${tag}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
