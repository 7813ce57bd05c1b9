/** Which versions are tried, and which cases at each. */

import { minorOf } from '../../src/microversions/negotiate.ts';
import { ranges } from '../../src/views/view.ts';
import { type Case, LEGACY } from '../cases/case.ts';

/** A version that is tried, and the first or last versions of views that it stands for. */
export interface Tried {
  readonly version: string;
  /** The first version of its view. */
  readonly view: string;
  readonly standsFor: readonly string[];
}

const within = (version: string, { first, last }: { first: string; last: string }): boolean =>
  minorOf(first) <= minorOf(version) && minorOf(version) <= minorOf(last);

/**
 * The versions to try: the first and the last of each view, as far as the server offers them, or those that were asked for.
 * What has no microversions comes first.
 */
export const versionsToTry = (newest: string, asked: readonly string[] | undefined): Tried[] => {
  const [legacy, ...others] = ranges;
  const tried = others
    .filter(({ first }) => minorOf(first) <= minorOf(newest))
    .flatMap((range): Tried[] => {
      const { first, last } = range;
      if (asked !== undefined) {
        const some = asked.filter((version) => within(version, range));
        return some.map((version) => ({ version, view: first, standsFor: [first, last] }));
      }
      const end = minorOf(last) <= minorOf(newest) ? last : newest;
      return first === end
        ? [{ version: first, view: first, standsFor: [first, last] }]
        : [
            { version: first, view: first, standsFor: [first] },
            { version: end, view: first, standsFor: [last] },
          ];
    });
  return [{ version: LEGACY, view: legacy?.first ?? LEGACY, standsFor: [LEGACY] }, ...tried];
};

/** Whether a case is tried at a version. */
export const isTriedAt = ({ versions }: Case, { standsFor }: Tried): boolean =>
  standsFor.some((version) => versions.includes(version));
