/** A cluster of PostgreSQL that Patroni keeps, with its record in etcd: Debian's programs, as processes of the test. */

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { DEBIAN, freePort, userOfPostgres } from './server.fixture.ts';

interface Ports {
  readonly postgres: number;
  readonly rest: number;
}

export interface Node extends Ports {
  /** Whether it says that it is the leader, or a standby that confirms each commit. */
  readonly is: (role: 'leader' | 'synchronous') => Promise<boolean>;
  /** Patroni and PostgreSQL at once, as when the machine fails. */
  readonly kill: () => Promise<void>;
}

/** What Patroni is told; JSON is YAML as well. Its times are the shortest that it allows, in seconds. */
const configOf = (name: string, folder: string, etcd: number, { postgres, rest }: Ports) => ({
  scope: 'test',
  name,
  etcd3: { host: `127.0.0.1:${etcd}` },
  restapi: { listen: `127.0.0.1:${rest}`, connect_address: `127.0.0.1:${rest}` },
  bootstrap: {
    dcs: { ttl: 20, loop_wait: 1, retry_timeout: 3, synchronous_mode: true },
    initdb: ['no-locale', { encoding: 'UTF8' }],
    pg_hba: ['host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust'],
  },
  postgresql: {
    listen: `127.0.0.1:${postgres}`,
    connect_address: `127.0.0.1:${postgres}`,
    data_dir: path.join(folder, 'data'),
    pgpass: path.join(folder, 'pgpass'),
    bin_dir: DEBIAN,
    authentication: { superuser: { username: 'postgres' }, replication: { username: 'replicator' } },
    parameters: { unix_socket_directories: folder, max_connections: 100 },
  },
});

const ended = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
};

const startNode = async (folder: string, name: string, etcd: number): Promise<Node> => {
  const own = path.join(folder, name);
  await mkdir(own);
  if (userOfPostgres.uid !== undefined) await chown(own, userOfPostgres.uid, userOfPostgres.gid);
  const ports = { postgres: await freePort(), rest: await freePort() };
  const file = path.join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify(configOf(name, own, etcd, ports)));
  const patroni = spawn('patroni', [file], {
    ...userOfPostgres,
    cwd: own,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  patroni.stderr.on('data', (text) => {
    told = `${told}${text}`.slice(-4000);
  });
  const kill = async () => {
    await ended(patroni, 'SIGKILL');
    // PostgreSQL is no child of this process; its number is the first line, and gone when it has ended by itself.
    const text = await readFile(path.join(own, 'data/postmaster.pid'), 'utf8').catch(() => '');
    const postmaster = Number.parseInt(text, 10);
    if (!(postmaster > 0)) return;
    for (;;) {
      try {
        process.kill(postmaster, 'SIGKILL');
      } catch {
        return;
      }
      await setTimeout(20);
    }
  };
  const is: Node['is'] = (role) => {
    assert.equal(patroni.exitCode, null, `Patroni ended:\n${told}`);
    return fetch(`http://127.0.0.1:${ports.rest}/${role}`).then(
      ({ status }) => status === 200,
      () => false,
    );
  };
  return { ...ports, is, kill };
};

const startEtcd = async (t: TestContext, folder: string): Promise<number> => {
  const [port, peer] = [await freePort(), await freePort()];
  const [url, peerUrl] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${peer}`];
  const args = [
    ['--data-dir', path.join(folder, 'etcd')],
    ['--listen-client-urls', url, '--advertise-client-urls', url],
    ['--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl],
    ['--initial-cluster', `default=${peerUrl}`],
  ];
  const etcd = spawn('etcd', args.flat(), { cwd: folder, stdio: 'ignore' });
  t.after(() => ended(etcd, 'SIGKILL'));
  const isUp = () =>
    fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isUp())) await setTimeout(50);
  return port;
};

/** Starts so many nodes, and waits until one leads and another confirms its commits. */
export const startPatroni = async (t: TestContext, count: number): Promise<readonly Node[]> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'patroni-test-'));
  if (userOfPostgres.uid !== undefined) await chown(folder, userOfPostgres.uid, userOfPostgres.gid);
  const nodes: Node[] = [];
  t.after(async () => {
    await Promise.all(nodes.map(({ kill }) => kill()));
    // What a killed one has left may still be ending.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  const etcd = await startEtcd(t, folder);
  for (let number = 1; number <= count; number++) nodes.push(await startNode(folder, `node${number}`, etcd));
  for (const role of ['leader', 'synchronous'] as const) await findNode(nodes, role);
  return nodes;
};

/** Waits until one of the nodes has a role. */
export const findNode = async (nodes: readonly Node[], role: 'leader' | 'synchronous'): Promise<Node> => {
  for (;;) {
    for (const node of nodes) if (await node.is(role)) return node;
    await setTimeout(100);
  }
};
