/**
 * Holds the rows of a dump in a temporary file until all are there, since a dump may have them in any order: so an import
 * needs the same memory however large it is.
 */

import { DatabaseSync } from 'node:sqlite';
import type { Row } from './dump.ts';
import { DumpError } from './dump-error.ts';
import type { LeftOut } from './reasons.ts';
import type { Table } from './tables.ts';

export interface StagedGroup {
  /** Nova's number of the row, which is how its other tables refer to it. */
  readonly number: number;
  readonly uuid: string | null;
  readonly name: string | null;
  readonly project: string | null;
  readonly user: string | null;
  readonly deleted: string | null;
  /** 1 where a row before it has the same id and is not deleted. */
  readonly repeats: number;
}

export interface StagedPolicy {
  readonly policy: string | null;
  readonly rules: string | null;
  readonly deleted: string | null;
}

export interface StagedMember {
  readonly server: string | null;
  readonly deleted: string | null;
  /** 1 where Nova knows no such server any more. */
  readonly gone: number;
}

export interface StagedQuota {
  readonly project: string | null;
  readonly resource: 'server_groups' | 'server_group_members';
  readonly hardLimit: string | null;
  readonly deleted: string | null;
}

export interface Staging {
  take(table: Table, row: Row): void;
  /** Makes what follows quick; call it when all rows are there. */
  index(): void;
  /** Sorted by project, then as they were made. */
  groups(): Iterable<StagedGroup>;
  /** Sorted as they were made. */
  policiesOf(group: number): readonly StagedPolicy[];
  /** Sorted as they joined. */
  membersOf(group: number): readonly StagedMember[];
  /** Those that have no group. */
  orphans(): Iterable<StagedMember>;
  /** Those of server groups and their members. */
  quotas(): Iterable<StagedQuota>;
  /** Whether the dump has any row of the table. */
  has(table: Table): boolean;
  leaveOut(leftOut: LeftOut): void;
  leftOut(): Iterable<LeftOut>;
  /** How many are left out of a kind for a reason, most first. */
  reasons(): readonly (Pick<LeftOut, 'what' | 'reason'> & { readonly count: number })[];
  close(): void;
}

const SCHEMA = `
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA cache_size = -65536; -- KiB
  CREATE TABLE instance_groups (number INTEGER PRIMARY KEY, uuid TEXT, name TEXT, project TEXT, user TEXT, deleted TEXT);
  CREATE TABLE instance_group_policy (number INTEGER PRIMARY KEY, group_number INTEGER, policy TEXT, rules TEXT, deleted TEXT);
  CREATE TABLE instance_group_member (number INTEGER PRIMARY KEY, group_number INTEGER, server TEXT, deleted TEXT);
  CREATE TABLE quotas (number INTEGER PRIMARY KEY, project TEXT, resource TEXT, hardLimit TEXT, deleted TEXT);
  CREATE TABLE instance_mappings (number INTEGER PRIMARY KEY, server TEXT, deleted TEXT);
  CREATE TABLE left_out (what TEXT, id TEXT, "group" TEXT, name TEXT, project TEXT, reason TEXT, value TEXT);
  BEGIN`;
/** Made when all rows are there: that sorts once, where each row would look for its place. */
const INDEXES = `
  CREATE INDEX IF NOT EXISTS groups_by_project ON instance_groups (project, number);
  CREATE INDEX IF NOT EXISTS groups_by_id ON instance_groups (lower(uuid), number);
  CREATE INDEX IF NOT EXISTS policies_by_group ON instance_group_policy (group_number, number);
  CREATE INDEX IF NOT EXISTS members_by_group ON instance_group_member (group_number, number);
  CREATE INDEX IF NOT EXISTS mappings_by_server ON instance_mappings (lower(server))`;

/** How many values a row has that is kept. */
const WIDTHS: Readonly<Record<Table, number>> = {
  instance_groups: 6,
  instance_group_policy: 5,
  instance_group_member: 4,
  quotas: 5,
  instance_mappings: 3,
};

/** What Nova writes where a row is not deleted; a column that is missing says the same. */
export const isDeleted = (deleted: string | null): boolean =>
  deleted !== null && !['', '0', 'f', 'false'].includes(deleted.toLowerCase());

const IS_THERE = `SELECT 1 FROM instance_mappings AS i
  WHERE lower(i.server) = lower(m.server) AND lower(coalesce(i.deleted, '0')) IN ('', '0', 'f', 'false')`;
const MEMBERS = `SELECT server, deleted,
    EXISTS (SELECT 1 FROM instance_mappings) AND NOT EXISTS (${IS_THERE}) AS gone
  FROM instance_group_member AS m`;

/** The file has no name, so that it is gone with the process, however that ends. */
export const openStaging = (): Staging => {
  const db = new DatabaseSync('');
  db.exec(SCHEMA);
  const insertOf = (table: Table) =>
    db.prepare(`INSERT INTO ${table} VALUES (${Array(WIDTHS[table]).fill('?').join(', ')})`);
  const inserts = Object.fromEntries(
    (Object.keys(WIDTHS) as Table[]).map((table) => [table, insertOf(table)]),
  ) as Record<Table, ReturnType<typeof insertOf>>;
  const all = <T>(sql: string) => {
    const statement = db.prepare(sql);
    return (...values: number[]) => statement.all(...values) as unknown as T[];
  };
  const each =
    <T>(sql: string) =>
    () =>
      db.prepare(sql).iterate() as unknown as Iterable<T>;
  const leftOut = each<LeftOut & { value: string }>('SELECT * FROM left_out ORDER BY rowid');
  const leaveOut = db.prepare('INSERT INTO left_out VALUES (?, ?, ?, ?, ?, ?, ?)');

  return {
    take(table, row) {
      try {
        inserts[table].run(...row);
      } catch (error) {
        throw new DumpError(
          `The dump has two rows of ${table} with the number ${row[0]}, or one without a number (${(error as Error).message}): is it more than one database, or not Nova's?`,
        );
      }
    },
    index: () => db.exec(INDEXES),
    groups: each(`
      SELECT g.*, EXISTS (
        SELECT 1 FROM instance_groups AS o WHERE lower(o.uuid) = lower(g.uuid) AND o.number < g.number
        AND lower(coalesce(o.deleted, '0')) IN ('', '0', 'f', 'false')
      ) AS repeats
      FROM instance_groups AS g ORDER BY g.project, g.number`),
    policiesOf: all('SELECT * FROM instance_group_policy WHERE group_number = ? ORDER BY number'),
    membersOf: all(`${MEMBERS} WHERE group_number = ? ORDER BY number`),
    orphans: each(
      `${MEMBERS} WHERE NOT EXISTS (SELECT 1 FROM instance_groups WHERE number = m.group_number)`,
    ),
    quotas: each(`
      SELECT * FROM quotas WHERE resource IN ('server_groups', 'server_group_members') ORDER BY project, number`),
    has: (table) => db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined,
    leaveOut({ what, id, group, name, project, reason, value }) {
      leaveOut.run(what, id, group, name, project, reason, JSON.stringify(value));
    },
    *leftOut() {
      for (const row of leftOut()) yield { ...row, value: JSON.parse(row.value) };
    },
    reasons: all(
      'SELECT what, reason, count(*) AS count FROM left_out GROUP BY what, reason ORDER BY count DESC',
    ),
    close: () => db.close(),
  };
};
