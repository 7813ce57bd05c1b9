/** Puts the contents of one database in the place of those of another, while services go on using it. */

import { DatabaseSync } from 'node:sqlite';
import { whenFree } from './busy.ts';
import { schemaVersion } from './database.ts';
import { type Counts, countAll, TABLES } from './examine.ts';
import { NEWEST_SCHEMA } from './migrations.ts';
import { type Problem, problemOf } from './problem.ts';

export type Replaced =
  /** What there was before. */
  | { readonly before: Counts }
  /** Nothing was changed. */
  | Problem;

/** Without conditions and between tables of the same form, SQLite moves pages and rows as they are. */
const replaceTables = TABLES.map(
  (table) => `DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM copy.${table};`,
).join('\n');
/** Never back: an id that was given after the backup was made must not be given again. */
const KEEP_LAST_ID = 'UPDATE main.store SET last_id = max(last_id, (SELECT last_id FROM copy.store))';

/** Call it inside of a transaction that writes. */
const replaceIn = (db: DatabaseSync): Replaced => {
  const version = schemaVersion(db);
  if (version === undefined) return { kind: 'foreign', problem: 'is the database of another program' };
  if (version !== NEWEST_SCHEMA) {
    return {
      kind: version > NEWEST_SCHEMA ? 'newer' : 'older',
      problem: `was last used by another version of this service (its schema is ${version}; that of this version is ${NEWEST_SCHEMA})`,
    };
  }
  const before = countAll(db);
  db.exec(`${replaceTables} ${KEEP_LAST_ID}; COMMIT`);
  return { before };
};

/**
 * Replaces all that is in a store by what is in a sound copy of the newest schema: in one transaction, so that other
 * processes, which may have it open and use it, see the one or the other.
 *
 * @param patience milliseconds to wait for other processes that write
 * @param begun called when it has not to wait any more: from then on it ends before anything else of this process goes on
 */
export const replaceContents = async (
  file: string,
  copy: string,
  patience: number,
  begun: () => void,
): Promise<Replaced> => {
  let db: DatabaseSync | undefined;
  try {
    // Row by row, foreign keys would make it ten times as slow; those of the copy have been looked at.
    const opened = new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: false });
    db = opened;
    opened.exec('PRAGMA synchronous = FULL');
    opened.prepare('ATTACH ? AS copy').run(copy);
    await whenFree(() => opened.exec('BEGIN IMMEDIATE'), patience);
    begun();
    return replaceIn(opened);
  } catch (error) {
    return problemOf(error);
  } finally {
    db?.close(); // Rolls back, too.
  }
};
