/** The service as a process: how it starts, how it fails to, and how it ends. */

import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { create, emptyFolder, failingStart, firstToken, PROJECT, startProcess } from './process.fixture.ts';

const list = async (url: string, headers: Record<string, string>) => {
  const response = await fetch(`${url}/v2.1/os-server-groups`, {
    headers: { ...headers, Connection: 'close' },
  });
  return ((await response.json()) as { server_groups: { id: string }[] }).server_groups.map(({ id }) => id);
};

test('the first start makes a token that only its owner can read, with which the first group is made', async (t) => {
  const folder = await emptyFolder(t);
  const { url } = await startProcess(t, folder);
  const headers = await firstToken(folder);
  assert.equal((await stat(path.join(folder, 'data/token'))).mode & 0o777, 0o600);
  for (const version of ['v2', 'v2.1']) {
    const response = await create(url, headers, version);
    assert.equal(response.status, 200);
    assert.match(
      await response.text(),
      /^\{"server_group":\{"id":"[0-9a-f-]{36}","name":"test","policies":\["anti-affinity"\],"members":\[\],"metadata":\{\}\}\}$/,
    );
  }
});

test('a group whose creation was answered is there after kill -9', async (t) => {
  const folder = await emptyFolder(t);
  const first = await startProcess(t, folder);
  const headers = await firstToken(folder);
  const { server_group } = (await (await create(first.url, headers)).json()) as {
    server_group: { id: string };
  };
  assert.deepEqual(await first.end('SIGKILL'), [null, 'SIGKILL']);
  const second = await startProcess(t, folder);
  assert.deepEqual(await list(second.url, headers), [server_group.id]);
});

test('the token is not made anew, and not shown, by a later start', async (t) => {
  const folder = await emptyFolder(t);
  const first = await startProcess(t, folder);
  const before = await readFile(path.join(folder, 'data/token'), 'utf8');
  assert.deepEqual(await first.end('SIGINT'), [0, null]);
  await startProcess(t, folder);
  assert.equal(await readFile(path.join(folder, 'data/token'), 'utf8'), before);
});

interface WrongStart {
  readonly what: string;
  readonly prepare: (folder: string, t: Parameters<typeof emptyFolder>[0]) => Promise<Record<string, string>>;
  readonly says: RegExp;
}

const inData = async (folder: string, file: string, text: string) => {
  await mkdir(path.join(folder, 'data'), { recursive: true });
  await writeFile(path.join(folder, 'data', file), text);
  await chmod(path.join(folder, 'data', file), 0o600);
  return {};
};

const wrongStarts: readonly WrongStart[] = [
  {
    what: 'a port that is taken',
    prepare: async (_folder, t) => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      t.after(() => server.close());
      return { OSG_PORT: String((server.address() as { port: number }).port) };
    },
    says: /^Port \d+ of 127\.0\.0\.1 is taken: .* set OSG_PORT/,
  },
  {
    what: 'several wrong variables, all at once',
    prepare: async () => ({ OSG_PORT: 'abc', OSG_MAX_LIMT: '3' }),
    says: /OSG_PORT=abc: expected a port number from 0 to 65535\n.*OSG_MAX_LIMT: .* did you mean OSG_MAX_LIMIT/s,
  },
  {
    what: 'a malformed token file',
    prepare: (folder) => inData(folder, 'tokens.json', '{"tokens": ['),
    says: /tokens\.json/,
  },
  {
    what: 'a file that is no database',
    prepare: (folder) =>
      inData(folder, 'server-groups.db', 'this is a text, and a long one, so that it has a header'),
    says: /server-groups\.db/,
  },
  {
    what: 'a database of a newer version of the service',
    prepare: async (folder) => {
      await mkdir(path.join(folder, 'data'));
      const file = path.join(folder, 'data/server-groups.db');
      const { openStore } = await import('./store/open.ts');
      await (await openStore(`sqlite:${file}`)).close();
      const db = new DatabaseSync(file);
      db.exec('PRAGMA user_version = 999');
      db.close();
      return {};
    },
    says: /newer/,
  },
  {
    what: 'a folder that cannot be made',
    prepare: async (folder) => {
      await writeFile(path.join(folder, 'data'), '');
      return {};
    },
    says: /data/,
  },
];

for (const { what, prepare, says } of wrongStarts) {
  test(`${what}: one clear message, no stack, exit status 78`, async (t) => {
    const folder = await emptyFolder(t);
    const { status, stderr } = await failingStart(folder, await prepare(folder, t));
    assert.equal(status, 78, stderr);
    assert.match(stderr, says);
    assert.doesNotMatch(stderr, /\n {4}at /);
  });
}

test('a slow statement is in the log, with its name and how long it took', async (t) => {
  const folder = await emptyFolder(t);
  const { url, logged, end } = await startProcess(t, folder, {
    settings: { OSG_SLOW_STATEMENT: '1ms' },
  });
  const db = new DatabaseSync(path.join(folder, 'data/server-groups.db'));
  t.after(() => db.close());
  db.exec('BEGIN IMMEDIATE');
  const slow = logged('slow statement');
  const ready = fetch(`${url}/readyz`);
  while (!/^osg_store_waiting 1$/m.test(await (await fetch(`${url}/metrics`)).text()));
  db.exec('ROLLBACK');
  assert.equal((await ready).status, 200);
  await end('SIGTERM');
  const { level, statement, ms } = await slow;
  assert.deepEqual({ level, statement }, { level: 'warn', statement: 'BEGIN' });
  assert.ok(Number(ms) >= 1);
});

test('a start that fails leaves nothing of a store in memory behind', async (t) => {
  const folder = await emptyFolder(t);
  await inData(folder, 'tokens.json', '{');
  const temporary = path.join(folder, 'tmp');
  await mkdir(temporary);
  const settings = { OSG_STORE: 'sqlite::memory:', TMPDIR: temporary };
  assert.equal((await failingStart(folder, settings)).status, 78);
  assert.deepEqual(await readdir(temporary), []);
});

test('the service starts under node --watch, where threads tell which files they load', async (t) => {
  const folder = await emptyFolder(t);
  // What --watch sets for the process that it starts.
  const { end } = await startProcess(t, folder, { settings: { WATCH_REPORT_DEPENDENCIES: '1' } });
  assert.deepEqual(await end('SIGTERM'), [0, null]);
});

test('an answer is logged with the id that it carries, and without the token', async (t) => {
  const folder = await emptyFolder(t);
  const { child, url, end, logged } = await startProcess(t, folder);
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  const headers = await firstToken(folder);
  const response = await create(url, headers);
  const { request, status } = await logged('request answered');
  await end('SIGTERM');
  const { id, project } = request as Record<string, string>;
  assert.deepEqual(
    { id, project, status },
    { id: response.headers.get('x-openstack-request-id'), project: PROJECT, status: 200 },
  );
  assert.ok(text.includes(id as string) && !text.includes(headers['X-Auth-Token'] as string));
});

test('a reader of the log that stops reading does not stop the service', { timeout: 30_000 }, async (t) => {
  const folder = await emptyFolder(t);
  const { child, url } = await startProcess(t, folder);
  child.stdout?.pause();
  // More lines than the pipe and the buffers of both ends hold.
  for (let count = 0; count < 1000; count++) {
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
  }
});
