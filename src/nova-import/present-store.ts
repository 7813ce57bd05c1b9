/** The store that an import goes to. It must be there: an import makes none, and brings none up to date. */

import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../cli/command.ts';
import { noDatabase, statOf } from '../cli/files.ts';
import { MENDS_OF_STORE, refusalOf } from '../cli/mends.ts';
import { LOST_STORE } from '../cli/store-option.ts';
import { StartupError } from '../startup-error.ts';
import { openStore } from '../store/open.ts';
import { presentSchema } from '../store/postgres/migrations.ts';
import { connectToPrimary } from '../store/postgres/primary.ts';
import { shownStore } from '../store/settings.ts';
import { schemaVersion } from '../store/sqlite/database.ts';
import { NEWEST_SCHEMA } from '../store/sqlite/migrations.ts';
import { type Problem, problemOf } from '../store/sqlite/problem.ts';
import type { Store } from '../store/store.ts';

const NOTHING = 'Nothing was imported';
const IN_MEMORY = 'sqlite::memory:';
const SQLITE = /^sqlite:(?!\/\/)(.+)$/;
/** Milliseconds to wait for a lock of another process. */
const PATIENCE = 5000;

/** The store as it is told to people: a path that is the same from wherever it is read, and no password. */
export const nameOf = (url: string): string =>
  shownStore(url.replace(SQLITE, (_, file: string) => `sqlite:${path.resolve(file)}`));

const MENDS = {
  ...MENDS_OF_STORE,
  empty: 'Start the service with it once, or name another with --store URL',
  older: 'Make a backup of it, then start the service of this version with it once',
} as const;
const OLDER = { kind: 'older', problem: 'was made by an older version of this service' } as const;

const noStore = (url: string): Refusal =>
  new Refusal(
    `There is no store ${nameOf(url)}. Start the service with it once, or name another with --store URL.`,
    1,
  );

const problemOfSchema = (file: string): Problem | undefined => {
  let db: DatabaseSync | undefined;
  try {
    // Not read-only: that would leave two files beside it.
    db = new DatabaseSync(file, { timeout: PATIENCE });
    const version = schemaVersion(db);
    if (version !== undefined) return version < NEWEST_SCHEMA ? OLDER : undefined;
    return db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined
      ? { kind: 'empty', problem: 'is empty' }
      : { kind: 'foreign', problem: 'is the database of another program' };
  } catch (error) {
    return problemOf(error);
  } finally {
    db?.close();
  }
};

const checkFile = async (url: string, file: string): Promise<void> => {
  const stats = await statOf(file, LOST_STORE);
  if (stats === undefined) throw noStore(url);
  const problem = (await noDatabase(file, stats)) ?? problemOfSchema(file);
  if (problem !== undefined) throw refusalOf(NOTHING, `the store ${nameOf(url)}`, problem, MENDS);
};

const checkDatabase = async (url: string, option: string): Promise<void> => {
  const unusable = (why: string) =>
    new Refusal(
      `${NOTHING}: the store ${nameOf(url)} cannot be used (${why}). See that PostgreSQL runs and can be reached from here, that the database ` +
        'exists, and that the user may sign in and use the schema osg.',
      1,
    );
  const client = await connectToPrimary(url, option);
  if (typeof client === 'string') throw unusable(client);
  try {
    const schema = await presentSchema(async (text) => (await client.query(text)).rows);
    if (schema === 'none') throw noStore(url);
    if (schema === 'older') throw refusalOf(NOTHING, `the store ${nameOf(url)}`, OLDER, MENDS);
  } catch (error) {
    const isOurs = error instanceof Refusal || error instanceof StartupError;
    throw isOurs ? error : unusable((error as Error).message);
  } finally {
    await client.end();
  }
};

/**
 * @param option what the URL is called in errors
 * @throws {Refusal} where there is no store, or one of an older version
 * @throws StartupError where the URL is none, or the store of a newer version
 */
export const openPresentStore = async (url: string, option: string): Promise<Store> => {
  if (url === IN_MEMORY) {
    throw new Refusal(
      `${NOTHING}: the store is ${IN_MEMORY}, which is in the service alone. Name one in a file or in PostgreSQL.`,
      1,
    );
  }
  const file = SQLITE.exec(url)?.[1];
  if (file !== undefined) await checkFile(url, path.resolve(file));
  else if (/^postgres(?:ql)?:/.test(url)) await checkDatabase(url, option);
  return openStore(url);
};
