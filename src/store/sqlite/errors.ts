import { StartupError } from '../../startup-error.ts';
import { StoreUnavailable } from '../store.ts';

/** Primary result codes of SQLite (sqlite.org/rescode.html) whose cause lies outside of the program. */
const BUSY = 5;
const LOCKED = 6;
const PROTOCOL = 15;
const OUTSIDE: Readonly<Record<number, { what: string; mend: string }>> = {
  [BUSY]: { what: 'is locked by another process', mend: 'Stop that process, or let it finish' },
  [LOCKED]: { what: 'is locked by another connection', mend: 'Stop what uses it, or let it finish' },
  7: { what: 'cannot be used for want of memory', mend: 'Give this process more memory' },
  8: {
    what: 'cannot be written',
    mend: 'Give the user of this service the right to write it and its folder, and see that its disk is not read-only',
  },
  10: { what: 'cannot be read or written', mend: 'Look for errors of the disk in the system log' },
  11: { what: 'is damaged', mend: 'Restore it from a backup' },
  13: { what: 'cannot grow, since the disk is full', mend: 'Free some space' },
  14: {
    what: 'cannot be opened',
    mend: 'See that it is a file, that its disk is not read-only, and that the user of this service may read and write it and its folder',
  },
  [PROTOCOL]: { what: 'is locked by another process', mend: 'Stop that process, or let it finish' },
  26: { what: 'is not a SQLite database, or is damaged', mend: 'Restore it from a backup' },
};

const codeOf = (error: unknown): number =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : 0;

/** Whether trying again shortly may help. */
export const isBusy = (error: unknown): boolean => [BUSY, LOCKED, PROTOCOL].includes(codeOf(error));

/** Whether the cause lies outside of the program (disk, locks, rights), so that it is no bug. */
export const isOutside = (error: unknown): boolean => codeOf(error) in OUTSIDE;

/** Of a commit that failed: whether it may be in the log all the same, since the disk failed after it was written (SQLITE_IOERR). */
export const mayBeWritten = (error: unknown): boolean => codeOf(error) === 10;

/** The same error, or `StoreUnavailable` where its cause lies outside of the program. */
export const asUnavailable = (error: unknown): unknown => {
  const known = OUTSIDE[codeOf(error)];
  return known
    ? new StoreUnavailable(`The store ${known.what}: ${known.mend}, then try again.`, { cause: error })
    : error;
};

/** The same error, or a `StartupError` about the file where a person must mend something. */
export const asStartupError = (file: string, error: unknown): unknown => {
  const known = OUTSIDE[codeOf(error)];
  return known
    ? new StartupError(
        `The store ${file} ${known.what} (SQLite: ${(error as Error).message}). ${known.mend}, or set OSG_STORE to another file.`,
      )
    : error;
};

/** What is wrong with the database, which completes "The database …"; undefined where the cause lies in the program. */
export const causeOf = (error: unknown): string | undefined => OUTSIDE[codeOf(error)]?.what;
