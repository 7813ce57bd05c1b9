/** What has the name of a backup is on the disk, seen from the kernel. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { CLI, environment } from './cli.fixture.ts';
import { filledFolder } from './store.fixture.ts';

for (const args of [[], ['--overwrite']]) {
  test(`a backup ${args.join('')} is synced after its last write and before it has its name, and its folder after that`, async (t) => {
    const { folder } = await filledFolder(t);
    const trace = path.join(folder, 'trace');
    const calls = 'trace=fsync,fdatasync,pwrite64,write,ftruncate,link,linkat,rename,renameat,renameat2';
    const strace = ['-f', '-y', '-o', trace, '-e', calls, process.execPath, CLI, 'backup', 'b.db', ...args];
    execFileSync('strace', strace, { cwd: folder, env: environment({}), stdio: 'ignore' });
    const lines = (await readFile(trace, 'utf8')).split('\n');
    const last = (call: RegExp) => lines.findLastIndex((line) => call.test(line));
    const written = last(/(write|truncate).*\/b\.db\.\w{6}\/copy>/);
    const synced = last(/f(data)?sync.*\/b\.db\.\w{6}\/copy>/);
    const named = last(/(link|rename).*\/b\.db"/);
    const folderSynced = last(new RegExp(`f(data)?sync\\(\\d+<${folder}>`));
    assert.ok(written >= 0);
    assert.deepEqual(
      [written, synced, named, folderSynced].toSorted((one, other) => one - other),
      [written, synced, named, folderSynced],
      lines.join('\n'),
    );
  });
}
