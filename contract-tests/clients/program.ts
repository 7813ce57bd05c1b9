/** Runs a program that drives a client, and reads the line that it prints for each step. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';

/** How one step went. */
export interface Step {
  readonly client: string;
  readonly version: string;
  readonly mode: string;
  readonly microversion: string;
  readonly step: string;
  /** Not driven, as the client's own tests say so: `detail` gives the reason. */
  readonly skipped?: boolean;
  readonly ok: boolean;
  /** What went wrong, or a remark. */
  readonly detail: string;
}

/** That of the test, without what would lead a client elsewhere. */
const environment = (folder: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OS_|OSG_|TEMPEST_)/.test(name))),
  NO_PROXY: '127.0.0.1',
  no_proxy: '127.0.0.1',
  // A clouds.yaml of whoever runs the tests is none of their business.
  HOME: folder,
  XDG_CONFIG_HOME: folder,
  PYTHONDONTWRITEBYTECODE: '1',
});

/**
 * Gives the program the target on its standard input.
 *
 * @throws {Error} with what it complained of, if it ended with a status other than 0 or told of no step
 */
export const runProgram = async (
  [command, ...args]: readonly [string, ...string[]],
  target: object,
): Promise<Step[]> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-client-'));
  const child = spawn(command, args, { cwd: folder, env: environment(folder), stdio: 'pipe' });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  try {
    child.stdin.end(JSON.stringify(target));
    const [printed, complaint, [status, signal]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    const lines = printed.split('\n').filter((line) => line !== '');
    if (status !== 0 || lines.length === 0) {
      const how = `${[command, ...args].join(' ')} ended with ${signal ?? status} after ${lines.length} steps`;
      throw new Error(`${how}:\n${complaint.slice(-4000)}`);
    }
    return lines.map((line) => JSON.parse(line) as Step);
  } finally {
    kill();
    process.removeListener('exit', kill);
    await rm(folder, { recursive: true, force: true });
  }
};
