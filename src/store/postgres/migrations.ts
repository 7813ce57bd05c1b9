/** The schema in PostgreSQL, made and brought up to date when a service starts. */

import { StartupError } from '../../startup-error.ts';
import type { Database } from './database.ts';

interface Migration {
  readonly version: number;
  readonly sql: string;
}

/**
 * The tables are those of SQLite, in a schema of their own. Each key begins with the project, so that the data can be
 * distributed by project; `last_id` is therefore kept for each. Ids compare byte by byte (`COLLATE "C"`), as UUIDs do.
 */
const migrations: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE osg.projects (
        id text COLLATE "C" PRIMARY KEY,
        server_groups integer NOT NULL DEFAULT 0 CHECK (server_groups >= 0),
        quota_server_groups integer, -- NULL: the default holds
        quota_server_group_members integer,
        last_id text COLLATE "C" NOT NULL DEFAULT '' -- of the newest group, also when it was deleted
      );

      CREATE TABLE osg.server_groups (
        project_id text COLLATE "C" NOT NULL,
        id text COLLATE "C" NOT NULL,
        user_id text NOT NULL,
        name text NOT NULL,
        policy text NOT NULL,
        max_server_per_host integer,
        member_count integer NOT NULL DEFAULT 0 CHECK (member_count >= 0),
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (project_id, id)
      );
      CREATE INDEX server_groups_of_all_projects ON osg.server_groups (id);

      CREATE TABLE osg.server_group_members (
        project_id text COLLATE "C" NOT NULL,
        group_id text COLLATE "C" NOT NULL,
        server_id text COLLATE "C" NOT NULL,
        position bigint NOT NULL, -- the order of joining
        host text COLLATE "C", -- NULL: it has no place
        PRIMARY KEY (project_id, group_id, server_id),
        UNIQUE (project_id, server_id),
        UNIQUE (project_id, group_id, position),
        FOREIGN KEY (project_id, group_id) REFERENCES osg.server_groups (project_id, id) ON DELETE CASCADE
      );

      CREATE TABLE osg.server_group_hosts (
        project_id text COLLATE "C" NOT NULL,
        group_id text COLLATE "C" NOT NULL,
        host text COLLATE "C" NOT NULL,
        member_count integer NOT NULL CHECK (member_count > 0),
        PRIMARY KEY (project_id, group_id, host),
        FOREIGN KEY (project_id, group_id) REFERENCES osg.server_groups (project_id, id) ON DELETE CASCADE
      );
      CREATE INDEX server_group_hosts_by_count ON osg.server_group_hosts (project_id, group_id, member_count);

      CREATE TABLE osg.idempotency_keys (
        project_id text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        fingerprint text NOT NULL,
        server_group json NOT NULL, -- as it was made
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (project_id, key)
      );
      CREATE INDEX idempotency_keys_by_expiry ON osg.idempotency_keys (expires_at);`,
  },
  {
    version: 2,
    sql: `
      CREATE TABLE osg.imported (
        project_id text COLLATE "C" NOT NULL,
        what text COLLATE "C" NOT NULL, -- the id of a group, or the name of a quota
        PRIMARY KEY (project_id, what)
      );`,
  },
];

const newest = migrations.at(-1)?.version ?? 0;

/** Any number will do that no other program locks. */
const LOCK = 872_364_103;

/** Where it is there its owner need not have the right to make others, which `IF NOT EXISTS` would ask for. */
const HAS_SCHEMA = "SELECT to_regnamespace('osg') IS NOT NULL AS there";
const SCHEMA = 'CREATE SCHEMA osg';
const STORE = `
  CREATE TABLE IF NOT EXISTS osg.store (
    only_row integer PRIMARY KEY CHECK (only_row = 1),
    schema_version integer NOT NULL,
    checks bigint NOT NULL
  );
  INSERT INTO osg.store VALUES (1, 0, 0) ON CONFLICT DO NOTHING;`;

/** Runs one or more statements, without parameters. */
type Run = (text: string) => Promise<Record<string, unknown>[]>;

/** In another encoding PostgreSQL refuses most of what a name may hold. */
const refuseEncoding = async (run: Run): Promise<void> => {
  const [row] = await run('SHOW server_encoding');
  if (row?.server_encoding === 'UTF8') return;
  throw new StartupError(
    `The encoding of the PostgreSQL database is ${row?.server_encoding}, so names could not hold any character. Make a database with ` +
      "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, and put that into OSG_STORE.",
  );
};

/**
 * Makes the tables, or brings them up to date; call it inside a transaction, until whose end no other process does so.
 *
 * @throws StartupError where they were made by a newer version, or the database has another encoding than UTF-8
 */
export const bringUpToDate = async (run: Run): Promise<void> => {
  await refuseEncoding(run);
  await run(`SELECT pg_advisory_xact_lock(${LOCK})`);
  const [schema] = await run(HAS_SCHEMA);
  if (schema?.there !== true) await run(SCHEMA);
  await run(STORE);
  const version = await versionOf(run);
  for (const { sql } of migrations.filter((each) => each.version > version)) await run(sql);
  await run(`UPDATE osg.store SET schema_version = ${newest}`);
};

/**
 * Brings the schema up to date, in one transaction, one process after the other.
 *
 * @throws StartupError where it was made by a newer version
 */
export const migrate = (database: Database): Promise<void> =>
  database.script(async (run) => {
    // Who may write the tables, but not make any, can start once they are there.
    const [there] = await run("SELECT to_regclass('osg.store')::text AS store");
    if (there?.store != null) {
      await refuseEncoding(run);
      if ((await versionOf(run)) === newest) return;
    }
    await run('BEGIN');
    // It takes the time that it takes.
    await run('SET LOCAL statement_timeout = 0');
    await run('SET LOCAL lock_timeout = 0');
    await bringUpToDate(run);
    await run('COMMIT');
  });

const versionOf = async (run: Run): Promise<number> => {
  const [row] = await run('SELECT schema_version FROM osg.store');
  const version = Number(row?.schema_version);
  if (version > newest) {
    throw new StartupError(
      `The database was made by a newer version of this service (its schema is ${version}; this version knows those up to ${newest}). ` +
        'Start that version, or set OSG_STORE to another database.',
    );
  }
  return version;
};

/**
 * Which schema is there, without making any.
 *
 * @throws StartupError where it was made by a newer version
 */
export const presentSchema = async (run: Run): Promise<'none' | 'older' | 'newest'> => {
  const [there] = await run("SELECT to_regclass('osg.store')::text AS store");
  if (there?.store == null) return 'none';
  return (await versionOf(run)) < newest ? 'older' : 'newest';
};
