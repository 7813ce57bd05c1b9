/** What `store.ts` promises, as tests that run against any store. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type NewServerGroup, StoreUnavailable } from './store.ts';
import { claimSuite } from './suite-claims.ts';
import {
  atOnce,
  create,
  everything,
  newGroup,
  type OpenForTest,
  OTHER_PROJECT,
  PROJECT,
  UNKNOWN_ID,
} from './suite-common.ts';
import { idempotencySuite } from './suite-idempotency.ts';
import { importSuite } from './suite-imports.ts';
import { listSuite } from './suite-lists.ts';
import { memberSuite } from './suite-members.ts';
import { modelSuite } from './suite-model.ts';
import { placeSuite } from './suite-places.ts';
import { quotaSuite } from './suite-quotas.ts';

const groupSuite = (open: OpenForTest): void => {
  const shapes: Record<string, Partial<NewServerGroup>> = {
    'without rules': { rules: {} },
    'with a rule': { rules: { max_server_per_host: 3 } },
    'with the greatest rule': { rules: { max_server_per_host: 2_147_483_647 } },
    'with another policy': { policy: 'soft-affinity' },
    'with a name in many scripts': { name: '测试 группа ελληνικά عربي' },
    'with a name beyond the BMP': { name: '🖥️ server 𝒢roup' },
    'with a name of combining characters': { name: 'e\u0301 is not \u00e9' },
    'with a name of 255 characters': { name: '🖥'.repeat(255) },
    'with quotes in its name': { name: `'; DROP TABLE "server_groups"; --` },
  };
  for (const [title, changes] of Object.entries(shapes)) {
    test(`a group ${title} is read as it was created`, async (t) => {
      const { store } = await open(t);
      const group = await create(store, changes);
      const { name, policy, rules, project_id, user_id } = newGroup(changes);
      const expected = { id: group.id, name, policy, rules, members: [], project_id, user_id };
      const read = await store.get(group.id, PROJECT);
      assert.deepEqual(group, expected);
      assert.deepEqual(read, expected); // Plain prototypes, too.
      assert.deepEqual(await everything(store, PROJECT), [expected]);
      for (const answer of [group, read]) assert.equal(JSON.stringify(answer), JSON.stringify(expected));
    });
  }

  test('a group is seen in its project and by an administrator, not in another project', async (t) => {
    const { store } = await open(t);
    const group = await create(store);
    assert.equal(await store.get(group.id, OTHER_PROJECT), undefined);
    assert.deepEqual(
      await Promise.all([PROJECT, OTHER_PROJECT, null].map((scope) => store.exists(group.id, scope))),
      [true, false, true],
    );
    assert.equal(await store.delete(group.id, OTHER_PROJECT), false);
    assert.deepEqual(await store.get(group.id, PROJECT), group);
    assert.deepEqual(await store.get(group.id, null), group);
    assert.equal(await store.delete(group.id, null), true);
  });

  test('a deleted group is gone, and deleting it again says so', async (t) => {
    const { store } = await open(t);
    const [kept, gone] = [await create(store), await create(store)];
    assert.equal(await store.delete(gone.id, PROJECT), true);
    assert.equal(await store.delete(gone.id, PROJECT), false);
    assert.equal(await store.delete(UNKNOWN_ID, PROJECT), false);
    assert.equal(await store.get(gone.id, PROJECT), undefined);
    assert.deepEqual(await everything(store, null), [kept]);
  });

  test('ids are UUIDs of version 7 and increase in the order of creation', async (t) => {
    const { store } = await open(t);
    const ids: string[] = [];
    for (let round = 0; round < 10; round++) {
      // Which of those at once was first, nobody can tell.
      ids.push(...(await atOnce(10, () => create(store))).map(({ id }) => id).sort());
    }
    ids.push((await create(store, { project_id: OTHER_PROJECT })).id);
    for (const id of ids)
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual(ids, [...new Set(ids)].sort());
  });
};

const lifeSuite = (open: OpenForTest): void => {
  test('a write that fails harms no other that came with it, and counts for no quota', async (t) => {
    const { store } = await open(t);
    const broken = newGroup({ user_id: null as unknown as string });
    const settled = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 ? store.create(broken, -1) : store.create(newGroup(), 5),
      ),
    );
    const outcomes = settled.map(({ status }) => status);
    assert.deepEqual(
      outcomes,
      outcomes.map((_, index) => (index % 2 ? 'rejected' : 'fulfilled')),
    );
    assert.equal((await everything(store, PROJECT)).length, 5);
  });

  test('groups, members, quotas and the order of ids are the same after opening again', async (t) => {
    const { store, reopen } = await open(t);
    const [first, newest] = [await create(store, { rules: { max_server_per_host: 2 } }), await create(store)];
    await store.addMember(first.id, 'server', PROJECT, 1);
    await store.delete(newest.id, PROJECT);
    const again = await reopen();
    assert.deepEqual(await everything(again, null), [{ ...first, members: ['server'] }]);
    assert.equal(await again.create(newGroup(), 1), 'over quota');
    assert.equal(await again.addMember(first.id, 'another', PROJECT, 1), 'over quota');
    assert.ok((await create(again)).id > newest.id);
  });

  test('a text that is no id, whatever is in it, names no group', async (t) => {
    const { store } = await open(t);
    for (const id of ['', 'x', 'a\0b', '\0', 'ü/\u{1F600}', '\ud800']) {
      assert.equal(await store.get(id, null), undefined);
      assert.equal(await store.exists(id, PROJECT), false);
      assert.equal(await store.members(id, PROJECT, { limit: 1 }), undefined);
      assert.equal(await store.delete(id, PROJECT), false);
      assert.equal(await store.addMember(id, 'server', PROJECT, -1), 'no such group');
      assert.equal(await store.claim(id, 'server', 'host', null, -1), 'no such group');
      assert.equal(await store.removeMember(id, 'server', PROJECT), 'no such group');
    }
  });

  test('closing finishes the writes under way, may be repeated, and refuses what comes later', async (t) => {
    const { store, reopen } = await open(t);
    const writes = atOnce(50, () => create(store));
    await Promise.all([store.close(), store.close()]);
    assert.equal((await writes).length, 50);
    const late: (() => Promise<unknown>)[] = [
      () => store.create(newGroup(), -1),
      () => store.get(UNKNOWN_ID, null),
      () => store.list({ project: null, offset: 0, limit: 1 }),
      () => store.exists(UNKNOWN_ID, null),
      () => store.members(UNKNOWN_ID, null, { limit: 1 }),
      () => store.delete(UNKNOWN_ID, null),
      () => store.claim(UNKNOWN_ID, 'server', 'host', null, -1),
      () => store.create(newGroup(), -1, { key: 'key', fingerprint: 'request', now: 0 }),
      () => store.forgetKeys(0),
      () => store.import({ project: PROJECT, groups: [], quotas: {} }, true),
      () => store.check(),
    ];
    for (const call of late) await assert.rejects(call, StoreUnavailable);
    assert.equal((await everything(await reopen(), PROJECT)).length, 50);
  });

  test('a store that works passes its check, also many at once', async (t) => {
    const { store } = await open(t);
    await atOnce(10, () => store.check());
    await store.check();
  });
};

/**
 * Defines the tests for one kind of store.
 *
 * @param histories how many random ones are compared with the model
 */
export const storeSuite = (name: string, open: OpenForTest, histories = 150): void => {
  describe(`${name} store`, () => {
    groupSuite(open);
    listSuite(open);
    quotaSuite(open);
    memberSuite(open);
    claimSuite(open);
    placeSuite(open);
    idempotencySuite(open);
    importSuite(open);
    lifeSuite(open);
    modelSuite(open, histories);
  });
};
