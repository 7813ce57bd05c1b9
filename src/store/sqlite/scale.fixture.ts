/** Fills the file of a store by SQL, for tests of what operations cost where there is very much. */

import { DatabaseSync } from 'node:sqlite';
import { PROJECT } from '../suite-common.ts';
import { openSqliteStore } from './sqlite.ts';

/** How many there are of what. */
export interface Sizes {
  /** All of one project. */
  readonly groups: number;
  /** Of each of the two groups that have members. */
  readonly members: number;
  /** Kept keys of creations. */
  readonly keys: number;
}

/** What the API is compared on: as much as a page holds, and very much. */
export const SMALL: Sizes = { groups: 400, members: 400, keys: 400 };
export const HUGE: Sizes = { groups: 1_000_000, members: 100_000, keys: 100_000 };

const hex = (number: number) => number.toString(16).padStart(12, '0');

// Numbers begin at 1. The ids are older than those that a store gives.
export const groupId = (number: number) => `01900000-0000-7000-8000-${hex(number)}`;
/** The group whose members have places, each on a host of its own; its policy is anti-affinity. */
export const PLACED = '01900000-0000-7000-8001-000000000000';
/** The group whose members have no places; its policy is affinity. */
export const UNPLACED = '01900000-0000-7000-8002-000000000000';
export const placedServer = (number: number) => `00000000-0000-4000-8001-${hex(number)}`;
export const unplacedServer = (number: number) => `00000000-0000-4000-8002-${hex(number)}`;
export const hostName = (number: number) => `host-${hex(number)}`;

const numbers = (count: number) =>
  `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})`;
/** The SQL of such a name, for the numbers of `numbers`. */
const named = (nameOf: (number: number) => string) => `'${nameOf(0).slice(0, -12)}' || printf('%012x', n)`;

const GROUPS = 'INSERT INTO server_groups (project_id, id, user_id, name, policy, member_count, created_at)';
const MEMBERS = 'INSERT INTO server_group_members (project_id, group_id, server_id, position, host)';
const HOSTS = 'INSERT INTO server_group_hosts (project_id, group_id, host, member_count)';
const KEYS = 'INSERT INTO idempotency_keys (project_id, key, fingerprint, server_group, expires_at)';
const NEVER = Date.UTC(3000, 0);

// The greater its id, the earlier a server has joined: the two orders are not the same.
const sqlOf = ({ groups, members, keys }: Sizes): string => `
  INSERT INTO projects (id, server_groups) VALUES ('${PROJECT}', ${groups} + 2);
  ${GROUPS} VALUES
    ('${PROJECT}', '${PLACED}', 'user', 'placed', 'anti-affinity', ${members}, 0),
    ('${PROJECT}', '${UNPLACED}', 'user', 'unplaced', 'affinity', ${members}, 0);
  ${numbers(groups)} ${GROUPS}
    SELECT '${PROJECT}', ${named(groupId)}, 'user', 'group', 'anti-affinity', 0, 0 FROM numbers;
  ${numbers(members)} ${MEMBERS}
    SELECT '${PROJECT}', '${PLACED}', ${named(placedServer)}, 1 + ${members} - n, ${named(hostName)} FROM numbers;
  ${numbers(members)} ${MEMBERS}
    SELECT '${PROJECT}', '${UNPLACED}', ${named(unplacedServer)}, 1 + ${members} - n, NULL FROM numbers;
  ${numbers(members)} ${HOSTS} SELECT '${PROJECT}', '${PLACED}', ${named(hostName)}, 1 FROM numbers;
  ${numbers(keys)} ${KEYS} SELECT '${PROJECT}', ${named(hostName)}, '', '{}', ${NEVER} FROM numbers;
  UPDATE store SET last_id = (SELECT max(id) FROM server_groups);`;

/** Makes the file of a store that holds so much. */
export const makeFile = async (file: string, sizes: Sizes): Promise<void> => {
  await (await openSqliteStore(file)).close();
  const db = new DatabaseSync(file);
  // A crash would leave a broken file behind, which nobody needs. The store turns its journal on again.
  db.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; ${sqlOf(sizes)}`);
  db.close();
};
