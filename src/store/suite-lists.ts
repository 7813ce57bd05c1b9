import assert from 'node:assert/strict';
import test from 'node:test';
import type { Page } from './store.ts';
import { create, everything, type OpenForTest, OTHER_PROJECT, PROJECT } from './suite-common.ts';

interface Case {
  readonly what: string;
  readonly page: Omit<Page, 'marker'>;
  /** The group that is the marker, by its place in the order of creation. */
  readonly after?: number;
  readonly expected: number[];
  readonly more: boolean;
}

/** Six groups: 0, 1, 3 and 4 in one project, 2 and 5 in another. */
const OWNERS = [PROJECT, PROJECT, OTHER_PROJECT, PROJECT, PROJECT, OTHER_PROJECT];
const ONE = { project: PROJECT, offset: 0, limit: 100 };
const ALL = { ...ONE, project: null };
const cases: Case[] = [
  { what: 'a project', page: ONE, expected: [0, 1, 3, 4], more: false },
  { what: 'all projects', page: ALL, expected: [0, 1, 2, 3, 4, 5], more: false },
  { what: 'a limit', page: { ...ONE, limit: 3 }, expected: [0, 1, 3], more: true },
  { what: 'a limit that just suffices', page: { ...ONE, limit: 4 }, expected: [0, 1, 3, 4], more: false },
  { what: 'limit 0', page: { ...ONE, limit: 0 }, expected: [], more: true },
  { what: 'limit 0 after the last', page: { ...ONE, limit: 0 }, after: 4, expected: [], more: false },
  { what: 'an offset', page: { ...ONE, offset: 1, limit: 2 }, expected: [1, 3], more: true },
  { what: 'an offset beyond the end', page: { ...ONE, offset: 9 }, expected: [], more: false },
  { what: 'a marker', page: ONE, after: 1, expected: [3, 4], more: false },
  { what: 'a marker among all projects', page: { ...ALL, limit: 2 }, after: 1, expected: [2, 3], more: true },
  { what: "another project's marker", page: ONE, after: 2, expected: [3, 4], more: false },
  { what: 'the last as marker', page: ALL, after: 5, expected: [], more: false },
  {
    what: 'marker, offset and limit',
    page: { ...ALL, offset: 1, limit: 2 },
    after: 0,
    expected: [2, 3],
    more: true,
  },
];

export const listSuite = (open: OpenForTest): void => {
  test('lists are in the order of creation, and cut as the page says', async (t) => {
    const { store } = await open(t);
    const ids: string[] = [];
    for (const project_id of OWNERS) ids.push((await create(store, { project_id })).id);
    for (const { what, page, after, expected, more } of cases) {
      const answer = await store.list({ ...page, marker: after === undefined ? undefined : ids[after] });
      const places = answer.groups.map(({ id }) => ids.indexOf(id));
      assert.deepEqual({ what, places, more: answer.more }, { what, places: expected, more });
    }
  });

  test('a page starts after its marker, also when that group was deleted', async (t) => {
    const { store } = await open(t);
    const [first, second, third] = [await create(store), await create(store), await create(store)];
    await store.delete(second.id, PROJECT);
    const page = { project: PROJECT, offset: 0, limit: 10 };
    assert.deepEqual(await store.list({ ...page, marker: second.id }), { groups: [third], more: false });
    assert.deepEqual(await store.list({ ...page, marker: first.id }), { groups: [third], more: false });
  });

  test('walking from marker to marker meets every group once', async (t) => {
    const { store } = await open(t);
    await Promise.all(OWNERS.flatMap((project_id) => [1, 2, 3].map(() => create(store, { project_id }))));
    for (const project of [PROJECT, null]) {
      const met: string[] = [];
      for (let more = true; more; ) {
        const page = await store.list({ project, marker: met.at(-1), offset: 0, limit: 5 });
        met.push(...page.groups.map(({ id }) => id));
        more = page.more;
      }
      assert.deepEqual(
        met,
        (await everything(store, project)).map(({ id }) => id),
      );
    }
  });
};
