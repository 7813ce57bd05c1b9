import { DatabaseSync } from 'node:sqlite';
import type { Members, Page, Scope, ServerGroup, Usage } from '../store.ts';
import { toRules } from '../to-rules.ts';
import { whenFree } from './busy.ts';

/** The columns of `SELECT_GROUP` in their order. */
export type GroupRow = readonly [
  id: string,
  name: string,
  policy: ServerGroup['policy'],
  maxServerPerHost: number | null,
  /** A JSON array; null when there are none. */
  members: string | null,
  project: string,
  user: string,
];

/** The columns of `MEMBERS` in their order. */
type MembersRow = readonly [
  policy: ServerGroup['policy'],
  maxServerPerHost: number | null,
  fullest: number,
  hosts: number,
  /** A JSON array of pairs of server and host. */
  members: string,
];

type UsageRow = readonly [used: number, serverGroups?: number | null, serverGroupMembers?: number | null];

// The members come with their groups: one query, one state of the data, however many groups are on the page.
export const SELECT_GROUP = `
  SELECT id, name, policy, max_server_per_host,
    CASE WHEN member_count > 0 THEN (
      SELECT json_group_array(m.server_id ORDER BY m.position) FROM server_group_members AS m
      WHERE m.project_id = g.project_id AND m.group_id = g.id
    ) END,
    project_id, user_id
  FROM server_groups AS g`;
const existsSql = (scope: string) => `SELECT 1 FROM server_groups AS g WHERE ${scope} AND id = ?2`;
const getSql = (scope: string) => `${SELECT_GROUP} WHERE ${scope} AND id = ?2`;
const listSql = (scope: string) =>
  `${SELECT_GROUP} WHERE ${scope} AND id > ?2 ORDER BY id LIMIT ?3 OFFSET ?4`;
const OF_GROUP = 'project_id = g.project_id AND group_id = g.id';
// One query, one state of the data: what is said of the policy fits the members that are shown.
const membersSql = (scope: string) => `
  SELECT policy, max_server_per_host,
    (SELECT coalesce(max(member_count), 0) FROM server_group_hosts WHERE ${OF_GROUP}),
    (SELECT count(*) FROM (SELECT 1 FROM server_group_hosts WHERE ${OF_GROUP} LIMIT 2)),
    (SELECT json_group_array(json_array(server_id, host)) FROM (
      SELECT server_id, host FROM server_group_members
      WHERE ${OF_GROUP} AND server_id > ?3 ORDER BY server_id LIMIT ?4
    ))
  FROM server_groups AS g WHERE ${scope} AND id = ?2`;
const USAGE =
  'SELECT server_groups, quota_server_groups, quota_server_group_members FROM projects WHERE id = ?';
const ONE_PROJECT = 'project_id = ?1';
const ALL_PROJECTS = '?1 IS NULL';

/** One query for each scope, so that each has the index that fits; ?1 is the scope. */
const queries = {
  getOne: getSql(ONE_PROJECT),
  getAny: getSql(ALL_PROJECTS),
  existsOne: existsSql(ONE_PROJECT),
  existsAny: existsSql(ALL_PROJECTS),
  listOne: listSql(ONE_PROJECT),
  listAny: listSql(ALL_PROJECTS),
  membersOne: membersSql(ONE_PROJECT),
  membersAny: membersSql(ALL_PROJECTS),
} as const;

/** The order of the keys is the one on the wire. */
export const toGroup = ([
  id,
  name,
  policy,
  maxServerPerHost,
  members,
  project_id,
  user_id,
]: GroupRow): ServerGroup => ({
  id,
  name,
  policy,
  rules: toRules(maxServerPerHost),
  members: members === null ? [] : (JSON.parse(members) as string[]),
  project_id,
  user_id,
});

const toMembers = ([policy, maxServerPerHost, fullest, hosts, text]: MembersRow, limit: number): Members => {
  const pairs = JSON.parse(text) as (readonly [server: string, host: string | null])[];
  const members = pairs.slice(0, limit).map(([server, host]) => ({ server, host }));
  return {
    policy,
    rules: toRules(maxServerPerHost),
    fullest,
    hosts,
    members,
    more: pairs.length > limit,
  };
};

export interface Reader {
  usage(project: string): Usage;
  get(id: string, project: Scope): ServerGroup | undefined;
  exists(id: string, project: Scope): boolean;
  list(page: Page): { groups: ServerGroup[]; more: boolean };
  members(id: string, project: Scope, marker: string, limit: number): Members | undefined;
  close(): void;
}

const open = (file: string): Reader => {
  // No busy timeout: SQLite would wait on the event loop. Who calls tries again.
  const db = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  try {
    // Rows as arrays: a list takes a third less time than with an object without prototype for each.
    const prepare = (sql: string) => {
      const statement = db.prepare(sql);
      statement.setReturnArrays(true);
      return statement;
    };
    const getOne = prepare(queries.getOne);
    const getAny = prepare(queries.getAny);
    const existsOne = prepare(queries.existsOne);
    const existsAny = prepare(queries.existsAny);
    const listOne = prepare(queries.listOne);
    const listAny = prepare(queries.listAny);
    const membersOne = prepare(queries.membersOne);
    const membersAny = prepare(queries.membersAny);
    const usage = prepare(USAGE);
    return {
      usage(project) {
        const [used, serverGroups, serverGroupMembers] = (usage.get(project) ?? [0]) as unknown as UsageRow;
        return {
          serverGroups: used,
          quotas: {
            ...(serverGroups == null ? {} : { serverGroups }),
            ...(serverGroupMembers == null ? {} : { serverGroupMembers }),
          },
        };
      },
      get(id, project) {
        const row = (project === null ? getAny : getOne).get(project, id);
        return row && toGroup(row as unknown as GroupRow);
      },
      exists: (id, project) => (project === null ? existsAny : existsOne).get(project, id) !== undefined,
      list({ project, marker = '', offset, limit }) {
        const rows = (project === null ? listAny : listOne).all(project, marker, limit + 1, offset);
        const groups = (rows.slice(0, limit) as unknown as GroupRow[]).map(toGroup);
        return { groups, more: rows.length > limit };
      },
      members(id, project, marker, limit) {
        const row = (project === null ? membersAny : membersOne).get(project, id, marker, limit + 1);
        return row && toMembers(row as unknown as MembersRow, limit);
      },
      close: () => db.close(),
    };
  } catch (error) {
    db.close();
    throw error;
  }
};

/** Opens a connection of its own for reads, which see what was committed before they began. */
export const openReader = (file: string, patience: number): Promise<Reader> =>
  whenFree(() => open(file), patience);
