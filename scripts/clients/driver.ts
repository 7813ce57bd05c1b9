/** A driver as a process that lives for many calls. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Question, Result } from './protocol.ts';

export interface Driver {
  /** One at a time. Rejects when the driver ends, says what is no JSON, or is silent for too long. */
  readonly ask: (question: Question) => Promise<Result>;
  readonly close: () => Promise<void>;
}

/** Nothing of the machine may lead a client elsewhere. */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^OSG_|_proxy$/i.test(name))),
  NO_PROXY: '127.0.0.1,localhost',
  PYTHONDONTWRITEBYTECODE: '1',
});

/** Should this process end before they are closed, nothing must stay behind. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts a driver.
 *
 * @param patience how many milliseconds a call may take
 */
export const startDriver = (
  [program = '', ...args]: readonly string[],
  folder: string,
  patience = 120_000,
): Driver => {
  const child = spawn(program, args, { cwd: folder, env: environment(), stdio: 'pipe' });
  running.add(child);
  let complaint = '';
  child.stderr.on('data', (data) => {
    complaint = `${complaint}${data}`.slice(-4000);
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`the driver cannot be started: ${error.message}`));
    child.once('close', (code, signal) => resolve(`the driver ended with ${signal ?? code}:\n${complaint}`));
  });
  const lines = createInterface({ input: child.stdout });

  const ask = async (question: Question): Promise<Result> => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), patience);
    try {
      const answer = once(lines, 'line', { signal: abort.signal }).catch(() => {
        throw new Error(`the driver said nothing for ${patience / 1000} s\n${complaint}`);
      });
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const first = await Promise.race([answer, ended]);
      if (typeof first === 'string') throw new Error(first);
      return JSON.parse(String(first[0])) as Result;
    } finally {
      clearTimeout(timer);
    }
  };

  const close = async () => {
    child.stdin.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(timer);
    running.delete(child);
  };
  return { ask, close };
};
