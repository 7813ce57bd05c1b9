/** Disks that are full, read-only or fail under the service. The superuser alone can mount them. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { OPEN_TO_ALL, watch } from '../../outage.fixture.ts';
import { failingStart, startProcess } from '../../process.fixture.ts';

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { encoding: 'utf8' }).trim();

/** A folder whose part `data`, where the store is, is a disk of its own. */
const mount = async (t: TestContext, ...args: string[]) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'disk-test-'));
  const data = path.join(folder, 'data');
  await mkdir(data);
  t.after(async () => {
    // Also while the service still has files of it open.
    run('umount', '--lazy', data);
    await rm(folder, { recursive: true });
  });
  run('mount', ...args.map((arg) => arg.replace('FOLDER', folder)), data);
  return { folder, data, file: path.join(data, 'server-groups.db') };
};

const assertSound = (file: string) => {
  const db = new DatabaseSync(file, { readOnly: true });
  assert.equal(db.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok');
  db.close();
};

/** Writes until there is no room for anything. */
const fill = async (file: string): Promise<void> => {
  for (const size of [65_536, 4096, 1]) {
    for (let isFull = false; !isFull; ) {
      await appendFile(file, Buffer.alloc(size)).catch((error: NodeJS.ErrnoException) => {
        assert.equal(error.code, 'ENOSPC');
        isFull = true;
      });
    }
  }
};

test('a full disk: clear answers until there is space, then the service goes on by itself, and nothing is lost', async (t) => {
  const { folder, data, file } = await mount(t, '-t', 'tmpfs', '-o', 'size=8m', 'tmpfs');
  const service = await startProcess(t, folder, { settings: OPEN_TO_ALL });
  const { made, create, ready, isOut, isThere, list } = watch(service);
  await isThere();
  const ballast = path.join(data, 'ballast');
  // More than once: what was half written must be in the way of nothing.
  for (let round = 0; round < 3; round++) {
    await fill(ballast);
    // Also while some of the writes still find room.
    assert.equal(await ready(), 503);
    while ((await create()) === 200);
    await isOut();
    assert.deepEqual(await list(), made);
    await rm(ballast);
    await isThere();
  }
  assert.deepEqual(await list(), made);
  await service.end('SIGKILL');
  const again = watch(await startProcess(t, folder, { settings: OPEN_TO_ALL }));
  assert.deepEqual(await again.list(), made);
  assertSound(file);
});

test('a start on a full disk says so, and works once there is space', async (t) => {
  const { folder, data } = await mount(t, '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs');
  await fill(path.join(data, 'ballast'));
  const { status, stderr } = await failingStart(folder, OPEN_TO_ALL);
  assert.deepEqual([status, /\n {4}at /.test(stderr)], [78, false], stderr);
  assert.match(stderr, /server-groups\.db cannot grow, since the disk is full .*Free some space/);
  await rm(path.join(data, 'ballast'));
  await watch(await startProcess(t, folder, { settings: OPEN_TO_ALL })).isThere();
});

test('a start on a read-only disk says so, changes nothing, and works once it can be written', async (t) => {
  const { folder, data, file } = await mount(t, '-t', 'tmpfs', 'tmpfs');
  const first = await startProcess(t, folder, { settings: OPEN_TO_ALL });
  const { made, create } = watch(first);
  await create();
  await first.end('SIGTERM');
  run('mount', '-o', 'remount,ro', data);
  const { status, stderr } = await failingStart(folder, OPEN_TO_ALL);
  assert.deepEqual([status, /\n {4}at /.test(stderr)], [78, false], stderr);
  assert.match(stderr, /server-groups\.db cannot be (?:opened|written) .* .*that its disk is not read-only/i);
  run('mount', '-o', 'remount,rw', data);
  assertSound(file);
  const again = watch(await startProcess(t, folder, { settings: OPEN_TO_ALL }));
  assert.deepEqual(await again.list(), made);
  await again.isThere();
});

test('a file system that fails and turns read-only: clear answers, and nothing that was answered is lost', async (t) => {
  const image = await mkdtemp(path.join(tmpdir(), 'disk-image-'));
  const disk = path.join(image, 'disk');
  await writeFile(disk, '');
  await truncate(disk, 32 * 1024 ** 2);
  run('mkfs.ext4', '-q', disk);
  const { folder, data, file } = await mount(t, '-o', 'loop,errors=remount-ro', disk);
  t.after(() => rm(image, { recursive: true }));
  const service = await startProcess(t, folder, { settings: OPEN_TO_ALL });
  const { made, create, isOut, list } = watch(service);
  while (made.length < 50) await create();
  const device = path.basename(run('findmnt', '-no', 'SOURCE', data));
  await writeFile(`/sys/fs/ext4/${device}/trigger_fs_error`, 'as if');
  await isOut();
  assert.deepEqual(await list(), made);
  await service.end('SIGKILL');
  run('umount', data);
  run('mount', '-o', 'loop', disk, data);
  const again = watch(await startProcess(t, folder, { settings: OPEN_TO_ALL }));
  assert.deepEqual(await again.list(), made);
  await again.isThere();
  assertSound(file);
});

test('a lock of another process that outlasts the patience: clear answers, and the service goes on by itself', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lock-test-'));
  t.after(() => rm(folder, { recursive: true }));
  const { isOut, isThere, made, list } = watch(await startProcess(t, folder, { settings: OPEN_TO_ALL }));
  await isThere();
  const other = new DatabaseSync(path.join(folder, 'data/server-groups.db'));
  other.exec('BEGIN IMMEDIATE');
  await isOut();
  assert.deepEqual(await list(), made);
  other.close();
  await isThere();
});
