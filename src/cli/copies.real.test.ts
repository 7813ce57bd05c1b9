/** Disks and users that do not let the commands copy a store. The superuser alone can make them. */

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { chmod, chown, mkdtemp, readdir, readFile, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test, { type TestContext } from 'node:test';
import { CLI, type Ended, environment, run } from './cli.fixture.ts';
import { backedUp, contentsOf, filledFolder, storeIn } from './store.fixture.ts';

const NOBODY = 65_534;

/** An empty folder, which is a disk of its own. */
const mount = async (t: TestContext, options: string): Promise<string> => {
  const disk = await mkdtemp(path.join(tmpdir(), 'disk-test-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]);
  t.after(async () => {
    execFileSync('umount', ['--lazy', disk]);
    await rmdir(disk);
  });
  return disk;
};

/** Runs the command as a user who owns nothing. */
const runAsNobody = (folder: string, args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { cwd: folder, env: environment({}), uid: NOBODY, gid: NOBODY };
    execFile(process.execPath, [CLI, ...args], options, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : error.code, stdout, stderr }),
    );
  });

// Where a part of it finds room, it is another call of SQLite that fails.
for (const size of ['16k', '60k', '76k']) {
  test(`a backup on a disk of ${size} says that the disk is full, and leaves nothing there`, async (t) => {
    const { folder } = await filledFolder(t);
    const disk = await mount(t, `size=${size}`);
    const { status, stderr } = await run(folder, ['backup', `${disk}/b.db`]);
    assert.equal(status, 1, stderr);
    assert.match(
      stderr,
      /^No backup was made in .*b\.db: the disk of .*disk-test-\w+ is full\. Make room there/,
    );
    assert.deepEqual(await readdir(disk), []);
  });
}

test('a backup on a disk that is read-only says so', async (t) => {
  const { folder } = await filledFolder(t);
  const disk = await mount(t, 'ro');
  const { status, stderr } = await run(folder, ['backup', `${disk}/b.db`]);
  assert.equal(status, 1);
  assert.match(stderr, /: the disk of .*disk-test-\w+ is read-only\. Use a folder on another one/);
});

test('a restore to a disk that has no room for a copy says so, and changes nothing', async (t) => {
  const { folder } = await backedUp(t);
  const disk = await mount(t, 'size=80k');
  const before = await readFile(storeIn(folder));
  execFileSync('cp', [storeIn(folder), path.join(disk, 'store.db')]);
  const { status, stderr } = await run(folder, ['restore', 'b.db', '--store', `sqlite:${disk}/store.db`]);
  assert.equal(status, 1);
  assert.match(stderr, /^Nothing was restored, and nothing changed: the disk of .*disk-test-\w+ is full/);
  assert.deepEqual(await readdir(disk), ['store.db']);
  assert.deepEqual(await readFile(path.join(disk, 'store.db')), before);
});

interface Case {
  readonly args: readonly string[];
  /** The modes of the store, of its folder, and of the backup. */
  readonly modes: readonly [store: number, data: number, backup: number];
  readonly says: RegExp;
}

const RIGHTS: Readonly<Record<string, Case>> = {
  'a store that this user may not read': {
    args: ['backup', 'new.db'],
    modes: [0o600, 0o755, 0o644],
    says: /^No backup was made: the store .*server-groups\.db may not be used by this user\. Run this as the user of the service/,
  },
  'a store in a folder into which this user may not look': {
    args: ['backup', 'new.db'],
    modes: [0o644, 0o700, 0o644],
    says: /server-groups\.db cannot be looked at \(EACCES\)\. Let this user into its folder/,
  },
  'a store in a folder that this user may not write to, which SQLite needs to read it': {
    args: ['backup', 'new.db'],
    modes: [0o644, 0o755, 0o644],
    says: /: the store .* cannot be written\. Run this as the user of the service, or .* its folder, which SQLite needs/,
  },
  'a folder for the backup that this user may not write to': {
    args: ['backup', 'data/new.db', '--store', 'sqlite:b.db'],
    modes: [0o644, 0o755, 0o666],
    says: /^No backup was made in .*: this user may not write to .*data\. Let it, or run this as another user/,
  },
  'a backup that this user may not read': {
    args: ['restore', 'b.db'],
    modes: [0o666, 0o777, 0o600],
    says: /^Nothing was restored.*: .*b\.db may not be used by this user\. Let this user read it, or copy it/,
  },
  'a store that is sound, but that this user may not write': {
    args: ['restore', 'b.db'],
    modes: [0o444, 0o777, 0o644],
    says: /^Nothing was restored.*: the store .* cannot be written\. Run this as the user of the service, or let this user/,
  },
  'a store to move that this user may not write': {
    args: ['move', 'postgres://user@127.0.0.1:1/database'],
    modes: [0o444, 0o755, 0o644],
    says: /^Nothing was moved.*: the store .* cannot be locked by this user\. Run this as the user of the service, or let this user/,
  },
};

for (const [what, { args, modes, says }] of Object.entries(RIGHTS)) {
  test(`${what}: the message speaks of rights, and nothing changes`, async (t) => {
    const { folder, backup } = await backedUp(t);
    await chown(folder, NOBODY, NOBODY);
    const [store, data, ofBackup] = modes;
    await chmod(storeIn(folder), store);
    await chmod(path.join(folder, 'data'), data);
    await chmod(backup, ofBackup);
    const before = contentsOf(backup);
    const { status, stdout, stderr } = await runAsNobody(folder, args);
    assert.deepEqual([status, stdout], [1, ''], stderr);
    assert.match(stderr, says);
    assert.doesNotMatch(stderr, /Stop the service|damaged|\n {4}at /);
    assert.deepEqual((await readdir(folder)).toSorted(), ['b.db', 'data']);
    assert.deepEqual([contentsOf(storeIn(folder)), contentsOf(backup)], [before, before]);
  });
}
