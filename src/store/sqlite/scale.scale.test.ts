/** The service on a file that holds very much: what it answers, and, for information, how much longer it takes. */

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { startApp } from '../../app.fixture.ts';
import { fault } from '../../faults.ts';
import { type Answer, arrived } from '../../race.fixture.ts';
import * as scale from './scale.fixture.ts';
import { openSqliteStore } from './sqlite.ts';

const { PLACED, UNPLACED, HUGE, SMALL, groupId, hostName, placedServer, unplacedServer } = scale;
const TIMES = 200;
const LIMIT = 100;
const GROUPS = '/v2.1/os-server-groups';

type Call = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** The service on a file with so much; calls are those of an administrator. */
const start = async (t: TestContext, sizes: scale.Sizes): Promise<Call> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-scale-'));
  const file = path.join(folder, 'store.db');
  await scale.makeFile(file, sizes);
  const store = await openSqliteStore(file);
  const { url, tokens, close } = await startApp({ store, settings: { quotaServerGroupMembers: -1 } });
  t.after(async () => {
    await close();
    await store.close();
    await rm(folder, { recursive: true });
  });
  const headers = {
    'X-Auth-Token': tokens.admin,
    'OpenStack-API-Version': 'compute 2.64',
    'Content-Type': 'application/json',
  };
  return async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
};

const newServer = (number: number) => `ffffffff-0000-4000-8000-${String(number).padStart(12, '0')}`;
const memberPath = (group: string, server: string) => `${GROUPS}/${group}/members/${server}`;
const claim = (call: Call, group: string, server: string, host: string) =>
  call('PUT', memberPath(group, server), { member: { host } });

const fromTo = <T>(first: number, count: number, of: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => of(first + index));

/** Everyday operations, in an order in which each does what its name says; the number makes them new. */
type Operation = (call: Call, number: number, sizes: scale.Sizes) => ReturnType<Call>;
const everyday: Readonly<Record<string, readonly [status: number, Operation]>> = {
  show: [200, (call, number) => call('GET', `${GROUPS}/${groupId(number)}`)],
  'list a page': [
    200,
    (call, _, { groups }) => call('GET', `${GROUPS}?limit=${LIMIT}&marker=${groupId(groups / 2)}`),
  ],
  create: [200, (call) => call('POST', GROUPS, { server_group: { name: 'test', policy: 'anti-affinity' } })],
  claim: [200, (call, number) => claim(call, PLACED, newServer(number), 'new')],
  'claim again': [200, (call, number) => claim(call, PLACED, newServer(number), 'new')],
  'claim a full host': [409, (call, number) => claim(call, PLACED, newServer(number + 1), 'new')],
  release: [204, (call, number) => call('DELETE', memberPath(PLACED, newServer(number)))],
  'list members': [
    200,
    (call, _, { members }) =>
      call('GET', `${GROUPS}/${PLACED}/members?limit=${LIMIT}&marker=${placedServer(members / 2)}`),
  ],
};

const timeOf = async (call: Call, name: string, number: number, sizes: scale.Sizes): Promise<number> => {
  const [status, operation] = everyday[name] as (typeof everyday)[string];
  const before = performance.now();
  const answer = await operation(call, number, sizes);
  const time = performance.now() - before;
  assert.equal(answer.status, status, name);
  return time;
};

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;

/** Calls both services in turn, so that what disturbs the machine disturbs both. */
const compare = async (t: TestContext, small: Call, huge: Call) => {
  const names = Object.keys(everyday);
  const times = new Map(names.map((name) => [name, { small: [] as number[], huge: [] as number[] }]));
  for (let number = 1; number <= TIMES; number++) {
    for (const [name, { small: smalls, huge: huges }] of times) {
      smalls.push(await timeOf(small, name, number, SMALL));
      huges.push(await timeOf(huge, name, number, HUGE));
    }
  }
  for (const [name, { small: smalls, huge: huges }] of times) {
    const [before, after] = [median(smalls), median(huges)];
    t.diagnostic(
      `${name}: ${before.toFixed(2)} ms, ${after.toFixed(2)} ms with much: × ${(after / before).toFixed(2)}`,
    );
  }
};

test('with 1,000,000 groups and 100,000 members everything works as ever', async (t) => {
  const call = await start(t, HUGE);
  await compare(t, await start(t, SMALL), call);

  const middle = HUGE.groups / 2;
  const list = await call('GET', `${GROUPS}?limit=${LIMIT}&marker=${groupId(middle)}`);
  const { server_groups } = list.body as { server_groups: { id: string }[] };
  assert.deepEqual(
    server_groups.map(({ id }) => id),
    fromTo(middle + 1, LIMIT, groupId),
  );

  const full = await claim(call, PLACED, newServer(1), hostName(middle / 10));
  assert.deepEqual(full, arrived(fault.hostFull(hostName(middle / 10), PLACED)));
  const members = await call('GET', `${GROUPS}/${PLACED}/members?limit=${LIMIT}`);
  assert.deepEqual(members.body, {
    members: fromTo(1, LIMIT, (number) => ({ server_id: placedServer(number), host: hostName(number) })),
    policy: { name: 'anti-affinity', effective: true, holds: true },
  });

  // Shown in the order in which they joined.
  for (const [group, serverOf] of [
    [PLACED, placedServer],
    [UNPLACED, unplacedServer],
  ] as const) {
    const shown = await call('GET', `${GROUPS}/${group}`);
    const { server_group } = shown.body as { server_group: { members: string[] } };
    assert.deepEqual(server_group.members, fromTo(1, HUGE.members, serverOf).reverse());

    // One of its members, and one of its hosts.
    const [server, host] = [serverOf(HUGE.members / 2), hostName(1)];
    const elsewhere = await claim(call, groupId(1), server, host);
    assert.deepEqual(elsewhere, arrived(fault.inOtherGroup(server, group)));
    assert.deepEqual(await call('DELETE', `${GROUPS}/${group}`), { status: 204, body: undefined });
    assert.equal((await call('GET', `${GROUPS}/${group}`)).status, 404);
    assert.equal((await claim(call, groupId(1), server, host)).status, 200);
    assert.equal((await call('DELETE', memberPath(groupId(1), server))).status, 204);
  }
});
