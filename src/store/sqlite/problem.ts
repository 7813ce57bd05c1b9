/** What keeps a command from reading or writing a database or a file, so that it can say how that is mended. */

import { causeOf } from './errors.ts';

export type Kind =
  | 'busy'
  | 'rights'
  | 'read-only'
  | 'full'
  | 'no folder'
  | 'there already'
  /** A folder, a pipe, a device. */
  | 'no file'
  | 'empty'
  | 'packed'
  /** The disk, or the memory. */
  | 'failing'
  | 'damaged'
  /** Of another program. */
  | 'foreign'
  /** Of another version of the service. */
  | 'newer'
  | 'older';

export interface Problem {
  readonly kind: Kind;
  /** Completes "The database …". */
  readonly problem: string;
}

/** By primary result code (sqlite.org/rescode.html). */
const KINDS_OF_SQLITE: Readonly<Record<number, Kind>> = {
  5: 'busy',
  6: 'busy',
  7: 'failing',
  8: 'rights',
  10: 'failing',
  11: 'damaged',
  13: 'full',
  14: 'rights',
  15: 'busy',
  26: 'damaged',
};

/** SQLITE_IOERR_LOCK: so ends who wants a file for itself that it may only read. */
const CANNOT_LOCK = 3850;

const RIGHTS = { kind: 'rights', problem: 'may not be used by this user' } as const;
const FULL = { kind: 'full', problem: 'has no room on its disk' } as const;
const NO_FOLDER = { kind: 'no folder', problem: 'is in a folder that is not there' } as const;
const OF_FILES: Readonly<Record<string, Problem>> = {
  EACCES: RIGHTS,
  EPERM: RIGHTS,
  EROFS: { kind: 'read-only', problem: 'is on a disk that is read-only' },
  ENOSPC: FULL,
  EDQUOT: FULL,
  ENOENT: NO_FOLDER,
  ENOTDIR: NO_FOLDER,
  EEXIST: { kind: 'there already', problem: 'is there already' },
};

/** What an error of SQLite or of the file system says; any other, which is a failure of ours, is thrown on. */
export const problemOf = (error: unknown): Problem => {
  const problem = causeOf(error);
  if (problem !== undefined) {
    const { errcode } = error as { errcode: number };
    if (errcode === CANNOT_LOCK) return { kind: 'rights', problem: 'cannot be locked by this user' };
    return { problem, kind: KINDS_OF_SQLITE[errcode & 0xff] ?? 'failing' };
  }
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
  return OF_FILES[String(error.code)] ?? { kind: 'failing', problem: `cannot be used (${error.code})` };
};
