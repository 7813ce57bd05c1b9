/** `os-server-groups restore`: puts a backup in the place of the SQLite store, also while the service runs. */

import { chown, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { copyInto, takePlace } from '../store/sqlite/copy.ts';
import type { Counts } from '../store/sqlite/examine.ts';
import { problemOf } from '../store/sqlite/problem.ts';
import { replaceContents } from '../store/sqlite/replace.ts';
import { type Command, Refusal, say } from './command.ts';
import { isSame, logBeside, noDatabase, statOf } from './files.ts';
import { hearSignals, withFolder } from './interruptible.ts';
import { MENDS_OF_STORE, refusalOf, refusalOfPlace } from './mends.ts';
import {
  fileArgument,
  inWords,
  LOST_STORE,
  PG_RESTORE,
  STORE,
  STORE_HELP,
  storeFileOf,
} from './store-option.ts';

const ON_POSTGRES = `Its own programs put a backup of it back, while no service runs:
  ${PG_RESTORE}`;

/** How long to wait for a service that writes, in milliseconds. */
const PATIENCE = 30_000;

const NOTHING = 'Nothing was restored, and nothing changed';
const MOVE_AWAY =
  'Stop the service, move the file of the store, its -wal and its -shm away, as far as they are there, and restore again';

const OTHER_BACKUP = 'Name another file that "os-server-groups backup" has made';
const MENDS_OF_BACKUP = {
  busy: 'Let that process finish, and restore again',
  rights: 'Let this user read it, or copy it into a folder of this user',
  damaged: OTHER_BACKUP,
  foreign: OTHER_BACKUP,
  'no file': OTHER_BACKUP,
  empty: OTHER_BACKUP,
  packed: 'Unpack it first, and restore what comes out',
  newer: 'Restore it with that version of the service, or a later one',
} as const;
const MENDS = {
  ...MENDS_OF_STORE,
  damaged: MOVE_AWAY,
  empty: MOVE_AWAY,
  newer: MOVE_AWAY,
  older: MOVE_AWAY,
} as const;

const checkBackup = async (file: string, store: string): Promise<void> => {
  const stats = await statOf(file, 'Name the backup itself');
  if (stats === undefined)
    throw new Refusal(`There is no backup ${file}. See "ls ${path.dirname(file)}".`, 1);
  if (await isSame(file, store)) {
    throw new Refusal(`${file} is the store itself. Name the backup that shall be restored.`, 1);
  }
  const problem = await noDatabase(file, stats);
  if (problem !== undefined) throw refusalOf(NOTHING, file, problem, MENDS_OF_BACKUP);
};

/** What belongs to a database that is gone would be taken for a part of the one that comes. */
const checkNothingLeft = async (store: string): Promise<void> => {
  const log = await logBeside(store);
  if (log === undefined) return;
  throw new Refusal(
    `There is no store ${store}, but ${log} of one that was there, which would spoil the restored one. ${MOVE_AWAY}.`,
    1,
  );
};

/** Whether there is a store, which is fit to be replaced as far as that shows from outside. */
const hasStore = async (store: string): Promise<boolean> => {
  const stats = await statOf(store, LOST_STORE);
  if (stats === undefined) {
    await checkNothingLeft(store);
    return false;
  }
  const problem = await noDatabase(store, stats);
  if (problem !== undefined) throw refusalOf(NOTHING, `the store ${store}`, problem, MENDS);
  return true;
};

/** Made where there was none: for the owner of the folder, who is the one who runs the service, also when root restores. */
const putNew = async (copy: string, store: string): Promise<void> => {
  const { uid, gid } = await stat(path.dirname(store));
  if (process.getuid?.() === 0) await chown(copy, uid, gid);
  await takePlace(copy, store, false);
};

/** @returns what there was before */
const replace = async (store: string, copy: string, tooLate: () => void): Promise<Counts> => {
  const replaced = await replaceContents(store, copy, PATIENCE, tooLate);
  if ('problem' in replaced) throw refusalOf(NOTHING, `the store ${store}`, replaced, MENDS);
  return replaced.before;
};

const restore = async (file: string, store: string, isThere: boolean): Promise<string> =>
  withFolder(store, 'nothing was restored, and nothing changed.', async (folder, tooLate) => {
    const copied = await copyInto(folder, file, 'the newest');
    if ('problem' in copied) {
      throw copied.of === 'copy'
        ? refusalOfPlace(NOTHING, store, copied)
        : refusalOf(NOTHING, file, copied, MENDS_OF_BACKUP);
    }
    await hearSignals();
    const restored = `${store} is restored: ${inWords(copied.examined.counts)}.`;
    if (isThere) {
      const before = await replace(store, copied.file, tooLate);
      return `${restored} Until now it had ${inWords(before)}. A service that runs goes on with what was restored.`;
    }
    tooLate();
    await putNew(copied.file, store);
    return `${restored} There was none before.`;
  });

export const restoreCommand: Command = {
  words: 'restore',
  summary: 'Puts a backup in the place of all that is in the SQLite store, also while the service runs.',
  usage: 'FILE [--store URL]',
  details: `
  FILE             what "backup" has made, also with an older version of the service
${STORE_HELP}

The backup is checked first; one that is not sound changes nothing. Then all is replaced in one transaction. A service that runs
goes on with what was restored, and what it had answered before the restore is gone: make a backup of that first, if it may be
of use. Where the store itself is damaged, stop the service, move its files away, and restore.

Exit status:
  0   it is restored
  1   nothing was restored, and the message says why
  64  the command is not understood
  75  another process writes to the store for longer than 30 seconds; later it may not
  78  a setting is wrong
  130, 143  Ctrl-C or SIGTERM ended it, and nothing has changed; once all is being replaced, it goes on to its end`,
  options: STORE,
  run: async (values, positionals) => {
    const file = fileArgument(positionals, 'the backup to restore');
    const store = storeFileOf(values, ON_POSTGRES);
    await checkBackup(file, store);
    try {
      const isThere = await hasStore(store);
      if (!isThere) await mkdir(path.dirname(store), { recursive: true, mode: 0o700 });
      say(await restore(file, store, isThere));
    } catch (error) {
      throw error instanceof Refusal ? error : refusalOfPlace(NOTHING, store, problemOf(error));
    }
  },
};
