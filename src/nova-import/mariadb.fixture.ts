/** A MariaDB of Debian's packages as an ordinary process in a folder of its own, for tests. */

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';

const NOBODY = 65534;
const asRoot = process.getuid?.() === 0;
/** MariaDB refuses to run as root. */
const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
/** Where Debian has the server, which is on the path of administrators only. */
const SERVER = '/usr/sbin/mariadbd';
const MOST = 64 * 1024 * 1024;

export interface MariaDb {
  readonly socket: string;
  /** Runs SQL. */
  run(sql: string): void;
  /** What mariadb-dump writes. */
  dump(...args: readonly string[]): string;
  /** Ends it and removes all that it left. */
  remove(): Promise<void>;
}

/** Starts a server that listens on a socket only, and waits until it takes connections. */
export const startMariaDb = async (): Promise<MariaDb> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'mariadb-test-'));
  if (asRoot) await chown(folder, NOBODY, NOBODY);
  const data = path.join(folder, 'data');
  const socket = path.join(folder, 'socket');
  const options = { ...user, cwd: folder, encoding: 'utf8', maxBuffer: MOST } as const;
  const client = (program: string, args: readonly string[]) =>
    execFileSync(program, ['--no-defaults', '--user=root', `--socket=${socket}`, ...args], {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const install = ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal'];
  execFileSync('mariadb-install-db', [...install, '--skip-test-db'], { ...options, stdio: 'pipe' });

  const args = ['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, '--skip-networking'];
  const child = spawn(SERVER, [...args, '--innodb-flush-log-at-trx-commit=0'], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (text) => {
    told = `${told}${text}`.slice(-4000);
  });
  const run: MariaDb['run'] = (sql) => {
    client('mariadb', [`--execute=${sql}`]);
  };
  const remove = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (;;) {
      try {
        run('SELECT 1');
        return { socket, run, dump: (...args) => client('mariadb-dump', args), remove };
      } catch {
        assert.equal(child.exitCode, null, `MariaDB ended:\n${told}`);
      }
      await setTimeout(50);
    }
  } catch (error) {
    await remove();
    throw error;
  }
};
