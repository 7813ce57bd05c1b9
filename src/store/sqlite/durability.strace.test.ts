/** Durability, seen from the kernel: `kill -9` cannot tell a synced write from one in the page cache, a trace can. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { create, emptyFolder, firstToken, startProcess } from '../../process.fixture.ts';

test('the data of a created group is synced to the disk before the answer is sent', async (t) => {
  const folder = await emptyFolder(t);
  const trace = path.join(folder, 'trace');
  const wrapper = [
    'strace',
    '-f',
    '-y',
    '-s',
    '64',
    '-e',
    'trace=fsync,fdatasync,write,writev,sendto',
    '-o',
    trace,
  ];
  const { child, url } = await startProcess(t, folder, { wrapper });
  const headers = await firstToken(folder);
  for (let count = 0; count < 3; count++) assert.equal((await create(url, headers)).status, 200);
  const pid = Number(await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8'));
  process.kill(pid, 'SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));

  // From the end of one answer to the next, in the order in which the calls ended.
  const lines = (await readFile(trace, 'utf8')).split('\n');
  const answers = lines.flatMap((line, index) => (/HTTP\/1\.1 200/.test(line) ? [index] : []));
  assert.equal(answers.length, 3);
  for (const [index, answer] of answers.entries()) {
    const between = lines.slice(answers[index - 1] ?? 0, answer);
    const synced = between.findLastIndex((line) => /f(data)?sync.*(= 0)$/.test(line));
    const written = between.findLastIndex((line) => /write.*server-groups\.db-wal/.test(line));
    assert.ok(synced >= 0, `no sync before answer ${index}:\n${between.join('\n')}`);
    assert.ok(written < synced, `something was written after the sync:\n${between.join('\n')}`);
  }
});
