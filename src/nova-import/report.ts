/** Tells what an import has done, or would do: to people as tables, to programs as JSON. */

import { textTable } from '../cli/table.ts';
import { inLine } from './differences.ts';
import type { Counts, Outcome, Totals } from './import.ts';
import { isLoss, type LeftOut, REASONS } from './reasons.ts';
import type { Staging } from './staging.ts';

/** So many are shown to people one by one. */
const SHOWN = 20;

const COLUMNS: readonly (readonly [outcome: Outcome, done: string, tried?: string])[] = [
  ['imported', 'imported', 'to import'],
  ['here', 'here already'],
  ['differs', 'differs'],
  ['deleted', 'deleted here'],
  ['leftOut', 'left out'],
];

export interface Report {
  readonly file: string;
  /** The store, without password. */
  readonly store: string;
  /** Whether the import was done, and not only tried. */
  readonly applied: boolean;
  readonly totals: Totals;
}

type Source = Pick<Staging, 'has' | 'leftOut' | 'reasons'>;

/** Whether something is not here that is alive in Nova. */
export const hasLoss = (staging: Pick<Staging, 'reasons'>): boolean =>
  staging.reasons().some(({ reason }) => isLoss(reason));

const firstLine = ({ file: name, store, applied, totals }: Report, staging: Source): string => {
  const file = name === '-' ? 'standard input' : name;
  const loss = hasLoss(staging)
    ? ' Not all that is alive in Nova is here then: see what is not imported.'
    : '';
  const isNew = [totals.groups, totals.quotas].some(({ imported }) => imported > 0);
  if (!isNew) return `There is nothing to import from ${file} into ${store}: nothing was changed.${loss}`;
  return applied
    ? `${file} was imported into ${store}.${loss}`
    : `This is what an import of ${file} into ${store} would do. Nothing was written; --apply does it.${loss}`;
};

const NO_GROUPS =
  'The dump has no server group. If Nova has any, make a dump of its API database with the rows (without --no-data, --schema-only).';
const NO_MAPPINGS =
  'The dump has no rows of instance_mappings, so members are imported whose servers are deleted in Nova. Take that table into the dump.';

function* notes({ totals }: Report, staging: Source): Generator<string> {
  if (!staging.has('instance_groups')) yield NO_GROUPS;
  const { imported, here, differs } = totals.members;
  if (!staging.has('instance_mappings') && imported + here + differs > 0) yield NO_MAPPINGS;
}

/** A text of the dump, which may hold anything, such as what moves the cursor, and be of any length. */
const cellOf = (text: string | null, most: number): string => {
  const characters = [...(text ?? '')];
  const cut = characters.length > most ? [...characters.slice(0, most), '…'] : characters;
  const escaped = (each: string) => `\\u{${each.codePointAt(0)?.toString(16)}}`;
  return cut.join('').replace(/[\p{C}\p{Zl}\p{Zp}]/gu, escaped) || '-';
};

const rowOf = ({ what, id, name, group, project, reason, value }: LeftOut): string[] => [
  what,
  cellOf(id, 40),
  cellOf(name, 40),
  cellOf(group, 40),
  cellOf(project, 40),
  reason,
  typeof value === 'object' && value !== null ? cellOf(inLine(value), 500) : cellOf(value, 80),
];

/** Yields lines. */
export function* textOf(report: Report, staging: Source): Generator<string> {
  const { totals, applied } = report;
  const countsOf = (what: string, counts: Counts) => [what, ...COLUMNS.map(([name]) => `${counts[name]}`)];
  yield firstLine(report, staging);
  yield '';
  yield textTable([
    ['', ...COLUMNS.map(([, done, tried = done]) => (applied ? done : tried))],
    countsOf('server groups', totals.groups),
    countsOf('members', totals.members),
    countsOf('quotas', totals.quotas),
  ]);
  for (const note of notes(report, staging)) yield `\n${note}`;
  const reasons = staging.reasons();
  if (reasons.length === 0) return;
  yield '\nNot imported:\n';
  const whyOf = (reason: LeftOut['reason']) => {
    const { why, mend } = REASONS[reason];
    return mend === null ? why : `${why}. To mend it: ${mend}`;
  };
  const why = reasons.map(({ what, reason, count }) => [`${count}`, what, whyOf(reason)]);
  yield textTable([['number', 'what', 'why'], ...why]);
  const rows: string[][] = [];
  for (const leftOut of staging.leftOut()) {
    if (rows.length === SHOWN) break;
    rows.push(rowOf(leftOut));
  }
  const all = reasons.reduce((sum, { count }) => sum + count, 0);
  yield all > SHOWN ? `\nThe first ${SHOWN} of these ${all}; --json lists all:\n` : '';
  yield textTable([['what', 'id', 'name', 'group', 'project', 'reason', 'value'], ...rows]);
}

const toJson = (leftOut: LeftOut) => {
  const { why, mend } = REASONS[leftOut.reason];
  return JSON.stringify({ ...leftOut, why, mend, isLoss: isLoss(leftOut.reason) });
};

/** Yields one JSON object in parts, since what is left out may be very much. */
export function* jsonOf(report: Report, staging: Source): Generator<string> {
  const { file, store, applied, totals } = report;
  const all = { file, store, applied, ...totals, notes: [...notes(report, staging)] };
  yield `${JSON.stringify(all, null, 2).replace(/\n\}$/, '')},\n  "notImported": [`;
  let before = '';
  for (const leftOut of staging.leftOut()) {
    yield `${before}\n    ${toJson(leftOut)}`;
    before = ',';
  }
  yield `${before && '\n  '}]\n}\n`;
}
