/** The service of this checkout as a process of its own, on a fresh store, with a token for each role. */

import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createToken } from '../src/identity/token-file.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const PROJECT = '9c53a566cb3443ab910cf0daebca90c4';
const OTHER_PROJECT = '4fd44f30292945e481c7b8a0c8908869';
const PROJECT_OF_SERVICES = 'f1e2d3c4b5a69788796a5b4c3d2e1f00';
const READY_WITHIN_MS = 20_000;

const CALLERS = {
  admin: { project: PROJECT, roles: ['admin'] },
  member: { project: PROJECT, roles: ['member'] },
  reader: { project: PROJECT, roles: ['reader'] },
  noRole: { project: PROJECT, roles: [] },
  otherProject: { project: OTHER_PROJECT, roles: ['member'] },
  service: { project: PROJECT_OF_SERVICES, roles: ['service'] },
} as const;

type CallerName = keyof typeof CALLERS;

export interface RunningService {
  readonly url: string;
  readonly tokens: Readonly<Record<CallerName, string>>;
  /** The project of all tokens but `otherProject` and `service`. */
  readonly project: string;
  close(): Promise<void>;
}

/** Reads what the service prints: the address comes with the line that says that it is ready. */
const listenTo = (child: ChildProcess, output: Readable, errors: Readable) => {
  const printed: string[] = [];
  errors.on('data', (data) => printed.push(String(data)));
  const ready = new Promise<string>((resolve) => {
    createInterface(output).on('line', (line) => {
      const { level, url } = line.startsWith('{') ? (JSON.parse(line) as Record<string, string>) : {};
      if (level === 'error' || level === 'fatal') printed.push(`${line}\n`);
      if (url !== undefined) resolve(url);
    });
  });
  const ended = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(`It ended with ${signal ?? code}:\n${printed.join('')}`));
  });
  return { ready, ended };
};

/**
 * Starts the service on any free port, with a store that goes away with it and no quota.
 *
 * @param env further settings of it
 */
export const startService = async (env: Readonly<Record<string, string>> = {}): Promise<RunningService> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-contract-'));
  const tokensFile = path.join(folder, 'tokens.json');
  const tokens = {} as Record<CallerName, string>;
  for (const [name, caller] of Object.entries(CALLERS)) {
    const { token } = await createToken(tokensFile, { user: name, ...caller });
    tokens[name as CallerName] = token;
  }
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('OSG_'));
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(own),
      OSG_PORT: '0',
      OSG_STORE: 'sqlite::memory:',
      OSG_TOKENS_FILE: tokensFile,
      // What the service sends is to be judged, not what it notices itself.
      OSG_CHECK_RESPONSES: 'off',
      OSG_QUOTA_SERVER_GROUPS: '-1',
      OSG_LOG_LEVEL: 'info',
      OSG_LOG_FORMAT: 'json',
      ...env,
    },
  });
  const kill = () => child.kill('SIGKILL');
  // Should this process end without `close`, nothing must stay behind.
  const abandon = () => {
    child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  const { ready, ended } = listenTo(child, child.stdout, child.stderr);
  const tooLate = setTimeout(kill, READY_WITHIN_MS);
  const close = async () => {
    const isRunning = child.kill('SIGTERM');
    const how = await ended;
    process.removeListener('exit', abandon);
    await rm(folder, { recursive: true, force: true });
    if (!isRunning) throw new Error(`The service did not run until the end. ${how}`);
  };
  const url = await Promise.race([ready, ended.then(() => undefined)]);
  clearTimeout(tooLate);
  if (url === undefined) await close();
  return { url: String(url), tokens, project: PROJECT, close };
};
