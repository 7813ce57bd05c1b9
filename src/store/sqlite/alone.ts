/** A store that nobody else has open, and that nobody can open for a while. */

import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './errors.ts';

/**
 * Runs work inside a transaction that is rolled back at the end, on a store that no other process has open; none can open it
 * until the end.
 *
 * @returns undefined when another process has it open
 */
export const whileAlone = async <Result>(
  file: string,
  work: (db: DatabaseSync) => Promise<Result>,
): Promise<{ readonly result: Result } | undefined> => {
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    try {
      // Who has it open holds a shared lock all the time, also without reading.
      db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE');
    } catch (error) {
      if (!isBusy(error)) throw error;
      return undefined;
    }
    return { result: await work(db) };
  } finally {
    db.close(); // Rolls back, too.
  }
};
