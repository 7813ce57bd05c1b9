/** Runs the command line as a process of its own, for tests. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { PROJECT } from '../process.fixture.ts';

export const CLI = path.join(import.meta.dirname, '../cli.ts');

/** The command that npm installs. */
export const BIN = path.join(import.meta.dirname, '../../scripts/os-server-groups.mjs');

/** The environment of the test without settings of the service, and those that are given. */
export const environment = (settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OSG_'))),
  ...settings,
});

export interface Ended {
  readonly status: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in a folder, and resolves when it has ended. */
export const run = (
  folder: string,
  args: readonly string[],
  settings: Record<string, string> = {},
  program = CLI,
): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { cwd: folder, env: environment(settings) };
    execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : error.code, stdout, stderr }),
    );
  });

export const CREATE = ['token', 'create', '--project', PROJECT, '--user', 'ci', '--role', 'member'];
/** Where the tokens are, in the folder in which the command runs. */
export const FILE = 'data/tokens.json';

/** Makes a token, and returns its text and its id. */
export const create = async (folder: string, ...more: readonly string[]) => {
  const { status, stdout, stderr } = await run(folder, [...CREATE, ...more]);
  assert.equal(status, 0, stderr);
  return { token: stdout.trimEnd(), id: /^Token (\S+) of ci in/.exec(stderr)?.[1] ?? '' };
};
