/** What a kind of server lacks, and what it does otherwise by design, as data. */

import { isSince, type Part } from '../cases/case.ts';
import type { Traits } from '../cases/traits.ts';

/** In patterns, `*` stands for any text. */
type Patterns = readonly string[];

/** Checks that are left out. */
export interface Difference {
  /** Their ids. */
  readonly checks: Patterns;
  /** Those of them that are tried nevertheless. */
  readonly but?: Patterns;
  /** The versions in which it is so; all, where they are left out. `2.0` stands for what has no microversions. */
  readonly since?: string;
  readonly before?: string;
  /** What servers of the kind do. */
  readonly reason: string;
}

/** What is not held against answers, though the views have it otherwise. */
export interface Liberty {
  /** Which answers: `GET /v2.1/limits 200`. */
  readonly answers: Patterns;
  /** Objections to them, in the words of either lane. */
  readonly objections: Patterns;
  readonly reason: string;
}

export interface Profile {
  readonly name: string;
  /** Which servers it is for. */
  readonly what: string;
  /** What is tried unless an option says otherwise. */
  readonly has: { readonly legacy: boolean; readonly ecs: boolean };
  /** Operations that servers of this kind do not have, by operationId (without the suffix of a prefix). */
  readonly lacks: readonly string[];
  /** Parts of the API that they do not have: cases that need one are not tried. */
  readonly lacksParts: readonly Part[];
  /** What they do in a way of their own that can be judged all the same. */
  readonly traits: Traits;
  readonly differences: readonly Difference[];
  readonly liberties: readonly Liberty[];
}

export const MEMBERS = ['listMembers', 'claimMember', 'releaseMember'];

const expressions = new Map<string, RegExp>();

/** Whether a text is as one of the patterns says. */
export const fits = (patterns: Patterns, text: string): boolean =>
  patterns.some((pattern) => {
    const known = expressions.get(pattern);
    const parts = () => pattern.split('*').map(RegExp.escape);
    const expression = known ?? new RegExp(`^${parts().join('.*')}$`, 's');
    expressions.set(pattern, expression);
    return expression.test(text);
  });

/** The row that leaves a check out; undefined where there is none. */
export const differenceOf = (
  { differences }: Pick<Profile, 'differences'>,
  id: string,
  version: string,
): Difference | undefined =>
  differences.find(
    ({ checks, but = [], since, before }) =>
      fits(checks, id) &&
      !fits(but, id) &&
      (since === undefined || isSince(version, since)) &&
      (before === undefined || !isSince(version, before)),
  );

/** Why a check is left out for a profile; undefined where it is not. */
export const designOf = (
  profile: Pick<Profile, 'differences'>,
  id: string,
  version: string,
): string | undefined => differenceOf(profile, id, version)?.reason;

/** Whether an objection to an answer is to what servers of the profile do by design. */
export const isByDesign = (
  { liberties }: Pick<Profile, 'liberties'>,
  answer: string,
  objection: string,
): boolean =>
  liberties.some(({ answers, objections }) => fits(answers, answer) && fits(objections, objection));
