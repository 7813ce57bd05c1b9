/** The package as npm publishes it, in an empty project, for tests. */

import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { Readable } from 'node:stream';
import { ROOT } from '../command.ts';

export interface Packed {
  readonly filename: string;
  readonly version: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The folders in which programs are looked for without this Node, which the launcher has put in front. */
const FOLDERS = (process.env.PATH ?? '').split(path.delimiter);

/** Tests may run inside of npm, whose settings for this checkout come by the environment. The shebang finds this Node. */
const OWN = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:npm_|OSG_|NODE_OPTIONS|NODE_PATH)/i.test(name)),
  ),
  PATH: [path.dirname(process.execPath), ...FOLDERS].join(path.delimiter),
};

/** Runs a program to its end, whatever that is. */
export const run = (cwd: string, program: string, args: readonly string[], env = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { cwd, env: { ...OWN, ...env }, maxBuffer: 16 * 1024 * 1024 };
    execFile(program, args, options, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
    });
  });

export const isDone = (ended: Ended): Ended => {
  assert.equal(ended.status, 0, `${ended.stdout}${ended.stderr}`);
  return ended;
};

export interface Project {
  /** An empty project with the package in it. */
  readonly folder: string;
  readonly packed: Packed;
  /** Runs the command with npx, as users do. */
  readonly npx: (...args: string[]) => Promise<Ended>;
  /** Starts the command in a new folder of the project, by the program that npm has put there. */
  readonly start: (...args: string[]) => Promise<{ readonly child: ChildProcess; readonly folder: string }>;
  /** The same with npx. */
  readonly startNpx: Project['start'];
  /** Ends what still runs, and removes all. */
  readonly remove: () => Promise<void>;
}

const endGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // All have ended by themselves.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** Where `npm run build` makes what the tests install. */
const FOLDERS_OF = { service: 'dist/package', openapi: 'dist/openapi-package' } as const;

/** Builds a package, packs it, and installs it in an empty project, which is the caller's to remove. */
export const installIn = async (folder: string, name: keyof typeof FOLDERS_OF): Promise<Packed> => {
  await writeFile(path.join(folder, 'package.json'), '{"private": true, "type": "module"}');
  isDone(await run(ROOT, process.execPath, ['scripts/build.ts', '--only', name]));
  const from = path.join(ROOT, FOLDERS_OF[name]);
  const { stdout } = isDone(await run(from, 'npm', ['pack', '--json', '--pack-destination', folder]));
  const [packed] = JSON.parse(stdout) as [Packed];
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `./${packed.filename}`];
  isDone(await run(folder, 'npm', install));
  return packed;
};

/** The service in an empty project. */
export const installPackage = async (): Promise<Project> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-package-'));
  const packed = await installIn(folder, 'service');

  const NPX = ['--offline', '--no', '--', 'os-server-groups'];
  const children: ChildProcess[] = [];
  const startBy = async (program: string, args: readonly string[]) => {
    const place = path.join(folder, `run-${children.length}`);
    await mkdir(place);
    const env = { ...OWN, OSG_PORT: '0' };
    // A group of its own, so that what npx leaves behind can be ended after a test that fails.
    const child = spawn(program, args, {
      cwd: place,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    children.push(child);
    return { child, folder: place };
  };
  return {
    folder,
    packed,
    npx: (...args) => run(folder, 'npx', [...NPX, ...args]),
    start: (...args) => startBy(path.join(folder, 'node_modules/.bin/os-server-groups'), args),
    startNpx: (...args) => startBy('npx', [...NPX, ...args]),
    remove: async () => {
      for (const { pid } of children) if (pid !== undefined) endGroup(pid);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** The first match in what a stream says, which may come yet; the rest is read and dropped. */
export const said = async (stream: Readable | null, pattern: RegExp): Promise<RegExpExecArray> => {
  let text = '';
  return new Promise((resolve, reject) => {
    stream?.on('data', (chunk) => {
      text += chunk;
      const found = pattern.exec(text);
      if (found !== null) resolve(found);
    });
    stream?.once('close', () => reject(new Error(`it ended without saying ${pattern}: ${text}`)));
  });
};

/**
 * A Node that is too old, and its arguments: one of this machine, such as that which has started the launcher, or this
 * one that says it were.
 */
export const oldNode = async (): Promise<readonly [program: string, ...args: string[]]> => {
  for (const folder of FOLDERS) {
    const program = path.join(folder, 'node');
    const { status, stdout } = await run(folder, program, ['--version']).catch(() => ({
      status: 1,
      stdout: '',
    }));
    if (status === 0 && Number(/^v(\d+)/.exec(stdout)?.[1]) < 24) return [program];
  }
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.9.0' } });`;
  return [process.execPath, `--import=data:text/javascript,${encodeURIComponent(pretend)}`];
};
