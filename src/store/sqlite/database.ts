import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StartupError } from '../../startup-error.ts';
import { whenFreeBlocking } from './busy.ts';
import { asStartupError } from './errors.ts';
import { type Migration, migrations } from './migrations.ts';

/** Written into the file (`PRAGMA application_id`), so that a database of another program is not taken for ours. */
const APPLICATION_ID = 0x6f_73_67_31;

const numberOf = (db: DatabaseSync, sql: string): number =>
  Number(Object.values(db.prepare(sql).get() ?? {})[0]);

const refuse = (file: string, why: string, mend: string): never => {
  throw new StartupError(`The store ${file} ${why}. ${mend}, or set OSG_STORE to another file.`);
};

/** The version of the schema; undefined where the database is not one of this service. */
export const schemaVersion = (db: DatabaseSync): number | undefined =>
  numberOf(db, 'PRAGMA application_id') === APPLICATION_ID ? numberOf(db, 'PRAGMA user_version') : undefined;

/** Runs the steps that are missing; call it inside an immediate transaction. */
export const bringUpToDate = (db: DatabaseSync, steps: readonly Migration[] = migrations): void => {
  const present = numberOf(db, 'PRAGMA user_version');
  for (const { version, sql } of steps) if (version > present) db.exec(sql);
  // Always written, also when nothing changed: a file that cannot be written shows here and not at the first request.
  const newest = Math.max(...steps.map(({ version }) => version));
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${newest}`);
};

/** Brings the schema to the newest version, or refuses the file; call it inside an immediate transaction. */
const migrate = (db: DatabaseSync, file: string, steps: readonly Migration[]): void => {
  const present = numberOf(db, 'PRAGMA user_version');
  const newest = Math.max(...steps.map(({ version }) => version));
  const isNew = present === 0 && numberOf(db, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (!isNew && numberOf(db, 'PRAGMA application_id') !== APPLICATION_ID) {
    refuse(file, 'is the database of another program', 'Move it away');
  }
  if (present > newest) {
    refuse(
      file,
      `was written by a newer version of this service (its schema is ${present}; the newest known here is ${newest})`,
      'Start that version or a later one',
    );
  }
  bringUpToDate(db, steps);
};

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** SQLite takes an empty file for a new one, and throws away the log beside it, where all data may be. */
const refuseEmptied = (file: string): void => {
  if (sizeOf(file) > 0 || sizeOf(`${file}-wal`) === 0) return;
  refuse(
    file,
    `is missing or empty, although its log ${file}-wal is not`,
    'Put it back, or restore it from a backup; to begin with an empty store, move the log away',
  );
};

/**
 * Opens the connection that writes: WAL, so that reads never wait for it; `synchronous = FULL`, so that what was
 * committed survives a power failure; the schema brought to the newest version.
 *
 * @param patience milliseconds to wait for a lock of another process
 * @throws StartupError when a person must mend something; the message names the file, the cause and the remedy
 */
export const openForWriting = (file: string, patience: number, steps = migrations): DatabaseSync => {
  let db: DatabaseSync | undefined;
  try {
    refuseEmptied(file);
    const opened = new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: true });
    db = opened;
    const mode = whenFreeBlocking(
      () => opened.prepare('PRAGMA journal_mode = WAL').get(),
      patience,
    )?.journal_mode;
    if (mode !== 'wal') refuse(file, 'is on a file system without shared memory', 'Move it to a local disk');
    opened.exec('PRAGMA synchronous = FULL');
    whenFreeBlocking(() => opened.exec('BEGIN IMMEDIATE'), patience);
    migrate(opened, file, steps);
    opened.exec('COMMIT');
    return opened;
  } catch (error) {
    db?.close(); // Rolls back, too.
    throw asStartupError(file, error);
  }
};
