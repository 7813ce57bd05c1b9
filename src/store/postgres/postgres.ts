import { StartupError } from '../../startup-error.ts';
import { createIds } from '../ids.ts';
import { type StoreObserver, UNOBSERVED } from '../observer.ts';
import { type Store, StoreUnavailable } from '../store.ts';
import { addressesOf } from './address.ts';
import { openDatabase } from './database.ts';
import { mayTryAgain, reasonOf } from './errors.ts';
import { groupsOf } from './groups.ts';
import { importsOf } from './imports.ts';
import { membersOf } from './members.ts';
import { migrate } from './migrations.ts';
import { quotasOf } from './quotas.ts';

export interface PostgresOptions {
  /** How long a call tries before it gives up, in milliseconds. */
  readonly patience?: number;
  /** How many connections to the database there are at most. */
  readonly connections?: number;
  readonly observer?: StoreObserver;
}

const PATIENCE = 5000;
const CONNECTIONS = 10;
/** Who asks whether the store is well asks again soon, and must have an answer before it loses its own patience. */
const PATIENCE_OF_CHECK = 1000;

/** Changes a row, so that it is seen that the database takes writes. */
const CHECK = { name: 'check', text: 'UPDATE osg.store SET checks = checks + 1' };

/**
 * Opens the store in a PostgreSQL database, which must exist; the tables are made when they are missing. Any number of
 * processes may share it.
 *
 * @param url as in OSG_STORE: `postgres://user:password@host1,host2/database?sslmode=…`
 * @throws StartupError when a person must mend something: the address, the rights, the version
 */
export const openPostgresStore = async (
  url: string,
  { patience = PATIENCE, connections = CONNECTIONS, observer = UNOBSERVED }: PostgresOptions = {},
): Promise<Store> => {
  const database = openDatabase(addressesOf(url), { patience, connections, observer });
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    if (error instanceof StartupError) throw error;
    const cause = error instanceof StoreUnavailable ? error.cause : error;
    throw new StartupError(
      `The PostgreSQL database that OSG_STORE names cannot be opened (${reasonOf(cause)}). See that one of its hosts runs, can be ` +
        'reached from here and takes writes, that the database exists, and that the user may sign in and make a schema in it.',
      { exitCode: mayTryAgain(cause) ? 75 : 78 },
    );
  }
  let checking: Promise<void> | undefined;
  const check = () =>
    database.transaction(
      async (session) => {
        await session.query(CHECK);
      },
      Math.min(patience, PATIENCE_OF_CHECK),
    );
  return {
    ...groupsOf(database, createIds()),
    ...membersOf(database),
    ...quotasOf(database),
    ...importsOf(database),
    /** Writes to the disk, so that calls at the same time share one. */
    check() {
      checking ??= check().finally(() => {
        checking = undefined;
      });
      return checking;
    },
    load: () => database.load(),
    close: () => database.close(),
  };
};
