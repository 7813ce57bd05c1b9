/** In which order groups are listed, and which of them. */

import assert from 'node:assert/strict';
import { type Case, creation, EACH_CREATION, EVERY, type World } from './case.ts';
import { groupOf, groupsOf } from './expect.ts';
import { idsOf, listAll, ownOf, steadily, upTo } from './lists.ts';

const path = '/os-server-groups';

const make = async ({ call, version }: World): Promise<string> =>
  groupOf(await call({ method: 'POST', path, body: creation(version) })).id;

/** One page; none of which has links that was asked for with a limit. */
const page = async ({ call }: World, query: string): Promise<string[]> => {
  const answer = await call({ path: `${path}?${query}` });
  assert.deepEqual(Object.keys(JSON.parse(answer.body)), ['server_groups'], query);
  assert.equal(answer.headers.link, undefined);
  return idsOf(groupsOf(answer));
};

type Row = readonly [query: string, expected: readonly string[]];

/** Checks pages that depend on the list from one place to another, in which there may be groups of others. */
const pagesOf = (
  world: World,
  from: string,
  last: string,
  rowsOf: (between: readonly string[]) => readonly Row[],
): Promise<void> =>
  steadily(
    async () => upTo(idsOf(await listAll(world, from)), last),
    async (between) => {
      const rows = rowsOf(between);
      const found = new Map<string, string[]>();
      for (const [query] of rows) found.set(query, await page(world, query));
      return () => {
        assert.ok(between.includes(last), `the list ${from} has the group ${last}`);
        for (const [query, expected] of rows) assert.deepEqual(found.get(query), expected, query);
      };
    },
  );

export const pages: readonly Case[] = [
  {
    id: 'pages/order',
    what: 'groups are listed in the order in which they were made',
    versions: EVERY,
    run: async (world) => {
      const own = [await make(world), await make(world)];
      assert.deepEqual(ownOf(await listAll(world), own), own);
    },
  },
  {
    id: 'pages/limit-and-offset',
    what: 'a page passes over the offset and ends at the limit; it has no links',
    versions: EVERY,
    run: async (world) => {
      const [first, last] = [await make(world), await make(world)];
      await pagesOf(world, '', last, (all) => [
        ['limit=1', all.slice(0, 1)],
        [`limit=1&offset=${all.indexOf(first)}`, [first]],
        [
          `offset=${all.indexOf(first)}&limit=${all.length - all.indexOf(first)}`,
          all.slice(all.indexOf(first)),
        ],
        [`limit=1&offset=${all.length - 1}`, [last]],
        [`limit=1&offset=${'9'.repeat(30)}`, []],
      ]);
    },
  },
  {
    id: 'pages/pages',
    what: 'a page begins after the marker, passes over the offset and ends at the limit; it has no links',
    versions: EVERY,
    run: async (world) => {
      const own = [await make(world), await make(world)];
      const [first, last] = own as [string, string];
      await pagesOf(world, `marker=${first}`, last, (after) => [
        [`marker=${first}&limit=1`, after.slice(0, 1)],
        [`marker=${first}&limit=${after.length}`, after],
        [`marker=${first}&limit=1&offset=${after.length - 1}`, [last]],
        [`marker=${first.toUpperCase()}&limit=1`, after.slice(0, 1)],
        [`marker=${last}&marker=${first}&limit=1`, after.slice(0, 1)],
        [`marker=${first}&limit=1&offset=${'9'.repeat(30)}`, []],
      ]);
      for (const [query, expected] of [
        [`marker=${first}`, [last]],
        [`marker=${first}&limit=0`, [last]],
        [`marker=${last}`, []],
        [`marker=${last}&limit=2`, []],
        [`marker=${first}&marker=${last}`, []],
      ] as const) {
        const { body } = await world.call({ path: `${path}?${query}` });
        assert.deepEqual(ownOf(JSON.parse(body).server_groups, own), expected, query);
      }
    },
  },
  {
    id: 'pages/deleted-marker',
    what: 'a page begins after the marker also when that group was deleted meanwhile',
    versions: EACH_CREATION,
    run: async (world) => {
      const [first, second] = [await make(world), await make(world)];
      await world.call({ method: 'DELETE', path: `${path}/${second}` });
      const third = await make(world);
      const list = async (marker: string) => ownOf(await listAll(world, `marker=${marker}`), [first, third]);
      assert.deepEqual(await list(second), [third]);
      assert.deepEqual(await list(first), [third]);
    },
  },
  {
    id: 'pages/limit-after-marker',
    what: 'a page after a marker ends at the limit where there are more groups',
    versions: EACH_CREATION,
    run: async (world) => {
      const marker = await make(world);
      await world.drop(marker);
      const [, last] = [await make(world), await make(world)];
      await pagesOf(world, `marker=${marker}`, last, (after) => [
        [`marker=${marker}&limit=1`, after.slice(0, 1)],
        [`marker=${marker}&limit=1&offset=1`, after.slice(1, 2)],
      ]);
    },
  },
];
