import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { openStore } from '../store/open.ts';
import { type Import, type Store, StoreUnavailable } from '../store/store.ts';
import { everything } from '../store/suite-common.ts';
import { dumpOf, groupId, type Rows, serverId } from './dump.fixture.ts';
import { readDump } from './dump.ts';
import { importStaged, noTotals } from './import.ts';
import { openStaging } from './staging.ts';

const stagingOf = async (t: TestContext, rows: Rows) => {
  const staging = openStaging();
  t.after(() => staging.close());
  const pieces = async function* () {
    yield dumpOf(rows);
  };
  await readDump(pieces(), staging.take);
  return staging;
};

/** In three projects; the first group has more members than one portion holds. */
const rowsOf = (groups: number, members: number): Rows => {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  return {
    instance_groups: numbers(groups).map((n) => [n, groupId(n), 'name', `project ${n % 3}`, 'user']),
    instance_group_policy: numbers(groups).map((n) => [n, n, 'affinity']),
    instance_group_member: [
      ...numbers(members).map((n) => [n, 1, serverId(n)]),
      ...numbers(groups).map((n) => [members + n, n, serverId(members + n)]),
    ],
    quotas: numbers(3).map((n) => [n, `project ${n % 3}`, 'server_groups', n]),
  };
};

const openMemory = async (t: TestContext): Promise<Store> => {
  const store = await openStore('sqlite::memory:');
  t.after(() => store.close());
  return store;
};

test('an import is many small writes, each of one project, few at once, so that a service goes on beside it', async (t) => {
  const staging = await stagingOf(t, rowsOf(1000, 500));
  const store = await openMemory(t);
  const wanted: Import[] = [];
  let underWay = 0;
  let most = 0;
  const watched: Pick<Store, 'import'> = {
    async import(portion, write) {
      wanted.push(portion);
      underWay += 1;
      most = Math.max(most, underWay);
      const imported = await store.import(portion, write);
      underWay -= 1;
      return imported;
    },
  };
  await importStaged(staging, watched, true, noTotals());
  for (const { project, groups } of wanted) {
    assert.ok(groups.every(({ project_id }) => project_id === project));
    const sizes = groups.map(({ members }) => 1 + members.length);
    const beforeLast = sizes.slice(0, -1).reduce((sum, size) => sum + size, 0);
    assert.ok(beforeLast < 200, `${beforeLast}`);
  }
  assert.ok(most > 1 && most <= 8, `${most}`);
  assert.equal((await everything(store, null)).length, 1000);
});

test('an import that the store could not go on with is complete, group by group, and goes on when it is repeated', async (t) => {
  const staging = await stagingOf(t, rowsOf(2000, 10));
  const store = await openMemory(t);
  let calls = 0;
  const failing: Pick<Store, 'import'> = {
    import: async (portion, write) => {
      calls += 1;
      if (calls === 12) throw new StoreUnavailable('The disk is full.');
      return store.import(portion, write);
    },
  };
  const reached = noTotals();
  await assert.rejects(importStaged(staging, failing, true, reached), StoreUnavailable);
  const some = await everything(store, null);
  assert.ok(some.length > 0 && some.length < 2000, `${some.length}`);
  assert.equal(reached.groups.imported, some.length);

  const totals = noTotals();
  await importStaged(staging, store, true, totals);
  assert.deepEqual(totals.groups, {
    imported: 2000 - some.length,
    here: some.length,
    differs: 0,
    deleted: 0,
    leftOut: 0,
  });
  const all = await everything(store, null);
  assert.equal(all.length, 2000);
  assert.equal(all.flatMap(({ members }) => members).length, 2010);
  assert.deepEqual((await store.usage('project 1')).quotas, { serverGroups: 1 });
});
