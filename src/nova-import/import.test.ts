/** The command, as a process of its own, on a store in SQLite. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { CLI, environment, run } from '../cli/cli.fixture.ts';
import { contentsOf } from '../cli/store.fixture.ts';
import { firstToken, startProcess } from '../process.fixture.ts';
import { everything, newGroup } from '../store/suite-common.ts';
import { dumpOf, groupId, serverId } from './dump.fixture.ts';
import {
  first,
  folderWith,
  GROUPS,
  ONE,
  SOUND,
  STORE,
  second,
  storeIn,
  storeOf,
  TWO,
  third,
} from './import.fixture.ts';

test('an import writes nothing until it is told to, then does what it said, and again changes nothing', async (t) => {
  const folder = await folderWith(t, dumpOf(SOUND));
  const empty = contentsOf(path.join(folder, STORE));
  const tried = await run(folder, ['import', 'dump.sql']);
  assert.equal(tried.status, 0, tried.stderr);
  const said = `This is what an import of dump.sql into ${storeOf(folder)} would do. Nothing was written; --apply does it.`;
  assert.ok(tried.stdout.startsWith(`${said}\n`), tried.stdout);
  assert.match(tried.stdout, /^server groups +3 +0 +0 +0 +0\nmembers +3 .*\nquotas +2 /m);
  assert.deepEqual(contentsOf(path.join(folder, STORE)), empty);

  const done = await run(folder, ['import', 'dump.sql', '--apply']);
  assert.equal(done.status, 0, done.stderr);
  assert.ok(done.stdout.startsWith(`dump.sql was imported into ${storeOf(folder)}.\n`), done.stdout);
  assert.match(done.stdout, /^server groups +3 +0 +0 +0 +0$/m);
  const again = await run(folder, ['import', 'dump.sql', '--apply']);
  assert.equal(again.status, 0, again.stderr);
  assert.match(
    again.stdout,
    /^There is nothing to import from dump\.sql into sqlite:.*: nothing was changed\.\n.*^server groups +0 +3 /ms,
  );

  const store = await storeIn(t, folder);
  assert.deepEqual(await everything(store, null), [first, second, third]);
  assert.deepEqual(await store.usage(ONE), {
    serverGroups: 2,
    quotas: { serverGroups: 1, serverGroupMembers: -1 },
  });
});

test('what is not here as in the dump stays, is told with what differs, and counts; what was deleted here does not', async (t) => {
  const folder = await folderWith(t, dumpOf(SOUND));
  await run(folder, ['import', 'dump.sql', '--apply']);
  const store = await storeIn(t, folder);
  await store.delete(groupId(1), ONE);
  const deleted = JSON.parse((await run(folder, ['import', 'dump.sql', '--apply', '--json'])).stdout);
  assert.deepEqual(deleted.groups, { imported: 0, here: 2, differs: 0, deleted: 1, leftOut: 0 });
  assert.equal((await run(folder, ['import', 'dump.sql', '--apply'])).status, 0);

  await store.removeMember(groupId(3), serverId(1), TWO);
  await store.addMember(groupId(3), serverId(9), TWO, -1);
  await store.setQuotas(ONE, { serverGroups: 7 }, false);
  const { stdout, status } = await run(folder, ['import', 'dump.sql', '--apply', '--json']);
  assert.equal(status, 2);
  const { groups, members, quotas, notImported } = JSON.parse(stdout);
  assert.deepEqual(groups, { imported: 0, here: 1, differs: 1, deleted: 1, leftOut: 0 });
  assert.deepEqual(members, { imported: 0, here: 0, differs: 1, deleted: 2, leftOut: 0 });
  assert.deepEqual(quotas, { imported: 0, here: 1, differs: 1, deleted: 0, leftOut: 0 });
  const [isNew, isOld] = [[serverId(9)], [serverId(1)]];
  assert.deepEqual(
    notImported.map((each: Record<string, unknown>) =>
      ['what', 'id', 'name', 'reason', 'isLoss', 'value'].map((key) => each[key]),
    ),
    [
      ['server group', groupId(1), 'one', 'deleted-here', false, null],
      [
        ...['server group', groupId(3), 'three', 'differs', true],
        [{ of: 'members', here: isNew, dump: isOld }],
      ],
      ['quota', 'server_groups', null, 'differs', true, [{ of: 'limit', here: 7, dump: 1 }]],
    ],
  );
  assert.deepEqual(await everything(store, null), [second, { ...third, members: isNew }]);

  const told = (await run(folder, ['import', 'dump.sql'])).stdout;
  assert.match(told, /^There is nothing to import .* Not all that is alive in Nova is here then/);
  assert.match(told, /^ +to import +here already +differs +deleted here +left out$/m);
  assert.match(told, /members: only here 1 \(5.*9\), only in the dump 1 \(5.*1\)$/m);
  assert.match(told, /limit: here 7, in the dump 1$/m);
});

test('what is alive in Nova and left out is told with its reason, and by the exit status', async (t) => {
  const dump = dumpOf({
    instance_groups: [
      ...GROUPS,
      [4, groupId(4), 'a\n\x9b', ONE, 'user'],
      [5, groupId(5), 'five', ONE, 'user', 5],
      [6, groupId(1).toUpperCase(), 'six', TWO, 'user'],
    ],
    instance_group_policy: [
      ...SOUND.instance_group_policy,
      [4, 4, 'affinity'],
      [5, 5, 'affinity'],
      [6, 6, 'affinity'],
    ],
    instance_group_member: [
      ...SOUND.instance_group_member,
      [4, 2, serverId(1)],
      [5, 2, serverId(3)],
      [6, 2, serverId(4)],
      [7, 9, serverId(2)],
      [8, 4, serverId(2)],
    ],
    quotas: [...SOUND.quotas, [4, TWO, 'server_groups', -7]],
    instance_mappings: [1, 2, 3].map((number) => [number, serverId(number), number === 3 ? 1 : 0]),
  });
  const folder = await folderWith(t, dump);
  const store = await storeIn(t, folder);
  const own = await store.create(newGroup({ project_id: TWO }), -1);
  assert.ok(typeof own === 'object');
  await store.addMember(own.id, serverId(1), TWO, -1);
  const tried = await run(folder, ['import', 'dump.sql', '--json']);
  const { stdout, status } = await run(folder, ['import', 'dump.sql', '--json', '--apply']);
  assert.deepEqual([tried.status, status], [2, 2]);
  const said = JSON.parse(stdout);
  assert.deepEqual({ ...JSON.parse(tried.stdout), applied: true }, said);
  assert.deepEqual(
    said.notImported.map((each: Record<string, unknown>) =>
      ['what', 'id', 'group', 'name', 'reason', 'value', 'isLoss'].map((key) => each[key]),
    ),
    [
      ['member', serverId(1), groupId(2), 'two', 'in-another-group', groupId(1), true],
      ['member', serverId(3), groupId(2), 'two', 'server-deleted', null, false],
      ['member', serverId(4), groupId(2), 'two', 'server-deleted', null, false],
      ['server group', groupId(4), null, 'a\n\x9b', 'name', 'a\n\x9b', true],
      ['server group', groupId(5), null, 'five', 'deleted-in-nova', null, false],
      ['server group', groupId(1).toUpperCase(), null, 'six', 'id-in-use', null, true],
      ['member', serverId(1), groupId(3), 'three', 'in-another-group-here', own.id, true],
      ['quota', 'server_groups', null, null, 'limit', '-7', true],
      ['member', serverId(2), null, null, 'no-group', null, true],
    ],
  );
  assert.deepEqual(said.members, { imported: 2, here: 0, differs: 0, deleted: 0, leftOut: 6 });
  assert.deepEqual(await everything(store, ONE), [first, second]);
  assert.deepEqual(await everything(store, TWO), [
    { ...own, members: [serverId(1)] },
    { ...third, members: [] },
  ]);

  const table = (await run(folder, ['import', 'dump.sql'])).stdout;
  assert.match(table, /^2 +member +the server is deleted in Nova, which leaves such members behind$/m);
  assert.match(
    table,
    /^1 +quota +its limit is not .*\. To mend it: correct quotas\.hard_limit in Nova's database$/m,
  );
  assert.match(table, /^member +50000000\S+ +two +f0000000\S+ +a+ +in-another-group +f0000000\S+01$/m);
  // What moves a cursor never gets to a terminal.
  assert.match(table, /^server group +f0000000\S+04 +a\\u\{a\}\\u\{9b\} +- +a+ +name +a\\u\{a\}\\u\{9b\}$/m);
});

test('a dump comes from standard input too, and compressed', async (t) => {
  const folder = await folderWith(t, gzipSync(dumpOf(SOUND)));
  const packed = await run(folder, ['import', 'dump.sql', '--json']);
  assert.equal(packed.status, 0, packed.stderr);
  const child = spawn(process.execPath, [CLI, 'import', '-', '--json'], {
    cwd: folder,
    env: environment({}),
  });
  child.stdin.end(dumpOf(SOUND));
  const [stdout, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  assert.equal(status, 0);
  assert.deepEqual({ ...JSON.parse(stdout), file: 'dump.sql' }, JSON.parse(packed.stdout));
});

test('a running service shows what is imported at once', async (t) => {
  const folder = await folderWith(t, dumpOf(SOUND));
  const { url } = await startProcess(t, folder);
  const headers = { ...(await firstToken(folder)), Connection: 'close' };
  assert.equal((await run(folder, ['import', 'dump.sql', '--apply'])).status, 0);
  const response = await fetch(`${url}/v2.1/os-server-groups/${groupId(3)}`, { headers });
  const shown = (await response.json()) as { server_group: unknown };
  const { id, name, members } = third ?? assert.fail();
  assert.deepEqual(shown, { server_group: { id, name, policies: ['soft-affinity'], members, metadata: {} } });
});
