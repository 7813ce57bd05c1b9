/** `os-server-groups backup` and `restore` while a service is used, and a restore that is killed. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { emptyFolder, startProcess } from '../process.fixture.ts';
import { copyInto } from '../store/sqlite/copy.ts';
import { makeFile } from '../store/sqlite/scale.fixture.ts';
import { CLI, environment, run } from './cli.fixture.ts';
import { rowsOf, storeIn } from './store.fixture.ts';

const CLIENTS = 8;
const ROUNDS = 5;
/** Groups that are made before and after each restore. */
const SOME = 100;

interface Made {
  readonly id: string;
  /** The marks of before it was sent, and of when it was answered. */
  readonly sent: number;
  readonly answered: number;
}

/** Clients that make groups until the test ends; `mark` counts up by hand, and orders what they do. */
const startLoad = (t: TestContext, url: string) => {
  const made: Made[] = [];
  const state = { mark: 0, isOver: false };
  const client = async () => {
    while (!state.isOver) {
      const sent = state.mark;
      const response = await fetch(`${url}/v2.1/os-server-groups`, {
        method: 'POST',
        headers: { 'X-Auth-Token': 'admin:a0', 'Content-Type': 'application/json' },
        body: JSON.stringify({ server_group: { name: 'load', policies: ['affinity'] } }),
      });
      const text = await response.text();
      assert.equal(response.status, 200, text);
      made.push({ id: JSON.parse(text).server_group.id, sent, answered: state.mark });
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, client));
  t.after(() => {
    state.isOver = true;
  });
  return {
    made,
    nextMark: () => {
      state.mark += 1;
      return state.mark;
    },
    some: async () => {
      const enough = made.length + SOME;
      while (made.length < enough) await Promise.race([clients, setTimeout(5)]);
    },
    end: async () => {
      state.isOver = true;
      await clients;
    },
  };
};

const isSound = async (file: string): Promise<void> => {
  const folder = await mkdtemp(`${file}.`);
  const copied = await copyInto(folder, file, 'it is');
  await rm(folder, { recursive: true });
  assert.ok('examined' in copied, JSON.stringify(copied));
};

test('a service is restored under load, again and again: what is answered afterwards is kept, what came between is gone, nothing is damaged, ids go on', {
  timeout: 120_000,
}, async (t) => {
  const folder = await emptyFolder(t);
  const { url } = await startProcess(t, folder, {
    settings: { OSG_AUTH: 'noauth', OSG_QUOTA_SERVER_GROUPS: '-1' },
  });
  const load = startLoad(t, url);
  for (let round = 0; round < ROUNDS; round += 1) {
    await load.some();
    const beforeBackup = load.nextMark();
    assert.equal((await run(folder, ['backup', 'b.db', '--overwrite'])).status, 0);
    const backedUp = load.nextMark();
    await load.some();
    const beforeRestore = load.nextMark();
    const { status, stderr } = await run(folder, ['restore', 'b.db']);
    assert.equal(status, 0, stderr);
    const restored = load.nextMark();
    await load.some();

    await isSound(storeIn(folder));
    const made = [...load.made];
    const present = new Set(
      rowsOf(storeIn(folder), 'SELECT id FROM server_groups').map((row) => (row as { id: string }).id),
    );
    const inBackup = new Set(
      rowsOf(path.join(folder, 'b.db'), 'SELECT id FROM server_groups').map(
        (row) => (row as { id: string }).id,
      ),
    );
    for (const { id, sent, answered } of made) {
      if (answered < beforeBackup && inBackup.has(id))
        assert.ok(present.has(id), `${id} of the backup is gone`);
      if (sent >= backedUp && answered < beforeRestore) assert.ok(!present.has(id), `${id} is there again`);
      if (sent >= restored) assert.ok(present.has(id), `${id} was answered after the restore, and is gone`);
    }
    const older = made.filter(({ answered }) => answered < beforeRestore).map(({ id }) => id);
    const newer = made.filter(({ sent }) => sent >= restored).map(({ id }) => id);
    assert.ok(newer.length >= SOME / 2 && older.length >= SOME);
    assert.ok((older.toSorted().at(-1) ?? '') < (newer.toSorted()[0] ?? ''));
  }
  await load.end();
  const ids = load.made.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test('a restore that is killed leaves what was there or what was in the backup, and a service starts with it', {
  timeout: 300_000,
}, async (t) => {
  const folder = await emptyFolder(t);
  await mkdir(path.join(folder, 'data'));
  const backup = path.join(folder, 'b.db');
  await makeFile(backup, { groups: 30_000, members: 3000, keys: 3000 });
  const old = path.join(folder, 'old.db');
  await makeFile(old, { groups: 20_000, members: 2000, keys: 2000 });
  const counted = () => rowsOf(storeIn(folder), 'SELECT count(*) AS count FROM server_groups');
  const outcomes = new Set<unknown>();
  // From the first page in the log on, which shows that it has begun; each time a little later.
  for (let wait = 0; outcomes.size < 2 || wait < 20; wait += 1) {
    await copyFile(old, storeIn(folder));
    const reader = new DatabaseSync(storeIn(folder));
    // Keeps the log from being emptied at the end.
    reader.exec('PRAGMA journal_mode = WAL; SELECT 1 FROM store');
    const child = spawn(process.execPath, [CLI, 'restore', 'b.db'], {
      cwd: folder,
      env: environment({}),
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    const hasBegun = async () => (await readdir(path.join(folder, 'data'))).length > 3;
    while (!(await hasBegun()) && child.exitCode === null) await setTimeout(1);
    await Promise.race([ended, setTimeout(wait * 20)]);
    child.kill('SIGKILL');
    await ended;
    reader.close();
    await isSound(storeIn(folder));
    const [{ count }] = counted() as [{ count: number }];
    assert.ok(count === 20_002 || count === 30_002, `${count}`);
    outcomes.add(count);
    for (const name of await readdir(path.join(folder, 'data'))) {
      // As the documentation says.
      if (/^server-groups\.db\.\w{6}$/.test(name))
        await rm(path.join(folder, 'data', name), { recursive: true });
    }
  }
  const service = await startProcess(t, folder);
  assert.deepEqual(await service.end('SIGTERM'), [0, null]);
});
