/** Copies all of a SQLite store into an empty PostgreSQL database, and compares the two before it is committed. */

import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Client } from 'pg';
import { commit } from './database.ts';
import { bringUpToDate } from './migrations.ts';
import { readPostgres, readSqlite, tables, writePostgres } from './tables.ts';

/** So few rows are in memory at a time. */
const PORTION = 2000;

type Row = readonly (string | null)[];

/** How many rows there are, and a checksum (SHA-256) of all that is in them, in the order of their keys. */
export interface Sum {
  readonly rows: number;
  readonly checksum: string;
}

export interface Moved {
  readonly table: string;
  readonly from: Sum;
  readonly to: Sum;
}

export type Outcome =
  | { readonly outcome: 'moved' | 'would be moved' | 'different'; readonly tables: readonly Moved[] }
  | { readonly outcome: 'not empty'; readonly table: string };

interface Options {
  /** Does all of it, and rolls back in any case. */
  readonly dryRun: boolean;
  /** Called before the end, from which on nothing can be taken back. */
  readonly committing: () => void;
}

const summing = () => {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    add(portion: readonly Row[]) {
      rows += portion.length;
      for (const row of portion) hash.update(`${JSON.stringify(row)}\n`);
    },
    sum: (): Sum => ({ rows, checksum: hash.digest('hex') }),
  };
};

function* portionsOf(db: DatabaseSync, sql: string): Generator<Row[]> {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  let portion: Row[] = [];
  for (const row of statement.iterate()) {
    if (portion.push(row as unknown as Row) < PORTION) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

const copyTable = async (db: DatabaseSync, client: Client, table: (typeof tables)[number]): Promise<Sum> => {
  const { add, sum } = summing();
  const insert = { name: `move-${table.name}`, text: writePostgres(table) };
  for (const portion of portionsOf(db, readSqlite(table))) {
    add(portion);
    await client.query({ ...insert, values: [JSON.stringify(portion)] });
  }
  return sum();
};

/** Reads back what was written: what counts is what is there, and not what was sent. */
const sumTable = async (client: Client, table: (typeof tables)[number]): Promise<Sum> => {
  const { add, sum } = summing();
  await client.query(`ANALYZE osg.${table.name}; DECLARE written CURSOR FOR ${readPostgres(table)}`);
  for (;;) {
    const { rows } = await client.query<string[]>({
      text: `FETCH ${PORTION} FROM written`,
      rowMode: 'array',
    });
    if (rows.length === 0) break;
    add(rows);
  }
  await client.query('CLOSE written');
  return sum();
};

/** Who writes waits from now on until the end. */
const LOCK_ALL = `LOCK TABLE ${tables.map(({ name }) => `osg.${name}`).join(', ')} IN EXCLUSIVE MODE`;
/** Between two portions there may pass any time, and a role may have limits for what services do. */
const NO_LIMITS = 'SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0';
/** For those who hold locks in the database, such as a service that starts. */
const LOCK_TIMEOUT = "SET LOCAL lock_timeout = '10s'";

const copyAll = async (
  db: DatabaseSync,
  client: Client,
  { dryRun, committing }: Options,
): Promise<Outcome> => {
  await bringUpToDate(async (text) => (await client.query<Record<string, unknown>>(text)).rows);
  await client.query(LOCK_ALL);
  for (const { name } of tables) {
    const { rows } = await client.query(`SELECT 1 FROM osg.${name} LIMIT 1`);
    if (rows.length > 0) return { outcome: 'not empty', table: name };
  }
  const moved: Moved[] = [];
  for (const table of tables) {
    const from = await copyTable(db, client, table);
    moved.push({ table: table.name, from, to: await sumTable(client, table) });
  }
  const isSame = moved.every(({ from, to }) => from.rows === to.rows && from.checksum === to.checksum);
  if (!isSame) return { outcome: 'different', tables: moved };
  if (dryRun) return { outcome: 'would be moved', tables: moved };
  committing();
  await commit(client);
  return { outcome: 'moved', tables: moved };
};

/**
 * Makes the tables where they are missing, fills them and compares them, all in one transaction, which is rolled back unless all
 * was the same.
 *
 * @param db the source, of the newest schema, which nobody changes meanwhile
 * @throws errors of PostgreSQL; StoreUnavailable where it is not known whether it was committed
 */
export const moveAll = async (db: DatabaseSync, client: Client, options: Options): Promise<Outcome> => {
  await client.query(`BEGIN; ${NO_LIMITS}; ${LOCK_TIMEOUT}`);
  const outcome = await copyAll(db, client, options);
  if (outcome.outcome !== 'moved') await client.query('ROLLBACK');
  return outcome;
};
