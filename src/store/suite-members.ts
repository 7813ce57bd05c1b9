import assert from 'node:assert/strict';
import test from 'node:test';
import {
  atOnce,
  create,
  everything,
  type OpenForTest,
  OTHER_PROJECT,
  PROJECT,
  UNKNOWN_ID,
} from './suite-common.ts';

export const memberSuite = (open: OpenForTest): void => {
  test('members are shown in the order in which they joined, by show and by list', async (t) => {
    const { store } = await open(t);
    const [one, two] = [await create(store), await create(store)];
    for (const server of ['c', 'a', 'b']) await store.addMember(one.id, server, PROJECT, 10);
    await store.addMember(two.id, 'd', PROJECT, 10);
    await store.removeMember(one.id, 'c', PROJECT);
    await store.addMember(one.id, 'c', PROJECT, 10);
    const expected = [
      { ...one, members: ['a', 'b', 'c'] },
      { ...two, members: ['d'] },
    ];
    assert.deepEqual(await store.get(one.id, PROJECT), expected[0]);
    assert.deepEqual(await everything(store, PROJECT), expected);
    assert.deepEqual(await everything(store, null), expected);
  });

  test('joining says why it was refused, and a refused one changes nothing', async (t) => {
    const { store } = await open(t);
    const [one, two] = [await create(store), await create(store)];
    assert.equal(await store.addMember(one.id, 'a', PROJECT, 1), 'joined');
    assert.equal(await store.addMember(one.id, 'a', PROJECT, 1), 'joined'); // Again; it is full by now.
    assert.equal(await store.addMember(one.id, 'b', PROJECT, 1), 'over quota');
    assert.deepEqual(await store.addMember(two.id, 'a', PROJECT, 1), { elsewhere: one.id });
    assert.equal(await store.addMember(two.id, 'b', PROJECT, 0), 'over quota');
    assert.equal(await store.addMember(UNKNOWN_ID, 'b', PROJECT, 1), 'no such group');
    assert.equal(await store.addMember(two.id, 'b', OTHER_PROJECT, 1), 'no such group');
    assert.equal(await store.addMember(two.id, 'b', null, 1), 'joined');
    const members = (await everything(store, PROJECT)).map((group) => group.members);
    assert.deepEqual(members, [['a'], ['b']]);
  });

  test('who knows the id of a server of another project cannot keep it out of its groups', async (t) => {
    const { store } = await open(t);
    const [own, others] = [await create(store), await create(store, { project_id: OTHER_PROJECT })];
    assert.equal(await store.addMember(others.id, 'a', OTHER_PROJECT, 1), 'joined');
    assert.equal(await store.addMember(own.id, 'a', PROJECT, 1), 'joined');
    assert.equal(await store.removeMember(others.id, 'a', OTHER_PROJECT), 'removed');
    assert.deepEqual((await store.get(own.id, PROJECT))?.members, ['a']);
  });

  test('leaving frees the server and the quota, and only a member can leave', async (t) => {
    const { store } = await open(t);
    const [one, two] = [await create(store), await create(store)];
    await store.addMember(one.id, 'a', PROJECT, 1);
    assert.equal(await store.removeMember(two.id, 'a', PROJECT), 'no member');
    assert.equal(await store.removeMember(one.id, 'b', PROJECT), 'no member');
    assert.equal(await store.removeMember(UNKNOWN_ID, 'a', PROJECT), 'no such group');
    assert.equal(await store.removeMember(one.id, 'a', OTHER_PROJECT), 'no such group');
    assert.equal(await store.removeMember(one.id, 'a', PROJECT), 'removed');
    assert.equal(await store.removeMember(one.id, 'a', PROJECT), 'no member');
    assert.equal(await store.addMember(two.id, 'a', PROJECT, 1), 'joined');
    assert.equal(await store.addMember(one.id, 'b', PROJECT, 1), 'joined');
    assert.equal(await store.removeMember(one.id, 'b', null), 'removed');
  });

  test('deleting a group frees its members', async (t) => {
    const { store } = await open(t);
    const [one, two] = [await create(store), await create(store)];
    await store.addMember(one.id, 'a', PROJECT, 10);
    await store.delete(one.id, PROJECT);
    assert.equal(await store.addMember(two.id, 'a', PROJECT, 10), 'joined');
    assert.deepEqual(await everything(store, PROJECT), [{ ...two, members: ['a'] }]);
  });

  test('of many servers that join at once exactly as many do as the quota allows', async (t) => {
    const { store } = await open(t);
    const { id } = await create(store);
    const answers = await atOnce(50, (index) => store.addMember(id, `server-${index}`, PROJECT, 10));
    assert.equal(answers.filter((answer) => answer === 'joined').length, 10);
    assert.equal((await store.get(id, PROJECT))?.members.length, 10);
    const unlimited = await atOnce(50, (index) => store.addMember(id, `more-${index}`, PROJECT, -1));
    assert.ok(unlimited.every((answer) => answer === 'joined'));
  });

  test('a server that joins several groups at once is in one of them', async (t) => {
    const { store } = await open(t);
    const groups = await atOnce(10, () => create(store));
    const answers = await Promise.all(groups.map(({ id }) => store.addMember(id, 'a', PROJECT, 10)));
    const [joined, ...refused] = answers.toSorted((a) => (a === 'joined' ? -1 : 1));
    assert.equal(joined, 'joined');
    assert.ok(refused.every((answer) => typeof answer === 'object'));
    assert.deepEqual(
      (await everything(store, PROJECT)).flatMap(({ members }) => members),
      ['a'],
    );
  });
};
