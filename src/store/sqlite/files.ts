/** The files of a store that is open, as they are on the disk: SQLite itself does not notice when they are taken away. */

import { type BigIntStats, statfsSync, statSync } from 'node:fs';
import process from 'node:process';
import type { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '../store.ts';

/** Of the write-ahead log and its frames (sqlite.org/fileformat2.html, "WAL Format"), in bytes. */
const WAL_HEADER = 32;
const FRAME_HEADER = 24;

const statOf = (file: string): BigIntStats | undefined =>
  statSync(file, { bigint: true, throwIfNoEntry: false });

/** The same as long as it is the same file; undefined where there is none. */
export const identityOf = (file: string): string | undefined => {
  const stats = statOf(file);
  return stats && `${stats.dev}:${stats.ino}`;
};

export const taken = (file: string): StoreUnavailable =>
  new StoreUnavailable(
    `The file ${file} of the store was removed or replaced while the service uses it, so what is written would be lost: ` +
      'put it back as it was. To begin with another one, stop the service first.',
  );

/**
 * The function that it returns throws `StoreUnavailable` where what is written next would be lost with the next start: into a
 * file that has no name any more, or after a gap in the log, at which whoever reads it stops. Call it outside of transactions.
 */
export const watchFiles = (db: DatabaseSync): (() => void) => {
  const file = db.location();
  if (file === null) return () => {};
  const wal = `${file}-wal`;
  const files = [file, wal, `${file}-shm`].map((name) => [name, identityOf(name)] as const);
  const pageSize = Number(db.prepare('PRAGMA page_size').get()?.page_size);
  // Older versions of SQLite do not know the word, and copy what they can into the database first.
  const countFrames = db.prepare('PRAGMA wal_checkpoint(NOOP)');

  const isWalWhole = (): boolean => {
    const frames = Number(countFrames.get()?.log);
    const size = Number(statOf(wal)?.size ?? 0);
    return frames <= 0 || size >= WAL_HEADER + frames * (FRAME_HEADER + pageSize);
  };

  return () => {
    for (const [name, identity] of files) if (identityOf(name) !== identity) throw taken(name);
    // Looked at twice, since another process may have emptied it in between, as it should.
    if (!isWalWhole() && !isWalWhole()) {
      throw new StoreUnavailable(
        `The log ${wal} of the store was cut while the service uses it, so what is written would be lost: ` +
          'put it back as it was. Otherwise restart the service, and look for what is missing.',
      );
    }
  };
};

/** In bytes. A write needs some pages of the log, and the database grows when the log is copied into it. */
const LEAST_ROOM = 1_048_576;

/**
 * On a disk that is all but full, small writes still find room in the log, and others none.
 *
 * @throws StoreUnavailable where there is too little room to count on
 */
export const checkRoom = (file: string): void => {
  const { bavail, bfree, bsize } = statfsSync(file);
  const room = bsize * (process.getuid?.() === 0 ? bfree : bavail);
  if (room >= LEAST_ROOM) return;
  throw new StoreUnavailable(
    `The disk of the store ${file} is all but full: ${room} bytes are left. Free some space, at least a mebibyte.`,
  );
};
