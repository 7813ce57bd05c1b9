import assert from 'node:assert/strict';
import test from 'node:test';
import type { Import, ServerGroup } from './store.ts';
import {
  atOnce,
  create,
  everything,
  newGroup,
  type OpenForTest,
  OTHER_PROJECT,
  PROJECT,
} from './suite-common.ts';

/** As Nova gives them: at random, and greater than all that a store assigns. */
const idOf = (number: number) => `f${number}000000-0000-4000-8000-000000000000`;

const groupOf = (number: number, changes: Partial<ServerGroup> = {}): ServerGroup => {
  const { name, policy, rules, project_id, user_id } = newGroup({ name: `group ${number}`, ...changes });
  return { id: idOf(number), name, policy, rules, members: changes.members ?? [], project_id, user_id };
};
const importOf = (groups: readonly ServerGroup[], quotas: Import['quotas'] = {}): Import => ({
  project: groups[0]?.project_id ?? PROJECT,
  groups,
  quotas,
});
/** The answer where no member is elsewhere. */
const answer = (...outcomes: readonly string[]) => ({
  groups: outcomes.map((outcome) => ({ outcome, elsewhere: [] })),
  quotas: {},
});

export const importSuite = (open: OpenForTest): void => {
  test('what is imported keeps id, name, owners, policy, rules, and the order of its members', async (t) => {
    const { store, reopen } = await open(t);
    const groups = [
      groupOf(1, { rules: { max_server_per_host: 3 }, members: ['c', 'a', 'b'], name: '🖥️ 服务器' }),
      groupOf(2, { policy: 'soft-affinity', user_id: 'another' }),
    ];
    assert.deepEqual(await store.import(importOf(groups), true), answer('imported', 'imported'));
    assert.deepEqual(await everything(store, PROJECT), groups);
    assert.deepEqual(await store.get(idOf(1), PROJECT), groups[0]);
    assert.deepEqual(await everything(await reopen(), null), groups);
  });

  test('an import that is only tried says the same as one that is done, and changes nothing', async (t) => {
    const { store } = await open(t);
    const wanted = importOf([groupOf(1, { members: ['a'] }), groupOf(2, { members: ['a'] })], {
      serverGroups: 5,
    });
    const tried = await store.import(wanted, false);
    assert.deepEqual(await everything(store, null), []);
    assert.deepEqual(await store.usage(PROJECT), { serverGroups: 0, quotas: {} });
    assert.deepEqual(await store.import(wanted, true), tried);
    assert.deepEqual(tried, {
      groups: [
        { outcome: 'imported', elsewhere: [] },
        { outcome: 'imported', elsewhere: [{ server: 'a', group: idOf(1) }] },
      ],
      quotas: { serverGroups: { outcome: 'imported' } },
    });
  });

  test('an import can be repeated: nothing changes, also after it was changed here', async (t) => {
    const { store } = await open(t);
    const groups = [1, 2, 3].map((number) => groupOf(number, { members: [`server ${number}`] }));
    const wanted = importOf(groups, { serverGroups: 5, serverGroupMembers: 6 });
    await store.import(wanted, true);
    const again = await store.import(wanted, true);
    assert.deepEqual(again, {
      ...answer('here', 'here', 'here'),
      quotas: { serverGroups: { outcome: 'here' }, serverGroupMembers: { outcome: 'here' } },
    });
    await store.delete(idOf(1), PROJECT);
    await store.removeMember(idOf(2), 'server 2', PROJECT);
    await store.setQuotas(PROJECT, { serverGroups: 7 }, false);
    const kept = [{ ...groups[1], members: [] }, groups[2]];
    for (const write of [false, true]) {
      assert.deepEqual(await store.import(wanted, write), {
        groups: [
          { outcome: 'deleted', elsewhere: [] },
          { outcome: 'differs', elsewhere: [], here: kept[0] },
          { outcome: 'here', elsewhere: [] },
        ],
        quotas: { serverGroups: { outcome: 'differs', here: 7 }, serverGroupMembers: { outcome: 'here' } },
      });
      assert.deepEqual(await everything(store, null), kept);
      assert.deepEqual((await store.usage(PROJECT)).quotas, { serverGroups: 7, serverGroupMembers: 6 });
    }
    await store.resetQuotas(PROJECT);
    assert.deepEqual((await store.import(wanted, true)).quotas, {
      serverGroups: { outcome: 'deleted' },
      serverGroupMembers: { outcome: 'deleted' },
    });
    assert.deepEqual(await store.usage(PROJECT), { serverGroups: 2, quotas: {} });
  });

  test('an import may exceed quotas, which then allow nothing more until there is room', async (t) => {
    const { store } = await open(t);
    const members = ['a', 'b', 'c'];
    await store.import(
      importOf([groupOf(1, { members }), groupOf(2), groupOf(3)], { serverGroups: 2 }),
      true,
    );
    assert.deepEqual(await store.usage(PROJECT), { serverGroups: 3, quotas: { serverGroups: 2 } });
    assert.equal(await store.create(newGroup(), -1), 'over quota');
    assert.equal(await store.addMember(idOf(1), 'd', PROJECT, 2), 'over quota');
    for (const number of [2, 3]) assert.equal(await store.delete(idOf(number), PROJECT), true);
    for (const server of ['a', 'b']) await store.removeMember(idOf(1), server, PROJECT);
    assert.equal(await store.addMember(idOf(1), 'd', PROJECT, 2), 'joined');
    assert.deepEqual((await store.get(idOf(1), PROJECT))?.members, ['c', 'd']);
    assert.equal(typeof (await store.create(newGroup(), -1)), 'object');
    assert.equal(await store.create(newGroup(), -1), 'over quota');
  });

  test('a server stays in the group of the project that it is in here, and one of another project is no hindrance', async (t) => {
    const { store } = await open(t);
    const [own, others] = [await create(store), await create(store, { project_id: OTHER_PROJECT })];
    await store.addMember(own.id, 'a', PROJECT, -1);
    await store.addMember(others.id, 'b', OTHER_PROJECT, -1);
    assert.deepEqual(await store.import(importOf([groupOf(1, { members: ['b', 'a', 'c', 'b'] })]), true), {
      groups: [{ outcome: 'imported', elsewhere: [{ server: 'a', group: own.id }] }],
      quotas: {},
    });
    assert.deepEqual((await store.get(idOf(1), PROJECT))?.members, ['b', 'c']);
    assert.deepEqual((await store.get(own.id, PROJECT))?.members, ['a']);
  });

  test('an id that is here in another project, or twice in an import, changes nothing', async (t) => {
    const { store } = await open(t);
    const first = groupOf(1, { project_id: OTHER_PROJECT });
    await store.import(importOf([first, first]), true);
    assert.deepEqual(await store.import(importOf([groupOf(1)]), true), {
      groups: [{ outcome: 'differs', elsewhere: [], here: first }],
      quotas: {},
    });
    assert.deepEqual(await everything(store, null), [first]);
  });

  test('members of an imported group have no places, and claim them as all others do', async (t) => {
    const { store } = await open(t);
    await store.import(importOf([groupOf(1, { members: ['a', 'b'] })]), true);
    assert.equal(await store.claim(idOf(1), 'a', 'host', PROJECT, -1), 'claimed');
    assert.equal(await store.claim(idOf(1), 'b', 'host', PROJECT, -1), 'host full');
    const { fullest, hosts, members } = (await store.members(idOf(1), PROJECT, { limit: 10 })) ?? {};
    assert.deepEqual(
      { fullest, hosts, members },
      {
        fullest: 1,
        hosts: 1,
        members: [
          { server: 'a', host: 'host' },
          { server: 'b', host: null },
        ],
      },
    );
  });

  test('groups that are made after an import have ids of their own time, and a list is sorted by all ids', async (t) => {
    const { store } = await open(t);
    const before = await create(store);
    const groups = [groupOf(2), groupOf(1), { ...groupOf(3), id: '00000000-0000-4000-8000-000000000000' }];
    await store.import(importOf(groups), true);
    const after = await create(store);
    assert.ok(after.id > before.id && after.id < idOf(1));
    const sorted = [groups[2], before, after, groups[1], groups[0]];
    assert.deepEqual(await everything(store, PROJECT), sorted);
    const page = await store.list({ project: null, marker: after.id, offset: 0, limit: 1 });
    assert.deepEqual(page, { groups: [groups[1]], more: true });
  });

  test('of imports at once each group is made by one, and an import that fails changes nothing', async (t) => {
    const { store } = await open(t);
    // So that the project is known already, and nobody waits for who makes it known.
    await store.delete((await create(store)).id, PROJECT);
    const wanted = importOf([1, 2, 3].map((number) => groupOf(number, { members: [`${number}`] })));
    const answers = await atOnce(10, () => store.import(wanted, true));
    const outcomes = answers.flatMap(({ groups }) => groups.map(({ outcome }) => outcome)).sort();
    assert.deepEqual(outcomes, [...Array(27).fill('here'), ...Array(3).fill('imported')]);
    assert.equal((await store.usage(PROJECT)).serverGroups, 3);
    const broken = { ...groupOf(5), user_id: null as unknown as string };
    await assert.rejects(store.import(importOf([groupOf(4), broken], { serverGroups: 1 }), true));
    assert.deepEqual(await store.usage(PROJECT), { serverGroups: 3, quotas: {} });
    assert.equal((await everything(store, null)).length, 3);
    assert.deepEqual(await store.import(importOf([groupOf(4)]), true), answer('imported'));
  });
};
