/** How what keeps a command from its work is mended, in words. */

import path from 'node:path';
import type { Kind, Problem } from '../store/sqlite/problem.ts';
import { Refusal } from './command.ts';

const OTHER_STORE = 'Name the store of the service with --store sqlite:FILE';

type Mends = Readonly<Partial<Record<Kind, string>>>;

/** Of a store that a command reads or writes. */
export const MENDS_OF_STORE: Mends = {
  busy: 'Let that process finish, and try again',
  rights:
    'Run this as the user of the service, or let this user read and write it and its folder, which SQLite needs also to read a store',
  full: 'Free some space on its disk',
  damaged:
    'To keep what is left, stop the service and copy the files of the store as they are; then restore a backup',
  foreign: OTHER_STORE,
  'no file': OTHER_STORE,
  empty: OTHER_STORE,
  packed: OTHER_STORE,
  newer: 'Use that version of the service, or a later one',
};

const OTHERWISE = 'Look for errors of the disk in the system log, and whether there is enough memory';

/**
 * @param nothing what was not done, such as "No backup was made"
 * @returns the refusal of a command, which the caller throws
 */
export const refusalOf = (
  nothing: string,
  file: string,
  { kind, problem }: Problem,
  mends: Mends = MENDS_OF_STORE,
): Refusal =>
  new Refusal(
    `${nothing}: ${file} ${problem}. ${mends[kind] ?? OTHERWISE}.`,
    // Another try may succeed by itself.
    kind === 'busy' ? 75 : 1,
  );

const PLACES: Readonly<Partial<Record<Kind, (folder: string) => string>>> = {
  rights: (folder) => `this user may not write to ${folder}. Let it, or run this as another user`,
  'read-only': (folder) => `the disk of ${folder} is read-only. Use a folder on another one`,
  full: (folder) => `the disk of ${folder} is full. Make room there for a whole copy of the store`,
  'no folder': (folder) => `the folder ${folder} is not there. Make it`,
  'there already': () => 'a file has come there meanwhile. Try again, to see what it is',
};

/** The same where the problem lies with the place that a file shall have. */
export const refusalOfPlace = (nothing: string, place: string, { kind, problem }: Problem): Refusal =>
  new Refusal(
    `${nothing}: ${PLACES[kind]?.(path.dirname(place)) ?? `${place} ${problem}. ${OTHERWISE}`}.`,
    1,
  );
