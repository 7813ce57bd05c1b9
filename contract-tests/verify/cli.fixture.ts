/** The command as a process. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { TokenName } from './options.ts';
import { environmentOf } from './target.fixture.ts';

const CLI = fileURLToPath(new URL('cli.ts', import.meta.url));

/** Without options that somebody has set for a run of their own. */
const OWN = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OSG_')));

interface Called {
  readonly args: readonly string[];
  readonly tokens?: Readonly<Partial<Record<TokenName, string>>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command, which is killed with the test at the latest. */
export const startCommand = (t: TestContext, { args, tokens = {}, env = {} }: Called) => {
  const child = spawn(process.execPath, [CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...OWN, ...environmentOf(tokens), ...env },
  });
  t.after(() => child.kill('SIGKILL'));
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const ended = async (): Promise<Ended> => {
    const [status, signal] = await exit;
    return { status, signal, stdout: await stdout, stderr: await stderr };
  };
  const exit = once(child, 'exit') as Promise<[Ended['status'], Ended['signal']]>;
  /** For the next words on standard error, besides what becomes of them at the end. */
  const speaks = () => once(child.stderr, 'readable');
  return { interrupt: () => child.kill('SIGINT'), speaks, ended };
};

export const runCommand = (t: TestContext, called: Called): Promise<Ended> => startCommand(t, called).ended();
