/** Empty databases of a real PostgreSQL to move into, for tests. */

import { after, before, type TestContext } from 'node:test';
import { Client } from 'pg';
import { type PostgresServer, startPostgres } from '../store/postgres/server.fixture.ts';

let started: PostgresServer;
let count = 0;

/** Starts PostgreSQL before the tests of a file, and removes it after them. */
export const usePostgres = () => {
  before(async () => {
    started = await startPostgres();
  });
  after(() => started.remove());
  return {
    url: (database: string) => started.url(database),
    run: (sql: string, database?: string) => started.run(sql, database),
    /** The name of a new database. */
    newDatabase: async (): Promise<string> => {
      const name = `move_${++count}`;
      await started.run(`CREATE DATABASE ${name}`);
      return name;
    },
    /** A session of its own, which has begun a transaction with these statements; it ends with the test. */
    begin: async (t: TestContext, database: string, sql: string): Promise<Client> => {
      const client = new Client({ connectionString: started.url(database) });
      await client.connect();
      t.after(() => client.end());
      await client.query(`BEGIN; ${sql}`);
      return client;
    },
  };
};

export const LOCK = 'LOCK TABLE osg.projects IN SHARE MODE';

export const TABLES = "SELECT 1 FROM information_schema.tables WHERE table_schema = 'osg'";

/** What a database does before each row of a group is written to it. */
export const BEFORE_TRIGGER = (body: string) => `
  CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$;
  CREATE TRIGGER change BEFORE INSERT ON osg.server_groups FOR EACH ROW EXECUTE FUNCTION change()`;
