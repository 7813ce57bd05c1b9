/** In which order groups are listed, and which of them. */

import assert from 'node:assert/strict';
import { type Case, creation, EACH_CREATION, EVERY, type World } from './case.ts';
import { type Group, groupOf, groupsOf } from './expect.ts';

const make = async ({ call, version }: World, count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const body = creation(version, `group ${index}`);
    ids.push(groupOf(await call({ method: 'POST', path: '/os-server-groups', body })).id);
  }
  return ids;
};

const idsOf = (groups: readonly Group[]) => groups.map(({ id }) => id);

export const pages: readonly Case[] = [
  {
    id: 'pages/order',
    what: 'groups are listed in the order in which they were made',
    versions: EVERY,
    run: async (world) => {
      const ids = await make(world, 4);
      const listed = idsOf(groupsOf(await world.call({ path: '/os-server-groups' })));
      assert.deepEqual(
        listed.filter((id) => ids.includes(id)),
        ids,
      );
    },
  },
  {
    id: 'pages/pages',
    what: 'a page begins after the marker, passes over the offset and ends at the limit; no page has links',
    versions: EVERY,
    run: async (world) => {
      const ids = await make(world, 5);
      const [first, , third] = ids;
      const upper = first?.toUpperCase();
      const list = (query: string) => world.call({ path: `/os-server-groups?${query}` });
      const table: readonly [query: string, expected: string[]][] = [
        [`marker=${first}&limit=2`, ids.slice(1, 3)],
        [`marker=${third}&limit=2`, ids.slice(3, 5)],
        [`marker=${first}&limit=2&offset=1`, ids.slice(2, 4)],
        [`marker=${upper}&limit=1`, ids.slice(1, 2)],
        [`marker=${third}&marker=${first}&limit=1`, ids.slice(1, 2)],
        [`marker=${first}`, ids.slice(1)],
        [`marker=${first}&limit=0`, ids.slice(1)],
        [`marker=${ids[4]}&limit=2`, []],
        [`marker=${first}&offset=${'9'.repeat(30)}`, []],
      ];
      for (const [query, expected] of table) {
        const answer = await list(query);
        assert.deepEqual(idsOf(groupsOf(answer)), expected, query);
        assert.deepEqual(Object.keys(JSON.parse(answer.body)), ['server_groups'], query);
        assert.equal(answer.headers.link, undefined);
      }
    },
  },
  {
    id: 'pages/deleted-marker',
    what: 'a page begins after the marker also when that group was deleted meanwhile',
    versions: EACH_CREATION,
    run: async (world) => {
      const [first, second, third] = await make(world, 3);
      await world.call({ method: 'DELETE', path: `/os-server-groups/${second}` });
      const list = async (marker?: string) =>
        idsOf(groupsOf(await world.call({ path: `/os-server-groups?marker=${marker}` })));
      assert.deepEqual(await list(second), [third]);
      assert.deepEqual(await list(first), [third]);
    },
  },
];
