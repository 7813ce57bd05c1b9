/** Creations with a key: a repeated one is answered as the first, and makes nothing. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { forgetAllKeys } from './forget-keys.ts';
import { type Idempotency, KEPT_FOR, type NewServerGroup, type ServerGroup, type Store } from './store.ts';
import { atOnce, everything, newGroup, type OpenForTest, OTHER_PROJECT, PROJECT } from './suite-common.ts';

const NO_LIMIT = -1;
const NOW = 1_700_000_000_000;
const FIRST: Idempotency = { key: 'key', fingerprint: 'first request', now: NOW };

const createOnce = (
  store: Store,
  idempotency: Partial<Idempotency> = {},
  changes: Partial<NewServerGroup> = {},
  quota = NO_LIMIT,
) => store.create(newGroup(changes), quota, { ...FIRST, ...idempotency });

/** Creates a group with a key; it must be made, or have been made. */
const made = async (...values: Parameters<typeof createOnce>): Promise<ServerGroup> => {
  const group = await createOnce(...values);
  assert.ok(typeof group === 'object', `There is no group, but: ${group}`);
  return group;
};

const repeatSuite = (open: OpenForTest): void => {
  test('a group that is created with a key is read and counted as it was created', async (t) => {
    const { store } = await open(t);
    const changes = { name: '🖥️ „test“', rules: { max_server_per_host: 3 } };
    const group = await made(store, {}, changes);
    const { name, policy, rules, project_id, user_id } = newGroup(changes);
    const expected = { id: group.id, name, policy, rules, members: [], project_id, user_id };
    assert.equal(JSON.stringify(group), JSON.stringify(expected)); // In this order, too.
    assert.deepEqual(await store.get(group.id, PROJECT), expected);
    assert.deepEqual(await store.usage(PROJECT), { serverGroups: 1, quotas: {} });
  });

  const meanwhile: Record<string, (store: Store, id: string) => Promise<unknown>> = {
    'nothing else happened': async () => {},
    'it has got members': (store, id) => store.claim(id, 'a', 'h', PROJECT, NO_LIMIT),
    'it was deleted': (store, id) => store.delete(id, PROJECT),
    'the quota was lowered': (store) => store.setQuotas(PROJECT, { serverGroups: 0 }, true),
    'another group was created': (store) => made(store, { key: 'another' }),
  };
  for (const [what, happen] of Object.entries(meanwhile)) {
    test(`the same request with the same key gets the group as it was made, after ${what}`, async (t) => {
      const { store, reopen } = await open(t);
      const group = await made(store, {}, {}, 1);
      await happen(store, group.id);
      const before = await everything(store, null);
      assert.deepEqual(await createOnce(store, {}, {}, 0), group);
      const again = await reopen();
      assert.deepEqual(await createOnce(again, { now: NOW + KEPT_FOR - 1 }, {}, 0), group);
      assert.deepEqual(await everything(again, null), before);
    });
  }

  test('of 50 requests at once with one key one makes a group, and all are answered with it', async (t) => {
    const { store } = await open(t);
    const [first, ...others] = await atOnce(50, () => createOnce(store, {}, {}, 1));
    for (const other of others) assert.deepEqual(other, first);
    assert.deepEqual(await everything(store, null), [first]);
  });

  test('another request with the same key makes nothing, and leaves the key to the first', async (t) => {
    const { store } = await open(t);
    const group = await made(store);
    for (const quota of [NO_LIMIT, 0]) {
      const answer = await createOnce(store, { fingerprint: 'another request' }, {}, quota);
      assert.equal(answer, 'other request');
    }
    assert.deepEqual(await createOnce(store), group);
    assert.deepEqual(await everything(store, null), [group]);
  });

  test('a key belongs to its project, and is compared exactly', async (t) => {
    const { store } = await open(t);
    const groups = [
      await made(store),
      await made(store, {}, { project_id: OTHER_PROJECT }),
      await made(store, { key: 'KEY' }),
      await made(store, { key: "key'; --" }),
    ];
    assert.equal(new Set(groups.map(({ id }) => id)).size, groups.length);
    assert.deepEqual(await createOnce(store), groups[0]);
    assert.equal((await everything(store, null)).length, groups.length);
  });

  test('a creation that was refused keeps no key', async (t) => {
    const { store } = await open(t);
    assert.equal(await createOnce(store, {}, {}, 0), 'over quota');
    const broken = createOnce(store, {}, { user_id: null as unknown as string });
    await assert.rejects(broken);
    const group = await made(store, { fingerprint: 'another request' });
    assert.deepEqual(await everything(store, null), [group]);
  });
};

const expirySuite = (open: OpenForTest): void => {
  test('a key can be used anew once KEPT_FOR is over, and is then kept as long again', async (t) => {
    const { store } = await open(t);
    const first = await made(store);
    const later = NOW + KEPT_FOR;
    const second = await made(store, { now: later, fingerprint: 'second request' });
    assert.notEqual(second.id, first.id);
    assert.deepEqual(
      await createOnce(store, { now: later + KEPT_FOR - 1, fingerprint: 'second request' }),
      second,
    );
    assert.equal(await createOnce(store, { now: later }), 'other request');
    assert.deepEqual(await everything(store, null), [first, second]);
  });

  test('only keys that are out of time are removed, in any number, and it is said how many', async (t) => {
    const { store } = await open(t);
    const OLD = 1200;
    assert.equal(await store.forgetKeys(NOW + KEPT_FOR), 0);
    await atOnce(OLD, (index) => made(store, { key: `old ${index}` }));
    const kept = await made(store, { key: 'kept', now: NOW + 1 });
    assert.equal(await store.forgetKeys(NOW + KEPT_FOR - 1), 0);
    let forgotten = 0;
    for (let some = 1; some > 0; forgotten += some) some = await store.forgetKeys(NOW + KEPT_FOR);
    assert.equal(forgotten, OLD);
    const groups = await everything(store, null);
    assert.equal(groups.length, OLD + 1); // The groups stay.
    assert.deepEqual(await createOnce(store, { key: 'kept', now: NOW + 1 }), kept);
    assert.notEqual((await made(store, { key: 'old 0' })).id, groups[0]?.id);
  });

  test('forgetting all removes them all', async (t) => {
    const { store } = await open(t);
    await atOnce(600, (index) => made(store, { key: `old ${index}` }));
    await forgetAllKeys(store, NOW + KEPT_FOR);
    assert.equal(await store.forgetKeys(NOW + KEPT_FOR), 0);
  });
};

export const idempotencySuite = (open: OpenForTest): void => {
  repeatSuite(open);
  expirySuite(open);
};
