/** How what is here differs from what a dump says. */

import { isDeepStrictEqual } from 'node:util';
import type { ServerGroup } from '../store/store.ts';

export interface Difference {
  /** What differs, such as `policy`. */
  readonly of: string;
  /** As it is here; of members those that are here alone. */
  readonly here: unknown;
  /** As the dump has it; of members those that it has alone. */
  readonly dump: unknown;
}

const FIELDS = ['name', 'policy', 'rules', 'project_id', 'user_id'] as const;

/** Those of a group that is here, from the same in the dump. */
export const differencesOf = (here: ServerGroup, dump: ServerGroup): Difference[] => {
  const without = (some: readonly string[], others: readonly string[]) => {
    const all = new Set(others);
    return some.filter((each) => !all.has(each));
  };
  const [added, missing] = [without(here.members, dump.members), without(dump.members, here.members)];
  const isSame = added.length + missing.length === 0;
  const members = isSame
    ? { of: 'order of members', here: here.members, dump: dump.members }
    : { of: 'members', here: added, dump: missing };
  return [
    ...FIELDS.map((of) => ({ of, here: here[of], dump: dump[of] })),
    ...(isSame && isDeepStrictEqual(here.members, dump.members) ? [] : [members]),
  ].filter((each) => !isDeepStrictEqual(each.here, each.dump));
};

const SHOWN = 3;

const sideOf = (value: unknown): string => {
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const first = value.slice(0, SHOWN).join(', ');
  const more = value.length > SHOWN ? ', …' : '';
  return value.length === 0 ? 'none' : `${value.length} (${first}${more})`;
};

/** In a line, of many members the first. */
export const inLine = (differences: readonly Difference[]): string =>
  differences
    .map(({ of, here, dump }) => {
      const only = of === 'members' ? 'only ' : '';
      return `${of}: ${only}here ${sideOf(here)}, ${only}in the dump ${sideOf(dump)}`;
    })
    .join('; ');
