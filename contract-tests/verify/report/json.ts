/** The report for programs: all that is known, with the verdict first. */

import { type Cell, type Check, isKept, type Outcome, type Verification, type Violation } from '../result.ts';
import { type Counts, countsOf } from './summary.ts';
import { visibleLines } from './text.ts';

/** What the report holds; the keys stand in the order of `KEYS`. Keys may be added, none changes its meaning. */
export interface JsonReport extends Verification {
  readonly verdict: 'kept' | 'not kept';
  /** Of the checks, by outcome. */
  readonly counts: Counts;
}

type Key = keyof JsonReport | keyof Check | keyof Violation | keyof Cell | Outcome;

/** All keys in the order in which they are written. A record, so that the compiler finds one that is forgotten. */
const KEYS: Readonly<Record<Key, true>> = {
  verdict: true,
  counts: true,
  url: true,
  profile: true,
  release: true,
  run: true,
  started: true,
  isStrict: true,
  ended: true,
  versions: true,
  kept: true,
  broken: true,
  'not judged': true,
  'left out': true,
  id: true,
  lane: true,
  what: true,
  operationId: true,
  method: true,
  path: true,
  status: true,
  version: true,
  outcome: true,
  took: true,
  reason: true,
  violation: true,
  expected: true,
  came: true,
  place: true,
  curl: true,
  checks: true,
  cells: true,
};

/** The report, ending in a line break. It is safe to look at in a terminal: what cannot be seen is escaped. */
export const jsonReport = (verification: Verification): string => {
  const report: JsonReport = {
    ...verification,
    verdict: isKept(verification) ? 'kept' : 'not kept',
    counts: countsOf(verification),
  };
  const text = JSON.stringify(report, Object.keys(KEYS), 2);
  return `${visibleLines(text)}\n`;
};
