/** A real Keystone for tests, from Debian's package python3-keystone: SQLite, and everything in a folder of its own. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { keystoneAdmin, REGION } from './keystone-admin.fixture.ts';

const run = promisify(execFile);

// Another Python that comes first on the PATH does not see Debian's packages.
const PYTHON = '/usr/bin/python3';
const MANAGE = '/usr/bin/keystone-manage';
const RUNNER = path.join(import.meta.dirname, 'keystone.fixture.py');

// Hashing passwords slowly is right, but not here.
const configuration = (folder: string) => `
[DEFAULT]
log_file = ${folder}/keystone.log
default_log_levels = keystone=CRITICAL
[database]
connection = sqlite:///${folder}/keystone.db
[fernet_tokens]
key_repository = ${folder}/fernet
[fernet_receipts]
key_repository = ${folder}/fernet
[credential]
key_repository = ${folder}/credential
[cache]
backend = dogpile.cache.memory
[identity]
password_hash_rounds = 4
`;

const install = async (folder: string, password: string): Promise<void> => {
  const { username } = userInfo();
  const manage = (...args: string[]) =>
    run(MANAGE, ['--config-file', path.join(folder, 'keystone.conf'), ...args]);
  await mkdir(path.join(folder, 'fernet'), { mode: 0o700 });
  await writeFile(path.join(folder, 'keystone.conf'), configuration(folder));
  await Promise.all([
    manage('db_sync'),
    manage('fernet_setup', '--keystone-user', username, '--keystone-group', username),
  ]);
  // Keystone leaves readers open, which must not lock out who writes.
  const database = new DatabaseSync(path.join(folder, 'keystone.db'));
  database.exec('PRAGMA journal_mode = WAL');
  database.close();
  await manage('bootstrap', '--bootstrap-password', password, '--bootstrap-region-id', REGION);
};

interface Front {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

interface FrontOptions {
  readonly port?: number;
  /** Lines of configuration that come after the usual ones. */
  readonly settings?: string;
  /** A file with certificate and key, for TLS. */
  readonly certificate?: string;
}

const stopChild = async (child: ChildProcess) => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
};

const startFront = async (
  folder: string,
  { port = 0, settings = '', certificate }: FrontOptions,
): Promise<Front> => {
  const extra = `${randomUUID()}.conf`;
  await writeFile(path.join(folder, extra), settings);
  const child = spawn(PYTHON, [RUNNER, `${port}`, ...(certificate === undefined ? [] : [certificate])], {
    env: {
      ...process.env,
      OS_KEYSTONE_CONFIG_DIR: folder,
      OS_KEYSTONE_CONFIG_FILES: `keystone.conf;${extra}`,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2000);
  });
  for await (const line of createInterface({ input: child.stdout }))
    return { port: Number(line), stop: () => stopChild(child) };
  throw new Error(`Keystone has not started:\n${complaint}`);
};

/** A Keystone with a user `admin`, and the identity service in its catalogue. `close` ends it and removes its folder. */
export const startKeystone = async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'keystone-'));
  const fronts = new Set<Front>();
  const start = async (options: FrontOptions = {}) => {
    const front = await startFront(folder, options);
    fronts.add(front);
    return front;
  };
  const close = async () => {
    await Promise.all([...fronts].map(({ stop }) => stop()));
    await rm(folder, { recursive: true, force: true });
  };
  const account = { username: 'admin', password: randomUUID(), project: 'admin', domain: 'Default' };
  try {
    await install(folder, account.password);
    const main = await start();
    const url = `http://127.0.0.1:${main.port}`;
    const admin = await keystoneAdmin(url, account);
    await admin.register('identity', `${url}/v3`);
    let running = main;
    return {
      ...admin,
      url,
      /** For clients: OS_AUTH_URL. */
      authUrl: `${url}/v3`,
      /** Who may do everything. */
      account,
      region: REGION,
      folder,
      /** Kills it; what it keeps stays. */
      stop: () => running.stop(),
      /** Starts it again, at the same URL. */
      start: async () => {
        running = await start({ port: main.port });
      },
      /** Starts a further process of the same Keystone, configured in another way. */
      startFront: start,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};

export type Keystone = Awaited<ReturnType<typeof startKeystone>>;
