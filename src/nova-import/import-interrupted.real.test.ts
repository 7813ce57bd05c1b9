/** An import that is told to stop. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import test, { type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { CLI, environment } from '../cli/cli.fixture.ts';
import { dumpOf, groupId, serverId } from './dump.fixture.ts';
import { folderWith, ONE, storeIn } from './import.fixture.ts';

const start = (t: TestContext, folder: string, ...args: readonly string[]) => {
  const child = spawn(process.execPath, [CLI, 'import', ...args], { cwd: folder, env: environment({}) });
  const ended = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  t.after(() => child.kill('SIGKILL'));
  return { child, ended };
};

test('an import that is interrupted while it reads says that nothing was imported', async (t) => {
  const folder = await folderWith(t, '');
  const { child, ended } = start(t, folder, '-', '--apply');
  // More than a pipe holds, so that when it is written it is read already.
  await new Promise((resolve) => child.stdin.write(`-- ${'x'.repeat(1_000_000)}`, resolve));
  child.kill('SIGINT');
  const [[, signal], stdout, stderr] = await ended;
  assert.deepEqual([signal, stdout, stderr], ['SIGINT', '', 'Ended by SIGINT: nothing was imported.\n']);
});

const COUNT = 10_000;
const numbers = Array.from({ length: COUNT }, (_, index) => index + 1);

test('an import that is interrupted says how much has come in', async (t) => {
  const dump = dumpOf({
    instance_groups: numbers.map((n) => [n, groupId(n), 'name', ONE, 'user']),
    instance_group_policy: numbers.map((n) => [n, n, 'affinity']),
    instance_group_member: numbers.map((n) => [n, n, serverId(n)]),
  });
  const folder = await folderWith(t, dump);
  const store = await storeIn(t, folder);
  const { child, ended } = start(t, folder, 'dump.sql', '--apply');
  while (child.exitCode === null && (await store.usage(ONE)).serverGroups < 1000) await setTimeout(1);
  child.kill('SIGTERM');
  const [[, signal], stdout, stderr] = await ended;
  assert.deepEqual([signal, stdout], ['SIGTERM', ''], stderr);
  const { serverGroups } = await store.usage(ONE);
  const said =
    /^Ended by SIGTERM: at least (\d+) server groups, (\d+) members and 0 quotas have come into sqlite:\/.*goes on from there\.\n$/;
  const [, groups = 0, members] = said.exec(stderr)?.map(Number) ?? assert.fail(stderr);
  assert.ok(0 < groups && groups <= serverGroups && serverGroups < COUNT, `${groups} ${serverGroups}`);
  assert.equal(members, groups);
});
