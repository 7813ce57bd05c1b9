/** Starts the service as a process of its own, as its users do, for tests. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';

const MAIN = path.join(import.meta.dirname, 'main.ts');

export const PROJECT = '9c53a566cb3443ab910cf0daebca90c4';

/** The environment of a start: that of the test without settings of the service, and those that are given. */
const environment = (settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OSG_'))),
  OSG_PORT: '0',
  OSG_CHECK_RESPONSES: 'on',
  ...settings,
});

/** An empty folder that goes away after the test, for a service to run in. */
export const emptyFolder = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

type LogLine = Readonly<Record<string, unknown>>;

export interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  /** The first line of the log with this message, which may come yet. */
  readonly logged: (message: string) => Promise<LogLine>;
  /** Ends it with a signal; resolves with exit code and signal when it has ended. */
  readonly end: (signal: NodeJS.Signals) => Promise<[number | null, NodeJS.Signals | null]>;
}

interface Options {
  readonly settings?: Readonly<Record<string, string>>;
  /** A program that runs the service, with its arguments. */
  readonly wrapper?: readonly string[];
}

const spawnService = (folder: string, { settings = {}, wrapper = [] }: Options) => {
  const [command = '', ...args] = [...wrapper, process.execPath, MAIN];
  return spawn(command, args, { cwd: folder, env: environment(settings), stdio: ['ignore', 'pipe', 'pipe'] });
};

/** Starts the service in a folder, and waits until its log says that it is ready. It is killed after the test. */
export const startProcess = async (
  t: TestContext,
  folder: string,
  options: Options = {},
): Promise<Started> => {
  const child = spawnService(folder, options);
  const exit = once(child, 'exit') as ReturnType<Started['end']>;
  t.after(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  child.stderr.resume();
  const lines = createInterface({ input: child.stdout });
  const log: LogLine[] = [];
  const logged = (message: string) =>
    new Promise<LogLine>((resolve, reject) => {
      const look = () => {
        const line = log.find(({ msg }) => msg === message);
        if (line === undefined) return;
        lines.off('line', look);
        resolve(line);
      };
      lines.on('line', look);
      lines.once('close', () => reject(new Error(`the service ended without logging "${message}"`)));
      look();
    });
  lines.prependListener('line', (line) => log.push(JSON.parse(line)));
  return {
    child,
    url: String((await logged('ready')).url),
    logged,
    end: (signal) => {
      child.kill(signal);
      return exit;
    },
  };
};

/** Starts the service where it cannot start, and returns its exit status and what it says. */
export const failingStart = async (folder: string, settings: Readonly<Record<string, string>>) => {
  const child = spawnService(folder, { settings });
  const text = async (stream: AsyncIterable<Buffer>) =>
    Buffer.concat(await Array.fromAsync(stream)).toString();
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { status: status as number, stdout, stderr };
};

/** Starts the service in a folder, and kills it after so many milliseconds, whatever it is doing then. */
export const killedStart = async (
  folder: string,
  settings: Readonly<Record<string, string>>,
  after: number,
): Promise<void> => {
  const child = spawnService(folder, { settings });
  child.stdout.resume();
  child.stderr.resume();
  const timer = setTimeout(() => child.kill('SIGKILL'), after);
  await once(child, 'exit');
  clearTimeout(timer);
};

/** The headers of a request with the token that the first start made. */
export const firstToken = async (folder: string): Promise<Record<string, string>> => ({
  'X-Auth-Token': (await readFile(path.join(folder, 'data/token'), 'utf8')).trim(),
  'Content-Type': 'application/json',
});

/** The request of the page "Creating an ECS Group". */
export const create = (url: string, headers: Record<string, string>, version = 'v2.1'): Promise<Response> =>
  fetch(`${url}/${version}/${PROJECT}/os-server-groups`, {
    method: 'POST',
    headers: { ...headers, Connection: 'close' },
    body: JSON.stringify({ server_group: { name: 'test', policies: ['anti-affinity'] } }),
  });
