/** Durability, seen from the kernel: `kill -9` cannot tell a synced write from one in the page cache, a trace can. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

test('a commit whose sync fails is not known to be refused: the answer says so, and the next start may find it', async (t) => {
  const folder = await emptyFolder(t);
  const { child, url, end } = await startProcess(t, folder);
  const headers = await firstToken(folder);
  assert.equal((await create(url, headers)).status, 200);
  const trace = spawn(
    'strace',
    ['-f', '-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO', '-p', String(child.pid)],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(trace, 'exit');
  t.after(async () => {
    trace.kill();
    await ended;
  });
  let told = '';
  // One line for each thread.
  await new Promise<void>((resolve) => {
    trace.stderr.on('data', (text) => {
      told += text;
      if (/attached/.test(told)) resolve();
    });
  });
  const answer = await create(url, headers);
  assert.equal(answer.status, 503);
  assert.match(await answer.text(), /^.*Whether this was done is not known\. Look whether it was/);
  await end('SIGKILL');
  const again = await startProcess(t, folder);
  const list = await fetch(`${again.url}/v2.1/os-server-groups`, { headers });
  const { server_groups } = (await list.json()) as { server_groups: unknown[] };
  assert.ok(server_groups.length === 1 || server_groups.length === 2);
});
