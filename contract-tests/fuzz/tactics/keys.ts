/** Keys of creations that are none, that are of another creation, or that come twice. */

import { type HeaderLine, withHeaders } from '../draft.ts';
import type { Random } from '../random.ts';
import { inHeader, type Tactic, TEXTS } from './tactic.ts';

const KEY = 'Idempotency-Key';

/** Few that are taken, since the service keeps those. */
const HOSTILE: readonly string[] = [
  '',
  ' ',
  '!',
  'k'.repeat(255),
  'k'.repeat(256),
  'k'.repeat(12_000),
  'a b',
  'a\tb',
  '\u00e9',
  '\u007f',
  'a\u0000',
  '__proto__',
  "'; DROP TABLE idempotency_keys; --",
  '"quoted"',
  'a,b',
  '%00',
];

const lines = (random: Random): HeaderLine[] => {
  const value = () => (random.once(3) ? inHeader(random.pick(TEXTS)) : random.pick(HOSTILE));
  return Array.from({ length: random.once(4) ? 2 : 1 }, () => [KEY, value()] as const);
};

export const keys: readonly Tactic[] = [
  {
    name: 'header: a hostile Idempotency-Key',
    weight: 30,
    takes: ({ operation }) => operation.method === 'POST' && operation.path.endsWith('/os-server-groups'),
    alter: (draft, random) => withHeaders(draft, ...lines(random)),
  },
  {
    name: 'header: an Idempotency-Key where none belongs',
    weight: 4,
    alter: (draft, random) => withHeaders(draft, ...lines(random)),
  },
];
