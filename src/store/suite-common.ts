/** What the parts of the store's test suite share. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { NewServerGroup, ServerGroup, Store } from './store.ts';

export interface Opened {
  readonly store: Store;
  /** Closes the store and opens the same data again. */
  readonly reopen: () => Promise<Store>;
}
/** Opens an empty store; what it opened and made, it closes and removes after the test (`t.after`). */
export type OpenForTest = (t: TestContext) => Promise<Opened>;

export const PROJECT = '9c53a566cb3443ab910cf0daebca90c4';
export const OTHER_PROJECT = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
export const UNKNOWN_ID = '019a0000-0000-7000-8000-000000000000';

export const newGroup = (changes: Partial<NewServerGroup> = {}): NewServerGroup => ({
  name: 'test',
  policy: 'anti-affinity',
  rules: {},
  project_id: PROJECT,
  user_id: 'e9b2c1a0',
  ...changes,
});

/** Creates a group that must not be over quota. */
export const create = async (store: Store, changes: Partial<NewServerGroup> = {}): Promise<ServerGroup> => {
  const group = await store.create(newGroup(changes), -1);
  assert.ok(typeof group === 'object');
  return group;
};

export const everything = async (store: Store, project: string | null): Promise<ServerGroup[]> =>
  (await store.list({ project, offset: 0, limit: 100_000 })).groups;

/** Starts so many at once. */
export const atOnce = <T>(count: number, start: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => start(index)));

/**
 * The host of each member of a group, null for none. What the store says of all of them must be what a recount gives.
 */
export const placesOf = async (
  store: Pick<Store, 'members'>,
  group: string,
): Promise<Record<string, string | null>> => {
  const { members, fullest, hosts, more } = (await store.members(group, null, { limit: 100_000 })) ?? {};
  assert.ok(members !== undefined);
  const counts = new Map<string, number>();
  for (const { host } of members) if (host !== null) counts.set(host, (counts.get(host) ?? 0) + 1);
  assert.deepEqual(
    { fullest, hosts, more },
    { fullest: Math.max(0, ...counts.values()), hosts: Math.min(2, counts.size), more: false },
  );
  return Object.fromEntries(members.map(({ server, host }) => [server, host]));
};
