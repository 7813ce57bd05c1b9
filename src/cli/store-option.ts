/** Which store a command is about, and how what is in it is told. */

import path from 'node:path';
import process from 'node:process';
import { readConfig } from '../config.ts';
import { readSettingFile } from '../setting-file.ts';
import { StartupError } from '../startup-error.ts';
import type { Counts } from '../store/sqlite/examine.ts';
import { misuse, Refusal, type Values } from './command.ts';

export const STORE = { store: { type: 'string' } } as const;
export const STORE_HELP =
  '  --store URL      the store, such as sqlite:./data/server-groups.db, if it is not that of OSG_STORE or OSG_STORE_FILE';

export const storeUrl = ({ store }: Values): string => {
  if (typeof store === 'string') return store;
  const config = readConfig(process.env);
  return config.storeFile === undefined ? config.store : readSettingFile(config.storeFile, 'OSG_STORE_FILE');
};

/** What to do where the file of a store is a link that leads nowhere: perhaps a disk is not mounted. */
export const LOST_STORE = 'Mount or make what it leads to, or remove the link';

export const PG_RESTORE =
  'pg_restore --clean --if-exists --no-owner --single-transaction --dbname=postgres://USER@HOST/DATABASE FILE';

/**
 * The file of the SQLite store that a command is about, as an absolute path.
 *
 * @param onPostgres what to do with a store in PostgreSQL
 * @throws {Refusal} for any other store
 */
export const storeFileOf = (values: Values, onPostgres: string): string => {
  const url = storeUrl(values);
  if (/^postgres(?:ql)?:\/\//.test(url)) {
    throw new Refusal(`The store is a PostgreSQL database, and this command is for SQLite. ${onPostgres}`, 1);
  }
  if (url === 'sqlite::memory:') {
    throw new Refusal(
      'The store is sqlite::memory:, which is in the service alone, and gone when that ends. Set OSG_STORE to a file and start the service with it.',
      1,
    );
  }
  const file = /^sqlite:(?!\/\/)(.+)$/.exec(url)?.[1];
  if (file !== undefined) return path.resolve(file);
  const expected = 'expected sqlite: and the path of a file';
  if (values.store !== undefined) throw misuse(`--store: ${expected}.`);
  throw new StartupError(
    `The store of OSG_STORE or OSG_STORE_FILE: ${expected}. Set it to that, or use --store.`,
  );
};

/** The one word after the command, which names a file. */
export const fileArgument = ([file, ...others]: readonly string[], what: string): string => {
  if (file === undefined || file === '') throw misuse(`The file is missing: ${what}.`);
  if (others[0] !== undefined)
    throw misuse(`"${others[0]}" is one word too many. A path with spaces needs quotes.`);
  return path.resolve(file);
};

const NAMES: readonly (readonly [table: keyof Counts, one: string, more: string])[] = [
  ['projects', 'project', 'projects'],
  ['server_groups', 'server group', 'server groups'],
  ['server_group_members', 'member', 'members'],
  ['idempotency_keys', 'kept key', 'kept keys'],
];

/** Such as "1 project, 2 server groups, 5 members, 0 kept keys". */
export const inWords = (counts: Counts): string =>
  NAMES.map(([table, one, more]) => `${counts[table]} ${counts[table] === 1 ? one : more}`).join(', ');
