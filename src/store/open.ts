import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartupError } from '../startup-error.ts';
import { openPostgresStore, type PostgresOptions } from './postgres/postgres.ts';
import { openSqliteStore, type SqliteOptions } from './sqlite/sqlite.ts';
import type { Store } from './store.ts';

export type StoreOptions = SqliteOptions & PostgresOptions;

const FORMS =
  'Write sqlite:./path/to/file, sqlite::memory: for a store that is gone when the service ends, or postgres://user:password@host/database';
const OWNER_ONLY = 0o700;

/** A database in memory cannot be shared between threads, so it is a file that nobody else knows. */
const openTemporary = async (options: StoreOptions): Promise<Store> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const store = await openSqliteStore(path.join(folder, 'store.db'), options);
    return { ...store, close: () => store.close().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
};

const openFile = async (file: string, options: StoreOptions): Promise<Store> => {
  const folder = path.dirname(file);
  try {
    await mkdir(folder, { recursive: true, mode: OWNER_ONLY });
  } catch (error) {
    throw new StartupError(
      `The folder ${folder} of the store cannot be made (${(error as Error).message}). ` +
        'Make it, see that the user of this service may write it, or set OSG_STORE to another file.',
    );
  }
  return openSqliteStore(file, options);
};

/**
 * Opens the store that a URL names, and makes file and folder when they are missing.
 *
 * @param url as in OSG_STORE: `sqlite:./path/to/file`, `sqlite::memory:` or `postgres://user:password@host/database`
 * @throws StartupError when a person must mend something; the message says what, why and how
 */
export const openStore = async (url: string, options: StoreOptions = {}): Promise<Store> => {
  const colon = url.indexOf(':');
  const [scheme, rest] = [url.slice(0, Math.max(colon, 0)), url.slice(colon + 1)];
  if (scheme === 'postgres' || scheme === 'postgresql') return openPostgresStore(url, options);
  if (scheme !== 'sqlite') {
    // Only the scheme is shown: what follows may hold a password.
    throw new StartupError(
      `OSG_STORE names a kind of store that is not known here (${scheme || 'none'}). ${FORMS}.`,
    );
  }
  if (rest === ':memory:') return openTemporary(options);
  if (rest === '' || rest.startsWith('//')) {
    throw new StartupError(`OSG_STORE names no file ("${url}"). ${FORMS}.`);
  }
  return openFile(path.resolve(rest), options);
};
