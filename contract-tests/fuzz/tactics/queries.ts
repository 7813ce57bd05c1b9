/** Hostile queries: percent-encoding tricks, and values of every kind. */

import type { Random } from '../random.ts';
import { type Tactic, TEXTS, takesNoBody } from './tactic.ts';

const NAMES = [
  'limit',
  'offset',
  'marker',
  'all_projects',
  'x',
  '__proto__',
  'constructor',
  'limit[]',
  'limit[a]',
  'LIMIT',
  '',
  'sort_key',
  'project_id',
];

/** A text of characters as a query may hold it, or as it should not. */
const written = (text: string, random: Random): string =>
  random.once(3)
    ? Buffer.from(text.slice(0, 2000))
        .toString('latin1')
        .replaceAll(/[^!-\u00ff]/g, '+')
    : encodeURIComponent(text.toWellFormed().slice(0, 1000));

const QUERY_TRICKS = [
  '',
  '?',
  '??',
  '?&',
  '?&&&',
  '?=',
  '?=&=',
  '?%',
  '?%ff',
  '?limit=%ff',
  '?%ff=1',
  '?limit',
  '?limit=1&limit=2',
  '?limit=1&limit=x',
  '?limit=%31',
  '?l%69mit=1',
  '?limit=1;offset=1',
  '?limit=1?offset=1',
  '?limit=1#x',
  '?limit=+1',
  '?limit=%201',
  '?limit=\u0662',
  '?offset=99999999999999999999',
  '?limit=99999999999999999999&offset=9007199254740993',
  '?marker=',
  '?marker=%00',
  `?${'a=1&'.repeat(1500)}`,
  `?a=${'x'.repeat(12_000)}`,
  `?${'limit=1&'.repeat(1500)}`,
];

export const queries: readonly Tactic[] = [
  {
    name: 'query: parameters with hostile values',
    weight: 45,
    takes: takesNoBody,
    alter: (draft, random, { own, others }) => {
      const values = [...TEXTS, random.pick(own), random.pick(others), '1', '0', '5'];
      const pairs = Array.from(
        { length: 1 + random.int(4) },
        () => `${written(random.pick(NAMES), random)}=${written(random.pick(values), random)}`,
      );
      return { ...draft, target: `${draft.target}?${pairs.join('&')}` };
    },
  },
  {
    name: 'query: percent-encoding tricks',
    weight: 20,
    alter: (draft, random) => ({ ...draft, target: draft.target + random.pick(QUERY_TRICKS) }),
  },
];
