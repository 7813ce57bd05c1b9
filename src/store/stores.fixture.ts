/** The kinds of stores that services can share, for tests of services as processes. */

import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Client, types } from 'pg';
import { type PostgresServerOptions, startPostgres } from './postgres/server.fixture.ts';

/** Rows are arrays of texts, numbers and null. */
export type Read = (sql: string) => Promise<unknown[][]>;

export interface SharedStore {
  /** As in OSG_STORE. */
  readonly url: string;
  /** What the tables say, read over a connection of its own; call it once a service has made them. */
  readonly read: Read;
  /** Waits until nothing of services that were killed is under way; call it while none runs. */
  readonly settle: () => Promise<void>;
  /** Looks whether what is on the disk is sound; call it while a service runs. */
  readonly examine: () => Promise<void>;
}

const openSqlite = async (_t: TestContext, folder: string): Promise<SharedStore> => {
  const file = path.join(folder, 'data/server-groups.db');
  const read: Read = async (sql) => {
    // Opened anew: while any connection is open, nobody recovers what a killed service has left.
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      const statement = db.prepare(sql);
      statement.setReturnArrays(true);
      return statement.all() as unknown as unknown[][];
    } finally {
      db.close();
    }
  };
  const examine = async () => {
    assert.deepEqual(await read('PRAGMA integrity_check'), [['ok']]);
    assert.deepEqual(await read('PRAGMA foreign_key_check'), []);
  };
  return { url: `sqlite:${file}`, read, settle: async () => {}, examine };
};

/** `count(*)` is a number here, and not a text because it might be too large for one. */
const getTypeParser: typeof types.getTypeParser = (id: number, format?: 'text' | 'binary') =>
  id === types.builtins.INT8 && format !== 'binary'
    ? Number
    : types.getTypeParser(id, format === 'binary' ? 'binary' : 'text');

const openPostgres = async (
  t: TestContext,
  _folder: string,
  options?: PostgresServerOptions,
): Promise<SharedStore> => {
  const server = await startPostgres(options);
  const url = server.url('postgres');
  const client = new Client({
    connectionString: url,
    options: '-c search_path=osg',
    types: { getTypeParser },
  });
  await client.connect();
  t.after(async () => {
    await client.end();
    await server.remove();
  });
  const read: Read = async (text) => (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
  const others = `SELECT pid FROM pg_stat_activity WHERE application_name = 'os-server-groups'`;
  const settle = async () => {
    // PostgreSQL goes on with a commit when its client is gone.
    while ((await read(others)).length > 0) await setTimeout(5);
  };
  return { url, read, settle, examine: async () => {} };
};

/** An empty store of each kind, which goes away after the test; a folder is given for what is kept in a file. */
export const sharedStores = { SQLite: openSqlite, PostgreSQL: openPostgres } as const;

export type StoreKind = keyof typeof sharedStores;
