/** `os-server-groups backup`: a copy of the SQLite store, made while the service runs. */

import { realpath } from 'node:fs/promises';
import process from 'node:process';
import { readConfig } from '../config.ts';
import { copyInto, takePlace } from '../store/sqlite/copy.ts';
import { problemOf } from '../store/sqlite/problem.ts';
import { type Command, Refusal, say, type Values } from './command.ts';
import { BESIDE, isSame, logBeside, noDatabase, noFile, statOf } from './files.ts';
import { hearSignals, withFolder } from './interruptible.ts';
import { refusalOf, refusalOfPlace } from './mends.ts';
import {
  fileArgument,
  inWords,
  LOST_STORE,
  PG_RESTORE,
  STORE,
  STORE_HELP,
  storeFileOf,
} from './store-option.ts';

const ON_POSTGRES = `Its own programs make a backup of it while the service runs:
  pg_dump --format=custom --schema=osg --file=FILE postgres://USER@HOST/DATABASE
and put one back, while no service runs:
  ${PG_RESTORE}`;

const checkStore = async (store: string): Promise<void> => {
  const stats = await statOf(store, LOST_STORE);
  if (stats === undefined) {
    throw new Refusal(
      `There is no store ${store}. Name the one of the service with --store sqlite:FILE, or run this where the service runs, with the same OSG_STORE.`,
      1,
    );
  }
  const problem = await noDatabase(store, stats);
  if (problem !== undefined) throw refusalOf('No backup was made', `the store ${store}`, problem);
};

/** What the service lives by: no backup may take its place. */
const checkForeign = async (file: string, store: string): Promise<void> => {
  const real = await realpath(store);
  const kept = [
    [real, 'the store itself'],
    ...BESIDE.map((end) => [`${real}${end}`, 'a part of the store'] as const),
    [readConfig(process.env).tokensFile, 'the file of the tokens'],
  ] as const;
  for (const [other, what] of kept) {
    if (await isSame(file, other)) {
      throw new Refusal(`${file} is ${what}. Name another file for the backup.`, 1);
    }
  }
};

/** @throws {Refusal} where a backup may not be put */
const checkPlace = async (file: string, overwrite: boolean): Promise<void> => {
  const present = await statOf(file, 'Name another file, or remove the link');
  const problem = present && noFile(present);
  if (problem !== undefined) {
    throw new Refusal(`${file} ${problem.problem}, and no file. Name a file for the backup.`, 1);
  }
  if (present !== undefined && !overwrite) {
    throw new Refusal(`${file} is there already. Name another file, or replace it with --overwrite.`, 1);
  }
  const log = await logBeside(file);
  if (log === undefined) return;
  throw new Refusal(
    `${log} is there: it belongs to another database, and would be taken for a part of the backup. Name another file, or move it away.`,
    1,
  );
};

const backUp = async (store: string, file: string, overwrite: boolean): Promise<void> => {
  const nothing = `No backup was made in ${file}`;
  await withFolder(file, 'no backup was made.', async (folder, tooLate) => {
    const copied = await copyInto(folder, store, 'it is');
    if ('problem' in copied) {
      throw copied.of === 'copy'
        ? refusalOfPlace(nothing, file, copied)
        : refusalOf(nothing, `the store ${store}`, copied);
    }
    await hearSignals();
    tooLate();
    await takePlace(copied.file, file, overwrite);
    say(`The backup ${file} is made and checked: ${inWords(copied.examined.counts)}.`);
  }).catch((error) => {
    throw error instanceof Refusal ? error : refusalOfPlace(nothing, file, problemOf(error));
  });
};

export const backupCommand: Command = {
  words: 'backup',
  summary: 'Copies the SQLite store to a file and checks the copy, also while the service runs.',
  usage: 'FILE [--overwrite] [--store URL]',
  details: `
  FILE             where the backup is put, which is for its owner alone; "restore" puts it back
  --overwrite      replaces FILE where it is there already; where that is a link, the link and not what it leads to
${STORE_HELP}

The backup is the store at one moment. FILE is there when all of it is written and checked, and not before. Tokens are not in it:
copy the file that OSG_TOKENS_FILE names as well.

Exit status:
  0   the backup is made
  1   it cannot be made, and the message says why
  64  the command is not understood
  75  another process holds the store for itself; later it may not
  78  a setting is wrong
  130, 143  Ctrl-C or SIGTERM ended it, and nothing is left`,
  options: { ...STORE, overwrite: { type: 'boolean' } },
  run: async (values: Values, positionals) => {
    const file = fileArgument(positionals, 'where the backup shall be put');
    const store = storeFileOf(values, ON_POSTGRES);
    const overwrite = values.overwrite === true;
    await checkStore(store);
    await checkForeign(file, store);
    await checkPlace(file, overwrite);
    await backUp(store, file, overwrite);
  },
};
