/** Copies of a store that are whole files by themselves, and the way in which such a file takes its place. */

import { link, open, rename, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { type Examined, examine, type Sound } from './examine.ts';
import { type Problem, problemOf } from './problem.ts';

/** In pages, so that one step takes all. Between steps SQLite begins anew whenever another process has written. */
const ALL = 2 ** 31 - 1;

/** Makes the names in a folder survive a power failure. */
const syncFolder = async (folder: string): Promise<void> => {
  await using handle = await open(folder, 'r');
  await handle.sync();
};

export type Copied =
  | { readonly file: string; readonly examined: Sound }
  /** The copy is left where it is, if there is any. */
  | (Problem & { readonly of: 'source' | 'copy' });

/** Of what is read none of these comes from the copy, which begins empty. */
const OF_SOURCE: readonly Problem['kind'][] = ['busy', 'damaged', 'foreign', 'newer', 'older'];

/** Where there is little room, whatever fails fails for that: SQLite does not always say so. */
const isFull = async (folder: string, needed: number): Promise<boolean> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < needed;
};

const ofEither = async (found: Problem, folder: string, source: string): Promise<Copied> => {
  if (OF_SOURCE.includes(found.kind)) return { ...found, of: 'source' };
  const hasNoRoom = found.kind === 'failing' && (await isFull(folder, (await stat(source)).size));
  return { ...found, of: 'copy', kind: hasNoRoom ? 'full' : found.kind };
};

/** Opens a database for reading, and reads a little, which finds what is no database. */
const openSource = (file: string): DatabaseSync => {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    db.exec('SELECT 1 FROM sqlite_schema');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/**
 * @param as 'it is': the schema stays; 'the newest': it is brought to the newest version, if the database is sound
 */
const examineCopy = (file: string, as: 'it is' | 'the newest'): Examined => {
  const db = new DatabaseSync(file);
  try {
    // With the journal of the store a copy would have two files beside it as soon as someone looks into it.
    db.exec('PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE');
    const examined = examine(db);
    // After some errors SQLite has rolled back by itself.
    if (db.isTransaction) db.exec(as === 'it is' || 'problem' in examined ? 'ROLLBACK' : 'COMMIT');
    return examined;
  } finally {
    db.close();
  }
};

/**
 * Copies a database, as it is at one moment, into a folder that is empty; other processes may read and write it meanwhile. Then
 * looks at the copy.
 *
 * @returns the path of the copy, which is for its owner alone, and what is in it; or what is wrong, and with which of the two
 */
export const copyInto = async (folder: string, from: string, as: 'it is' | 'the newest'): Promise<Copied> => {
  const file = path.join(folder, 'copy');
  let source: DatabaseSync | undefined;
  try {
    source = openSource(from);
  } catch (error) {
    return { ...problemOf(error), of: 'source' };
  }
  try {
    // Made first, so that it is for its owner alone from the beginning.
    await (await open(file, 'wx', 0o600)).close();
    await backup(source, file, { rate: ALL });
    const examined = examineCopy(file, as);
    return 'problem' in examined ? ofEither(examined, folder, from) : { file, examined };
  } catch (error) {
    return ofEither(problemOf(error), folder, from);
  } finally {
    source.close();
  }
};

/**
 * Puts a copy in its place, so that there is the whole of it or nothing, also after a power failure: SQLite has synced what is
 * in it before it closed it.
 *
 * @throws errors of the file system: `EEXIST` when there is a file in its place that shall stay
 */
export const takePlace = async (file: string, place: string, overwrite: boolean): Promise<void> => {
  // Unlike `rename`, `link` never takes the place of another; the name that is left goes with its folder.
  await (overwrite ? rename(file, place) : link(file, place));
  await syncFolder(path.dirname(place));
};
