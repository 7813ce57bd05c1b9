/** What an import does, decided in one place for every store: nothing that is here, or was, is changed. */

import { isDeepStrictEqual } from 'node:util';
import type { Import, Imported, Quotas, ServerGroup } from './store.ts';

/** What a store has of what is to be imported. */
export interface Present {
  /** The groups with the same ids, of any project. */
  readonly groups: ReadonlyMap<string, ServerGroup>;
  /** What was imported before: ids of groups, and names of quotas. */
  readonly remembered: ReadonlySet<string>;
  /** In which groups of the project the servers are. */
  readonly places: ReadonlyMap<string, string>;
  /** Those that the project has of its own. */
  readonly quotas: Partial<Quotas>;
}

interface Decision {
  readonly imported: Imported;
  /** The groups to make, with the members that they get. */
  readonly groups: readonly ServerGroup[];
  /** The quotas to set. */
  readonly quotas: Partial<Quotas>;
}

const QUOTAS = ['serverGroups', 'serverGroupMembers'] as const;

/** @param wanted all groups are of its project */
export const decide = (wanted: Import, present: Present): Decision => {
  const places = new Map(present.places);
  const groups: ServerGroup[] = [];

  const takeGroup = (group: ServerGroup): Imported['groups'][number] => {
    const here = present.groups.get(group.id) ?? groups.find(({ id }) => id === group.id);
    if (here === undefined && present.remembered.has(group.id)) return { outcome: 'deleted', elsewhere: [] };
    const elsewhere = group.members.flatMap((server) => {
      const other = places.get(server) ?? group.id;
      return other === group.id ? [] : [{ server, group: other }];
    });
    const free = group.members.filter((server) => (places.get(server) ?? group.id) === group.id);
    const made = { ...group, members: [...new Set(free)] };
    if (here !== undefined) {
      return isDeepStrictEqual(here, made)
        ? { outcome: 'here', elsewhere }
        : { outcome: 'differs', elsewhere, here };
    }
    for (const server of made.members) places.set(server, group.id);
    groups.push(made);
    return { outcome: 'imported', elsewhere };
  };

  const takeQuota = (name: keyof Quotas): NonNullable<Imported['quotas'][keyof Quotas]> => {
    const own = present.quotas[name];
    if (own === undefined) return { outcome: present.remembered.has(name) ? 'deleted' : 'imported' };
    return own === wanted.quotas[name] ? { outcome: 'here' } : { outcome: 'differs', here: own };
  };
  const quotas = QUOTAS.filter((name) => wanted.quotas[name] !== undefined);
  return {
    imported: {
      groups: wanted.groups.map(takeGroup),
      quotas: Object.fromEntries(quotas.map((name) => [name, takeQuota(name)])),
    },
    groups,
    quotas: Object.fromEntries(
      quotas
        .filter((name) => takeQuota(name).outcome === 'imported')
        .map((name) => [name, wanted.quotas[name]]),
    ),
  };
};

/** All that a store may remember of an import. */
export const memoriesOf = ({ groups, quotas }: Pick<Import, 'groups' | 'quotas'>): string[] => [
  ...groups.map(({ id }) => id),
  ...QUOTAS.filter((name) => quotas[name] !== undefined),
];
