import assert from 'node:assert/strict';
import test from 'node:test';
import {
  atOnce,
  create,
  everything,
  newGroup,
  type OpenForTest,
  OTHER_PROJECT,
  PROJECT,
} from './suite-common.ts';

export const quotaSuite = (open: OpenForTest): void => {
  test('of 200 creates at once exactly as many succeed as the quota allows', async (t) => {
    const { store } = await open(t);
    const answers = await atOnce(200, () => store.create(newGroup(), 10));
    assert.equal(answers.filter((answer) => answer === 'over quota').length, 190);
    assert.deepEqual(await store.usage(PROJECT), { serverGroups: 10, quotas: {} });
    assert.equal((await everything(store, PROJECT)).length, 10);
  });

  test('quota 0 allows none, -1 any number, and a lower quota than what exists none more', async (t) => {
    const { store } = await open(t);
    assert.equal(await store.create(newGroup(), 0), 'over quota');
    await atOnce(20, () => create(store));
    for (const quota of [0, 10, 20]) assert.equal(await store.create(newGroup(), quota), 'over quota');
    assert.notEqual(await store.create(newGroup(), 21), 'over quota');
  });

  test('a quota of the project itself counts before the default, for groups and for members', async (t) => {
    const { store } = await open(t);
    assert.equal(await store.setQuotas(PROJECT, { serverGroups: 2, serverGroupMembers: 1 }, false), 'set');
    const group = await store.create(newGroup(), 0);
    assert.ok(typeof group === 'object');
    assert.notEqual(await store.create(newGroup(), 0), 'over quota');
    assert.equal(await store.create(newGroup(), -1), 'over quota');
    assert.equal(await store.addMember(group.id, 'a', PROJECT, 0), 'joined');
    assert.equal(await store.addMember(group.id, 'b', PROJECT, -1), 'over quota');
    assert.equal(await store.create(newGroup({ project_id: OTHER_PROJECT }), 0), 'over quota');
    assert.deepEqual(await store.usage(PROJECT), {
      serverGroups: 2,
      quotas: { serverGroups: 2, serverGroupMembers: 1 },
    });
    assert.equal(await store.setQuotas(PROJECT, { serverGroups: -1 }, false), 'set');
    assert.notEqual(await store.create(newGroup(), 0), 'over quota');
    assert.deepEqual((await store.usage(PROJECT)).quotas, { serverGroups: -1, serverGroupMembers: 1 });
    await store.resetQuotas(PROJECT);
    assert.deepEqual(await store.usage(PROJECT), { serverGroups: 3, quotas: {} });
    assert.equal(await store.create(newGroup(), 3), 'over quota');
  });

  test('a quota below what the project has is refused unless it is forced, and nothing changes', async (t) => {
    const { store } = await open(t);
    for (let count = 0; count < 3; count++) await create(store);
    assert.equal(await store.setQuotas(PROJECT, { serverGroups: 2, serverGroupMembers: 5 }, false), 3);
    assert.deepEqual((await store.usage(PROJECT)).quotas, {});
    assert.equal(await store.setQuotas(PROJECT, { serverGroups: 3 }, false), 'set');
    assert.equal(await store.setQuotas(PROJECT, { serverGroups: 0 }, true), 'set');
    assert.equal((await everything(store, PROJECT)).length, 3);
  });

  test('a project has its own quota, which a delete frees', async (t) => {
    const { store } = await open(t);
    const group = await create(store);
    assert.equal(await store.create(newGroup(), 1), 'over quota');
    assert.notEqual(await store.create(newGroup({ project_id: OTHER_PROJECT }), 1), 'over quota');
    await store.delete(group.id, PROJECT);
    await store.delete(group.id, PROJECT);
    assert.notEqual(await store.create(newGroup(), 1), 'over quota');
    assert.equal(await store.create(newGroup(), 1), 'over quota');
  });
};
