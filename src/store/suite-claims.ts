/** Which claims are refused, and what those that are granted change. Where members are then: `suite-places.ts`. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { NewServerGroup, Store } from './store.ts';
import {
  atOnce,
  create,
  everything,
  type OpenForTest,
  OTHER_PROJECT,
  PROJECT,
  placesOf,
  UNKNOWN_ID,
} from './suite-common.ts';

const NO_LIMIT = -1;

/** What can be seen of all groups and of where their members are. */
const observe = async (store: Store) => {
  const groups = await everything(store, null);
  return { groups, places: await Promise.all(groups.map(({ id }) => placesOf(store, id))) };
};

const capacitySuite = (open: OpenForTest): void => {
  const TRIED = 6;
  const cases: [what: string, changes: Partial<NewServerGroup>, holds: number][] = [
    ['anti-affinity without a rule', { rules: {} }, 1],
    ['anti-affinity with max_server_per_host 3', { rules: { max_server_per_host: 3 } }, 3],
    ['affinity', { policy: 'affinity' }, TRIED],
    ['soft-anti-affinity', { policy: 'soft-anti-affinity' }, TRIED],
    ['soft-affinity', { policy: 'soft-affinity' }, TRIED],
  ];
  for (const [what, changes, holds] of cases) {
    test(`of ${TRIED} members of a group of ${what} one host takes ${holds}`, async (t) => {
      const { store } = await open(t);
      const { id } = await create(store, changes);
      const answers: unknown[] = [];
      for (let index = 0; index < TRIED; index += 1) {
        answers.push(await store.claim(id, `server-${index}`, 'full', PROJECT, NO_LIMIT));
      }
      assert.deepEqual(
        answers,
        answers.map((_, index) => (index < holds ? 'claimed' : 'host full')),
      );
      assert.equal((await store.get(id, PROJECT))?.members.length, holds);
      assert.equal(await store.claim(id, 'another', 'empty', PROJECT, NO_LIMIT), 'claimed');
    });
  }

  test('a host is full for one group, and neither for another nor for another project', async (t) => {
    const { store } = await open(t);
    const own = [await create(store), await create(store)];
    const others = await create(store, { project_id: OTHER_PROJECT });
    for (const [index, { id }] of own.entries()) {
      assert.equal(await store.claim(id, `server-${index}`, 'h', PROJECT, 1), 'claimed');
    }
    // The same server, too: who knows the id of a server of another project cannot keep it out of its groups.
    assert.equal(await store.claim(others.id, 'server-0', 'h', OTHER_PROJECT, 1), 'claimed');
    assert.equal(await store.claim(own[0]?.id ?? '', 'new', 'h', PROJECT, NO_LIMIT), 'host full');
  });

  for (const most of [1, 3]) {
    test(`of 50 claims at once on 2 hosts of at most ${most} exactly ${2 * most} succeed`, async (t) => {
      const { store } = await open(t);
      const { id } = await create(store, { rules: { max_server_per_host: most } });
      const answers = await atOnce(50, (index) =>
        store.claim(id, `server-${index}`, `host-${index % 2}`, PROJECT, NO_LIMIT),
      );
      const claimed = answers.filter((answer) => answer === 'claimed');
      assert.equal(claimed.length, 2 * most);
      assert.equal(answers.filter((answer) => answer === 'host full').length, 50 - claimed.length);
      const hosts = Object.values(await placesOf(store, id)).toSorted();
      assert.deepEqual(hosts, [...Array(most).fill('host-0'), ...Array(most).fill('host-1')]);
    });
  }

  test('a member that claims many hosts at once is in one place', async (t) => {
    const { store } = await open(t);
    const { id } = await create(store);
    const answers = await atOnce(20, (index) => store.claim(id, 'a', `host-${index}`, PROJECT, 1));
    assert.ok(answers.every((answer) => answer === 'claimed'));
    assert.deepEqual(Object.keys(await placesOf(store, id)), ['a']);
  });
};

const refusalSuite = (open: OpenForTest): void => {
  interface Names {
    readonly one: string;
    readonly two: string;
  }
  // Group one: a on h1, b on h2, c without a place; group two: d on h1. The project may have three members in a group.
  const cases: [what: string, claim: (names: Names) => Parameters<Store['claim']>, answer: unknown][] = [
    ['a new member, on a full host', ({ two }) => [two, 'e', 'h1', PROJECT, 0], 'host full'],
    ['a member without a place, on a full host', ({ one }) => [one, 'c', 'h1', PROJECT, 0], 'host full'],
    ['a move to a full host', ({ one }) => [one, 'a', 'h2', PROJECT, 0], 'host full'],
    ['one more than the quota', ({ one }) => [one, 'e', 'h3', PROJECT, NO_LIMIT], 'over quota'],
    [
      'one more than the quota, on a full host',
      ({ one }) => [one, 'e', 'h1', PROJECT, NO_LIMIT],
      'over quota',
    ],
    [
      'a member of another group, on a full host and over quota',
      ({ one }) => [one, 'd', 'h1', PROJECT, 0],
      'two',
    ],
    ['a group of another project', ({ one }) => [one, 'a', 'h3', OTHER_PROJECT, 0], 'no such group'],
    ['a group that does not exist', () => [UNKNOWN_ID, 'a', 'h3', null, 0], 'no such group'],
  ];
  test('a refused claim says why, the first reason first, and changes nothing', async (t) => {
    const { store } = await open(t);
    const [one, two] = [(await create(store)).id, (await create(store)).id];
    await store.setQuotas(PROJECT, { serverGroupMembers: 3 }, false);
    await store.claim(one, 'a', 'h1', PROJECT, 0);
    await store.claim(one, 'b', 'h2', PROJECT, 0);
    await store.addMember(one, 'c', PROJECT, 0);
    await store.claim(two, 'd', 'h1', PROJECT, 0);
    const before = await observe(store);
    assert.deepEqual(before.places, [{ a: 'h1', b: 'h2', c: null }, { d: 'h1' }]);
    for (const [what, claim, answer] of cases) {
      const expected = answer === 'two' ? { elsewhere: two } : answer;
      assert.deepEqual([what, await store.claim(...claim({ one, two }))], [what, expected]);
      assert.deepEqual([what, await observe(store)], [what, before]);
    }
  });

  test('the quota that is passed in holds for a project without its own, and -1 is no limit', async (t) => {
    const { store } = await open(t);
    const { id } = await create(store);
    assert.equal(await store.claim(id, 'a', 'h1', PROJECT, 0), 'over quota');
    assert.equal(await store.claim(id, 'a', 'h1', PROJECT, 1), 'claimed');
    assert.equal(await store.claim(id, 'b', 'h2', PROJECT, 1), 'over quota');
    assert.equal(await store.claim(id, 'b', 'h2', PROJECT, NO_LIMIT), 'claimed');
    assert.equal(await store.claim(id, 'c', 'h3', null, 3), 'claimed'); // By an administrator, for the same project.
  });
};

export const claimSuite = (open: OpenForTest): void => {
  capacitySuite(open);
  refusalSuite(open);
};
