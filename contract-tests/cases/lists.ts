/** Lists in which groups of others stand beside those of the case, and come and go while it looks. */

import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { NotJudged, type World } from './case.ts';
import { type Group, groupsOf } from './expect.ts';

export const idsOf = (groups: readonly { readonly id: string }[]): string[] => groups.map(({ id }) => id);

/** Which of the own groups are there, in the order in which they are there. */
export const ownOf = (groups: readonly { readonly id: string }[], own: readonly string[]): string[] =>
  idsOf(groups).filter((id) => own.includes(id));

/** The list as far as a group, which it ends with; nothing where that is not there. */
export const upTo = (ids: readonly string[], last: string): string[] => ids.slice(0, ids.indexOf(last) + 1);

/** All groups that a list has, though it may be cut: then it says where it goes on. */
export const listAll = async ({ call, url }: World, query = '', token?: string): Promise<Group[]> => {
  const found = new Map<string, Group>();
  for (let next = query; ; ) {
    const answer = await call({ path: `/os-server-groups?${next}`, ...(token && { token }) });
    const groups = groupsOf(answer);
    for (const group of groups) {
      assert.ok(!found.has(group.id), `the list has the group ${group.id} twice`);
      found.set(group.id, group);
    }
    const [link] = JSON.parse(answer.body).server_groups_links ?? [];
    if (link === undefined) return [...found.values()];
    assert.notEqual(groups.length, 0, 'a list that goes on has groups');
    next = new URL(link.href, url).search.slice(1);
  }
};

/** Others may change what a case looks at; as often as that happens it looks again. */
const TRIES = 5;

/**
 * Checks what was found out while what it depends on stayed the same.
 *
 * @param read what it depends on
 * @param attempt finds out, and returns the check of what it has found
 * @throws NotJudged when others do not leave it alone
 */
export const steadily = async <Seen>(
  read: () => Promise<Seen>,
  attempt: (seen: Seen) => Promise<() => void>,
): Promise<void> => {
  for (let tries = 0; tries < TRIES; tries++) {
    const seen = await read();
    const check = await attempt(seen);
    if (isDeepStrictEqual(await read(), seen)) return check();
  }
  throw new NotJudged('groups of others come and go all the time');
};
