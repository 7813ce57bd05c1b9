/** A PostgreSQL whose disk is full. The superuser alone can mount a small one. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import type { ServerGroup } from '../store.ts';
import { create, everything, PROJECT } from '../suite-common.ts';
import { openPostgresStore } from './postgres.ts';
import { startPostgres } from './server.fixture.ts';

test('a full disk: a clear error until there is space, then the store goes on by itself', async (t) => {
  const disk = await mkdtemp(path.join(tmpdir(), 'disk-test-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=777', 'tmpfs', disk]);
  t.after(async () => {
    execFileSync('umount', ['--lazy', disk]);
    await rm(disk, { recursive: true });
  });
  const full = await startPostgres();
  const store = await openPostgresStore(full.url('postgres'));
  t.after(async () => {
    await store.close();
    await full.remove();
  });
  const { uid, gid } = await stat(full.data);
  await chmod(disk, 0o700);
  await chown(disk, uid, gid);
  await full.run(`CREATE TABLESPACE small LOCATION '${disk}'`);
  for (const table of ['server_groups', 'projects', 'store']) {
    await full.run(`ALTER TABLE osg.${table} SET TABLESPACE small`);
  }
  const made: ServerGroup[] = [];
  const makeUntilFull = async () => {
    for (;;) made.push(await create(store, { name: 'x'.repeat(255) }));
  };
  await writeFile(path.join(disk, 'ballast'), Buffer.alloc(1_500_000));
  const said = { name: 'StoreUnavailable', message: /No space left on device/ };
  await assert.rejects(makeUntilFull(), said);
  assert.deepEqual(await everything(store, PROJECT), made);
  await rm(path.join(disk, 'ballast'));
  made.push(await create(store));
  await store.check();
  assert.deepEqual(await everything(store, PROJECT), made);
});
