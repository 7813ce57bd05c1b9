/** The run of a verification: its id, and the names that its groups carry, so that they can be told from those of others. */

import { randomBytes } from 'node:crypto';

/** What the names of all groups of a verifier begin with. */
const MARK = 'osgv';

/** The id of this run: the mark, when it began (in base 36), and something of its own. */
export const RUN = `${MARK}-${Date.now().toString(36)}-${randomBytes(3).toString('hex')}`;

/** The name of a group of this run. */
export const named = (text = 'test'): string => `${RUN} ${text}`;

/** A name of so many characters, the rest of which is this one. */
export const filledName = (length: number, character: string): string =>
  `${RUN} ${character.repeat(length - RUN.length - 1)}`;

const OWN_NAME = new RegExp(`^${MARK}-([0-9a-z]{8})-[0-9a-f]{6} `);

/** When the run began that a group was made by, in milliseconds since 1970; undefined for a group of others. */
export const startOf = (name: string): number | undefined => {
  const start = OWN_NAME.exec(name)?.[1];
  return start === undefined ? undefined : Number.parseInt(start, 36);
};

export const isOfThisRun = (name: string): boolean => name.startsWith(`${RUN} `);
