/** Whether a database holds a sound store: that of this service, undamaged, its counters those of its rows. */

import type { DatabaseSync } from 'node:sqlite';
import type { ServerGroup } from '../store.ts';
import { bringUpToDate, schemaVersion } from './database.ts';
import { NEWEST_SCHEMA } from './migrations.ts';
import { type Problem, problemOf } from './problem.ts';

/** The tables of a store, each after those that it refers to; `store` itself, with its one row, is not among them. */
export const TABLES = [
  'projects',
  'server_groups',
  'server_group_members',
  'server_group_hosts',
  'idempotency_keys',
  'imported',
] as const;

/** How many rows each table has. */
export type Counts = Readonly<Record<(typeof TABLES)[number], number>>;

export interface Sound {
  readonly counts: Counts;
  readonly version: number;
}

export type Examined = Problem | Sound;

const numberOf = (db: DatabaseSync, sql: string): number =>
  Number(Object.values(db.prepare(sql).get() ?? {})[0]);

export const countAll = (db: DatabaseSync): Counts =>
  Object.fromEntries(
    TABLES.map((table) => [table, numberOf(db, `SELECT count(*) FROM main.${table}`)]),
  ) as Counts;

/** How many keys have other numbers in two results of keys and numbers; each is sorted once, however many there are. */
const differences = (key: string, one: string, other: string): string => `
  SELECT count(*) FROM (
    SELECT ${key} FROM (${one} EXCEPT ${other}) UNION SELECT ${key} FROM (${other} EXCEPT ${one})
  )`;

/** All that the API knows: `satisfies` fails when the spec gets another. */
const POLICIES = Object.keys({
  'anti-affinity': true,
  affinity: true,
  'soft-anti-affinity': true,
  'soft-affinity': true,
} satisfies Record<ServerGroup['policy'], true>);
const MOST_PER_HOST = 2_147_483_647;
const UUID = [8, 4, 4, 4, 12].map((digits) => '[0-9a-f]'.repeat(digits)).join('-');

/** Each counts what is wrong. */
const FAULTS: readonly (readonly [what: string, sql: string])[] = [
  ['server groups whose id is no UUID', `SELECT count(*) FROM server_groups WHERE id NOT GLOB '${UUID}'`],
  [
    'server groups with a policy that there is none of',
    `SELECT count(*) FROM server_groups WHERE policy NOT IN (${POLICIES.map((policy) => `'${policy}'`).join(', ')})`,
  ],
  [
    'server groups with a max_server_per_host that their policy does not take',
    `SELECT count(*) FROM server_groups WHERE max_server_per_host IS NOT NULL
     AND NOT (policy = 'anti-affinity' AND max_server_per_host BETWEEN 1 AND ${MOST_PER_HOST})`,
  ],
  [
    'projects whose number of server groups is wrong',
    differences(
      'id',
      'SELECT id, server_groups FROM projects WHERE server_groups <> 0',
      'SELECT project_id AS id, count(*) FROM server_groups GROUP BY project_id',
    ),
  ],
  [
    'server groups whose number of members is wrong',
    differences(
      'project_id, id',
      'SELECT project_id, id, member_count FROM server_groups WHERE member_count <> 0',
      'SELECT project_id, group_id AS id, count(*) FROM server_group_members GROUP BY project_id, group_id',
    ),
  ],
  [
    'hosts of server groups whose number of members is wrong',
    differences(
      'project_id, group_id, host',
      'SELECT project_id, group_id, host, member_count FROM server_group_hosts',
      `SELECT project_id, group_id, host, count(*) FROM server_group_members
       WHERE host IS NOT NULL GROUP BY project_id, group_id, host`,
    ),
  ],
  [
    'server groups with a later id than the last one that was given',
    `SELECT count(*) FROM server_groups AS g WHERE id > (SELECT last_id FROM store)
     AND NOT EXISTS (SELECT 1 FROM imported WHERE project_id = g.project_id AND what = g.id)`,
  ],
];

const damaged = (what: string): Problem => ({ kind: 'damaged', problem: `is damaged (${what})` });

const examineRows = (db: DatabaseSync): Examined => {
  const version = schemaVersion(db);
  if (version === undefined) return { kind: 'foreign', problem: 'is the database of another program' };
  if (version > NEWEST_SCHEMA) {
    return {
      kind: 'newer',
      problem: `was written by a newer version of this service (its schema is ${version}; the newest known here is ${NEWEST_SCHEMA})`,
    };
  }
  const said = String(db.prepare('PRAGMA integrity_check(1)').get()?.integrity_check);
  if (said !== 'ok') return damaged(said.trim());
  const orphan = db.prepare('PRAGMA foreign_key_check').get();
  if (orphan !== undefined) return damaged(`${orphan.table} has rows of no ${orphan.parent}`);
  bringUpToDate(db);
  for (const [what, sql] of FAULTS) {
    const count = numberOf(db, sql);
    if (count > 0) return damaged(`${what}: ${count}`);
  }
  return { counts: countAll(db), version };
};

/**
 * Looks at all of a database, inside of a transaction that writes, and brings its schema to the newest version where it
 * is sound. Who wants the schema as it is rolls back.
 */
export const examine = (db: DatabaseSync): Examined => {
  try {
    return examineRows(db);
  } catch (error) {
    return problemOf(error);
  }
};
