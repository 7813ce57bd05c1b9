/** Which cases are to notice a wrong server, and at which version each is tried. */

import { cases } from '../cases/all.ts';
import type { Case } from '../cases/case.ts';
import type { Wrong } from './wrong.ts';

export interface Trial {
  readonly one: Case;
  readonly version: string;
}

const PREFERRED = ['2.64', '2.1'];

/** The version at which a case is tried where none is named. */
export const versionFor = ({ versions }: Case): string =>
  PREFERRED.find((version) => versions.includes(version)) ?? versions[0] ?? '';

const fits = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.split('*').map(RegExp.escape).join('.*')}$`, 's').test(text);

/** The cases of that id, or that say so; if there are none, those that fit the pattern. */
const casesFor = (pattern: string): Case[] => {
  const named = cases.filter(({ id, what }) => id === pattern || what === pattern);
  return named.length > 0 ? named : cases.filter(({ id, what }) => fits(pattern, id) || fits(pattern, what));
};

/** @throws Error when a pattern names no case that is tried at the version */
export const trialsOf = ({ id, noticedBy, at }: Wrong): Trial[] =>
  noticedBy.flatMap((pattern) => {
    const found = casesFor(pattern)
      .map((one) => ({ one, version: at ?? versionFor(one) }))
      .filter(({ one, version }) => one.versions.includes(version));
    if (found.length === 0) throw new Error(`${id} names no case at ${at ?? 'any version'}: ${pattern}`);
    return found;
  });
