/** Where members are after claims and other changes, and how that is read. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Store } from './store.ts';
import { create, type OpenForTest, OTHER_PROJECT, PROJECT, placesOf, UNKNOWN_ID } from './suite-common.ts';

const changeSuite = (open: OpenForTest): void => {
  // Each goes on from the one before. Quota 0: only those that join need one.
  const steps: [
    what: string,
    run: (store: Store, id: string) => Promise<unknown>,
    answer: string,
    places: Record<string, string | null>,
    spread: [fullest: number, hosts: number],
  ][] = [
    ['nothing yet', async () => 'empty', 'empty', {}, [0, 0]],
    ['joining', (s, id) => s.addMember(id, 'b', PROJECT, 9), 'joined', { b: null }, [0, 0]],
    ['a claim of a member', (s, id) => s.claim(id, 'b', 'h1', PROJECT, 0), 'claimed', { b: 'h1' }, [1, 1]],
    ['the same again', (s, id) => s.claim(id, 'b', 'h1', PROJECT, 0), 'claimed', { b: 'h1' }, [1, 1]],
    ['joining again', (s, id) => s.addMember(id, 'b', PROJECT, 0), 'joined', { b: 'h1' }, [1, 1]],
    [
      'a claim that joins',
      (s, id) => s.claim(id, 'a', 'h1', PROJECT, 9),
      'claimed',
      { a: 'h1', b: 'h1' },
      [2, 1],
    ],
    [
      'a repeated claim on a full host',
      (s, id) => s.claim(id, 'b', 'h1', PROJECT, 0),
      'claimed',
      { a: 'h1', b: 'h1' },
      [2, 1],
    ],
    ['a move', (s, id) => s.claim(id, 'b', 'h2', PROJECT, 0), 'claimed', { a: 'h1', b: 'h2' }, [1, 2]],
    [
      'a claim of the place that the move has freed',
      (s, id) => s.claim(id, 'c', 'h1', PROJECT, 9),
      'claimed',
      { a: 'h1', b: 'h2', c: 'h1' },
      [2, 2],
    ],
    [
      'a refused move',
      (s, id) => s.claim(id, 'b', 'h1', PROJECT, 0),
      'host full',
      { a: 'h1', b: 'h2', c: 'h1' },
      [2, 2],
    ],
    ['leaving', (s, id) => s.removeMember(id, 'a', PROJECT), 'removed', { b: 'h2', c: 'h1' }, [1, 2]],
    ['leaving again', (s, id) => s.removeMember(id, 'a', PROJECT), 'no member', { b: 'h2', c: 'h1' }, [1, 2]],
    [
      'a move to the place that leaving has freed',
      (s, id) => s.claim(id, 'b', 'h1', PROJECT, 0),
      'claimed',
      { b: 'h1', c: 'h1' },
      [2, 1],
    ],
    ['the last but one leaves', (s, id) => s.removeMember(id, 'c', null), 'removed', { b: 'h1' }, [1, 1]],
    ['the last leaves', (s, id) => s.removeMember(id, 'b', PROJECT), 'removed', {}, [0, 0]],
  ];
  test('places and their counts are right after each kind of change', async (t) => {
    const { store } = await open(t);
    const { id } = await create(store, { rules: { max_server_per_host: 2 } });
    for (const [what, run, answer, places, spread] of steps) {
      assert.deepEqual([what, await run(store, id)], [what, answer]);
      assert.deepEqual([what, await placesOf(store, id)], [what, places]);
      const { fullest, hosts } = (await store.members(id, null, { limit: 0 })) ?? {};
      assert.deepEqual([what, fullest, hosts], [what, ...spread]);
    }
  });

  test('a claim and a move leave the order in which the members joined as it is', async (t) => {
    const { store } = await open(t);
    const { id } = await create(store);
    await store.claim(id, 'c', 'h1', PROJECT, 9);
    await store.addMember(id, 'a', PROJECT, 9);
    await store.claim(id, 'b', 'h2', PROJECT, 9);
    await store.claim(id, 'a', 'h3', PROJECT, 9);
    await store.claim(id, 'c', 'h4', PROJECT, 9);
    assert.deepEqual((await store.get(id, PROJECT))?.members, ['c', 'a', 'b']);
  });

  test('deleting a group frees its servers and their places, and it is no group any more', async (t) => {
    const { store } = await open(t);
    const [gone, kept] = [await create(store), await create(store)];
    await store.claim(gone.id, 'a', 'h1', PROJECT, 1);
    assert.deepEqual(await store.claim(kept.id, 'a', 'h1', PROJECT, 1), { elsewhere: gone.id });
    assert.equal(await store.delete(gone.id, PROJECT), true);
    assert.equal(await store.claim(kept.id, 'a', 'h1', PROJECT, 1), 'claimed');
    assert.equal(await store.exists(gone.id, null), false);
    assert.equal(await store.members(gone.id, null, { limit: 1 }), undefined);
    assert.equal(await store.claim(gone.id, 'b', 'h1', null, 1), 'no such group');
    assert.equal(await store.removeMember(gone.id, 'a', null), 'no such group');
  });

  test('places and their counts are the same after opening again', async (t) => {
    const { store, reopen } = await open(t);
    const { id } = await create(store);
    await store.claim(id, 'a', 'h1', PROJECT, 9);
    await store.addMember(id, 'b', PROJECT, 9);
    const again = await reopen();
    assert.deepEqual(await placesOf(again, id), { a: 'h1', b: null });
    assert.equal(await again.claim(id, 'b', 'h1', PROJECT, 9), 'host full');
  });
};

const pageSuite = (open: OpenForTest): void => {
  const SERVERS = ['a', 'b', 'c', 'd', 'e'];
  // c has left.
  const pages: [what: string, page: Parameters<Store['members']>[2], servers: string[], more: boolean][] = [
    ['all', { limit: 10 }, ['a', 'b', 'd', 'e'], false],
    ['a limit', { limit: 3 }, ['a', 'b', 'd'], true],
    ['a limit that just suffices', { limit: 4 }, ['a', 'b', 'd', 'e'], false],
    ['limit 0', { limit: 0 }, [], true],
    ['limit 0 after the last', { limit: 0, marker: 'e' }, [], false],
    ['a marker', { limit: 10, marker: 'b' }, ['d', 'e'], false],
    ['a marker and a limit', { limit: 1, marker: 'b' }, ['d'], true],
    ['a marker that has left', { limit: 10, marker: 'c' }, ['d', 'e'], false],
    ['a marker that never was a member', { limit: 10, marker: 'bb' }, ['d', 'e'], false],
    ['the last as marker', { limit: 10, marker: 'e' }, [], false],
  ];
  test('members are read in the order of their ids, and cut as the page says', async (t) => {
    const { store } = await open(t);
    const { id, policy, rules } = await create(store, { rules: { max_server_per_host: 2 } });
    const other = await create(store);
    await store.claim(other.id, 'bbb', 'h1', PROJECT, -1); // Must not be met below.
    for (const server of SERVERS.toReversed()) {
      assert.equal(await store.claim(id, server, `host of ${server}`, PROJECT, -1), 'claimed');
    }
    await store.removeMember(id, 'c', PROJECT);
    for (const [what, page, servers, more] of pages) {
      const members = servers.map((server) => ({ server, host: `host of ${server}` }));
      // What is said of all members does not depend on the page.
      const expected = { policy, rules, fullest: 1, hosts: 2, members, more };
      for (const scope of [PROJECT, null]) {
        assert.deepEqual([what, await store.members(id, scope, page)], [what, expected]);
      }
    }
    assert.equal(await store.members(id, OTHER_PROJECT, { limit: 10 }), undefined);
    assert.equal(await store.members(UNKNOWN_ID, null, { limit: 10 }), undefined);
  });

  test('more than two hosts are told as two', async (t) => {
    const { store } = await open(t);
    const { id } = await create(store);
    for (const server of SERVERS) await store.claim(id, server, `host of ${server}`, PROJECT, -1);
    assert.equal((await store.members(id, PROJECT, { limit: 0 }))?.hosts, 2);
  });
};

export const placeSuite = (open: OpenForTest): void => {
  changeSuite(open);
  pageSuite(open);
};
