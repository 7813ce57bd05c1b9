/** The files that commands are given, looked at before anything opens them. */

import type { Stats } from 'node:fs';
import { open, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Problem, problemOf } from '../store/sqlite/problem.ts';
import { Refusal } from './command.ts';

/**
 * What a path leads to; undefined where there is nothing.
 *
 * @param mendLink what to do about a link that leads nowhere
 * @throws {Refusal} where there is such a link, or where this user may not look
 */
export const statOf = async (file: string, mendLink: string): Promise<Stats | undefined> => {
  try {
    return await stat(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      throw new Refusal(`${file} cannot be looked at (${code}). Let this user into its folder.`, 1);
    }
  }
  const link = await readlink(file).catch(() => undefined);
  if (link === undefined) return undefined;
  throw new Refusal(`${file} is a link to ${link}, which is not there. ${mendLink}.`, 1);
};

const NO_FILES: readonly (readonly [is: (stats: Stats) => boolean, problem: string])[] = [
  [(stats) => stats.isDirectory(), 'is a folder'],
  [(stats) => stats.isFIFO(), 'is a pipe'],
  [(stats) => stats.isSocket(), 'is a socket'],
  [(stats) => !stats.isFile(), 'is a device'],
];

/** What is there in place of a file that can be read and written anywhere; to open a pipe might take for ever. */
export const noFile = (stats: Stats): Problem | undefined => {
  const problem = NO_FILES.find(([is]) => is(stats))?.[1];
  return problem === undefined ? undefined : { kind: 'no file', problem };
};

const SQLITE = 'SQLite format 3\0';
/** The first bytes of files, in Latin-1. */
const BEGINNINGS: readonly (readonly [bytes: string, found: Problem])[] = [
  ['\x1f\x8b', { kind: 'packed', problem: 'is packed by gzip' }],
  ['BZh', { kind: 'packed', problem: 'is packed by bzip2' }],
  ['\xfd7zXZ\0', { kind: 'packed', problem: 'is packed by xz' }],
  ['\x28\xb5\x2f\xfd', { kind: 'packed', problem: 'is packed by zstd' }],
  ['PK\x03\x04', { kind: 'packed', problem: 'is a ZIP archive' }],
  ['PGDMP', { kind: 'foreign', problem: 'is a backup of PostgreSQL, which pg_restore puts back' }],
];

const beginningOf = async (file: string): Promise<string> => {
  await using handle = await open(file, 'r');
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(SQLITE.length), 0, SQLITE.length, 0);
  return buffer.toString('latin1', 0, bytesRead);
};

/** Why a file cannot be a database of SQLite, as far as that shows from outside; undefined where it may be one. */
export const noDatabase = async (file: string, stats: Stats): Promise<Problem | undefined> => {
  const problem = noFile(stats);
  if (problem !== undefined) return problem;
  if (stats.size === 0) return { kind: 'empty', problem: 'is empty' };
  try {
    const beginning = await beginningOf(file);
    if (beginning === SQLITE) return undefined;
    const [, found] = BEGINNINGS.find(([bytes]) => beginning.startsWith(bytes)) ?? [];
    return found ?? { kind: 'damaged', problem: 'is not a SQLite database, or is damaged' };
  } catch (error) {
    return problemOf(error);
  }
};

/** Where a file is, or would be, without any link on the way. */
const realPathOf = async (file: string): Promise<string> => {
  const folder = path.dirname(file);
  return realpath(file).catch(async () =>
    path.join(await realpath(folder).catch(() => folder), path.basename(file)),
  );
};

/** Whether two paths mean one file, by links of any kind, or would if it were there. */
export const isSame = async (one: string, other: string): Promise<boolean> => {
  if ((await realPathOf(one)) === (await realPathOf(other))) return true;
  const [first, second] = await Promise.all([one, other].map((file) => stat(file).catch(() => undefined)));
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
};

/** What SQLite keeps beside a database. */
export const BESIDE = ['-wal', '-shm', '-journal'] as const;

/** The name of a log beside a place with something in it, which would be taken for a part of the database that comes there. */
export const logBeside = async (place: string): Promise<string | undefined> => {
  for (const log of [`${place}-wal`, `${place}-journal`]) {
    const stats = await stat(log).catch(() => undefined);
    if (stats !== undefined && stats.size > 0) return log;
  }
  return undefined;
};
