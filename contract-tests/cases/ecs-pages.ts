/** Pages of groups below `/v1`, which groups of others may be on too. */

import assert from 'node:assert/strict';
import { type Case, WITHOUT_VERSIONS, type World } from './case.ts';
import { ecsCall, ecsListOf, listAllEcs, makeEcsGroup } from './ecs.ts';
import { idsOf, ownOf, steadily, upTo } from './lists.ts';

/** One page: its groups, and the marker of the next where there is more. */
interface Page {
  readonly ids: readonly string[];
  readonly more: string | undefined;
}

const pageOf = async (world: World, query: string): Promise<Page> => {
  const { server_groups, page_info } = ecsListOf(await ecsCall(world, { path: `?${query}` }));
  return { ids: idsOf(server_groups), more: page_info?.next_marker };
};

/** What a page has, and the marker of the next where it is certain that there is more. */
type Row = readonly [query: string, expected: readonly string[], next?: string];

export const ecsPages: readonly Case[] = [
  {
    id: 'ecs-groups/pages',
    what: 'a page begins after the marker and ends at the limit, and names the next marker if there is more',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const made = [await makeEcsGroup(world), await makeEcsGroup(world)];
      // In which order groups are listed, the family does not say.
      const own = ownOf(await listAllEcs(world), made);
      const [first = '', last = ''] = own;
      await steadily(
        async () => {
          const all = idsOf(await listAllEcs(world));
          return { all: upTo(all, last), isEnd: all.at(-1) === last };
        },
        async ({ all, isEnd }) => {
          const at = all.indexOf(first);
          const after = all.slice(at + 1);
          // What precedes the first own group, of which it is certain that there is more after it.
          const before = at > 0 ? `marker=${all[at - 1]}&` : '';
          const rows: readonly Row[] = [
            [`${before}limit=1`, [first], first],
            [`limit=1&marker=${first}`, after.slice(0, 1)],
            [`limit=${after.length}&marker=${first}`, after],
          ];
          const pages = new Map<string, Page>();
          for (const [query] of rows) pages.set(query, await pageOf(world, query));
          return () => {
            assert.ok(at >= 0 && after.includes(last), 'the list has the groups that were made');
            for (const [query, expected, next] of rows) {
              const { ids, more } = pages.get(query) as Page;
              assert.deepEqual(ids, expected, query);
              if (next !== undefined) assert.equal(more, next, query);
              if (isEnd && ids.at(-1) === last) assert.equal(more, undefined, query);
            }
          };
        },
      );
      const query = `limit=1000&marker=${first}`;
      assert.deepEqual(ownOf(await listAllEcs(world, query), own), [last], query);
    },
  },
  {
    id: 'ecs-groups/page-queries',
    what: 'a marker does without a limit and is an id in any letters; of a parameter that is there twice the last one counts',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const own = [await makeEcsGroup(world), await makeEcsGroup(world)];
      const [first, last] = own as [string, string];
      for (const [query, expected] of [
        [`marker=${first}`, [last]],
        [`marker=${last}`, []],
        [`marker=${first.toUpperCase()}`, [last]],
        [`limit=x&limit=0001000&marker=${last}&marker=${first}`, [last]],
      ] as const) {
        assert.deepEqual(ownOf(await listAllEcs(world, query), own), expected, query);
      }
    },
  },
];
