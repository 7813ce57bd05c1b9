/** What all reports say of a verification: the verdict, and what belongs together told once. */

import {
  type Check,
  count,
  isKept,
  isOpen,
  type Outcome,
  type Verification,
  type Violation,
} from '../result.ts';
import { duration, many } from './text.ts';

export const OUTCOMES = ['kept', 'broken', 'not judged', 'left out'] as const satisfies readonly Outcome[];

export type Counts = Readonly<Record<Outcome, number>>;

/** How many checks have each outcome. */
export const countsOf = ({ checks }: Verification): Counts => ({
  kept: count(checks, 'kept'),
  broken: count(checks, 'broken'),
  'not judged': count(checks, 'not judged'),
  'left out': count(checks, 'left out'),
});

/** Whether the contract is kept, in a few words. */
export const verdictOf = (verification: Verification): string => {
  if (isKept(verification)) return 'The contract is kept';
  if (isOpen(verification)) return `The contract could not be judged: ${verification.ended}`;
  if (verification.checks.length === 0) return 'The contract is not kept: nothing was checked';
  if (count(verification.checks, 'broken') > 0) return 'The contract is broken';
  const open = many(count(verification.checks, 'not judged'), 'check');
  return `The contract is not kept: ${open} could not be judged (strict)`;
};

/** The numbers behind the verdict, and the time. */
export const countsText = (verification: Verification): string => {
  const counts = countsOf(verification);
  return (
    `${many(verification.checks.length, 'check')} in ${duration(verification.took)}: ${counts.kept} kept, ` +
    `${counts.broken} broken, ${counts['not judged']} not judged, ${counts['left out']} left out`
  );
};

/** A violation, told once for all versions at which it was seen. */
export interface Finding extends Violation {
  /** Of the check. */
  readonly id: string;
  readonly what: string;
  /** The oldest first; the rest of it is from the first. */
  readonly versions: readonly string[];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** What is the same for violations that are the same: each answer has ids of its own, and may name the version. */
const sameness = ({ id, what, version, violation }: Check): string =>
  JSON.stringify(
    [id, what, violation?.expected, violation?.came].map((text) =>
      text
        ?.replace(UUID, 'uuid')
        .replaceAll(new RegExp(`(?<![\\d.])${RegExp.escape(version)}(?![\\d.])`, 'g'), 'version'),
    ),
  );

const UNTOLD: Violation = { expected: 'not told', came: 'not told', place: 'not told', curl: 'not told' };

/** The violations in the order of the checks, the same one at several versions once. */
export const findingsOf = ({ checks, versions }: Verification): Finding[] => {
  const broken = checks.filter(({ outcome }) => outcome === 'broken');
  return [...Map.groupBy(broken, sameness).values()].map((same) => {
    const at = new Set(same.map(({ version }) => version));
    const [{ id, what, violation = UNTOLD }] = same as [Check, ...Check[]];
    const rest = [...at].filter((version) => !versions.includes(version));
    return { ...violation, id, what, versions: [...versions.filter((version) => at.has(version)), ...rest] };
  });
};

/** Why some checks have an outcome, told once for all of them. */
export interface Reason {
  readonly reason: string;
  readonly checks: readonly Check[];
}

/** The reasons of an outcome; the one of most checks first. */
export const reasonsOf = ({ checks }: Verification, outcome: Outcome): Reason[] =>
  [
    ...Map.groupBy(
      checks.filter((check) => check.outcome === outcome),
      ({ reason = 'No reason is given' }) => reason,
    ),
  ]
    .map(([reason, its]) => ({ reason, checks: its }))
    .toSorted((one, other) => other.checks.length - one.checks.length);
