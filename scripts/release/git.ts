/** The repository of a release. */

import { execFileSync } from 'node:child_process';
import { Failure } from '../command.ts';

/** Runs git in a folder, and returns what it printed. */
export const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/**
 * A release is made of what is committed, once.
 *
 * @throws {Failure} when something is not committed, or the tag is there already
 */
export const checkRepository = (cwd: string, tag: string): void => {
  const changed = git(cwd, 'status', '--porcelain');
  if (changed !== '') {
    throw new Failure(
      `A release is made of what is committed, but these files are not:\n${changed}\nCommit them, or put them away (git stash).`,
    );
  }
  if (git(cwd, 'tag', '--list', tag) !== '') {
    throw new Failure(
      `The tag ${tag} is there already. Raise info.version in spec/openapi.yaml and the versions of the packages, then run "npm run generate".`,
    );
  }
};

/** Commits everything in a folder, and tags it. */
export const commitRelease = (cwd: string, tag: string, notes: string): void => {
  const who = ['-c', 'user.name=os-server-groups', '-c', 'user.email=releases@os-server-groups.invalid'];
  git(cwd, 'add', '--all');
  git(cwd, ...who, 'commit', '--quiet', '--message', `Release ${tag}`);
  git(cwd, ...who, 'tag', '--annotate', tag, '--cleanup=verbatim', '--message', `${tag}\n\n${notes}`);
};
