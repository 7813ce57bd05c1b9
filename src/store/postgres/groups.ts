/** Groups and their idempotent creation. Whoever changes something of a project holds the lock of its row, so quotas are exact. */

import type { Ids } from '../ids.ts';
import {
  KEPT_FOR,
  type NewServerGroup,
  type Page,
  type Scope,
  type ServerGroup,
  type Store,
} from '../store.ts';
import { toRules } from '../to-rules.ts';
import type { Database, Session } from './database.ts';

const statement = (name: string, text: string) => ({ name, text });

/** The row of the project, which is made if it is missing and locked in any case. */
const LOCK_PROJECT = statement(
  'lock-project',
  `INSERT INTO osg.projects AS p (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET id = p.id
   RETURNING server_groups AS used, quota_server_groups AS quota, last_id AS last`,
);
const FIND_KEY = statement(
  'find-key',
  `SELECT fingerprint, server_group AS made FROM osg.idempotency_keys
   WHERE project_id = $1 AND key = $2 AND expires_at > to_timestamp($3::float8 / 1000)`,
);
const KEEP_KEY = statement(
  'keep-key',
  `INSERT INTO osg.idempotency_keys (project_id, key, fingerprint, server_group, expires_at)
   VALUES ($1, $2, $3, $4, to_timestamp($5::float8 / 1000))
   ON CONFLICT (project_id, key) DO UPDATE SET fingerprint = excluded.fingerprint,
     server_group = excluded.server_group, expires_at = excluded.expires_at`,
);
const FORGET_KEYS = statement(
  'forget-keys',
  `WITH old AS (
     SELECT project_id, key FROM osg.idempotency_keys WHERE expires_at <= to_timestamp($1::float8 / 1000)
     ORDER BY expires_at LIMIT 500 FOR UPDATE SKIP LOCKED
   )
   DELETE FROM osg.idempotency_keys AS k USING old
   WHERE k.project_id = old.project_id AND k.key = old.key RETURNING 1`,
);
const INSERT_GROUP = statement(
  'insert-group',
  `WITH counted AS (
     UPDATE osg.projects SET server_groups = server_groups + 1, last_id = $2 WHERE id = $1
   )
   INSERT INTO osg.server_groups (project_id, id, user_id, name, policy, max_server_per_host)
   VALUES ($1, $2, $3, $4, $5, $6)`,
);
/** The lock comes first, as everywhere: who deletes waits for who is joining a member. */
const LOCK_PROJECT_OF = statement(
  'lock-project-of',
  `SELECT p.id AS project FROM osg.projects AS p WHERE id = (
     SELECT project_id FROM osg.server_groups WHERE id = $1 AND ($2::text IS NULL OR project_id = $2)
   ) FOR UPDATE`,
);
const DELETE_GROUP = statement(
  'delete-group',
  `WITH gone AS (DELETE FROM osg.server_groups WHERE project_id = $1 AND id = $2 RETURNING 1)
   UPDATE osg.projects SET server_groups = server_groups - 1 WHERE id = $1 AND EXISTS (SELECT 1 FROM gone)
   RETURNING 1`,
);

// The members come with their groups: one query, one state of the data, however many groups are on the page.
const SELECT_GROUP_OF = `
  SELECT id, name, policy, max_server_per_host AS most,
    CASE WHEN member_count > 0 THEN (
      SELECT json_agg(m.server_id ORDER BY m.position) FROM osg.server_group_members AS m
      WHERE m.project_id = g.project_id AND m.group_id = g.id
    ) END AS members,
    project_id, user_id
  FROM`;
export const SELECT_GROUP = `${SELECT_GROUP_OF} osg.server_groups AS g`;
const ONE_PROJECT = 'project_id = $1';
const ALL_PROJECTS = '$1::text IS NULL';
const scoped = (name: string, sqlOf: (scope: string) => string) => {
  const one = statement(`${name}-of-one`, sqlOf(ONE_PROJECT));
  const any = statement(`${name}-of-any`, sqlOf(ALL_PROJECTS));
  return (project: Scope) => (project === null ? any : one);
};
const get = scoped('get', (scope) => `${SELECT_GROUP} WHERE ${scope} AND id = $2`);
const exists = scoped('exists', (scope) => `SELECT 1 FROM osg.server_groups WHERE ${scope} AND id = $2`);
const list = scoped(
  'list',
  // The page first: members of groups that are passed over would be gathered in vain.
  (scope) => `${SELECT_GROUP_OF} (
    SELECT * FROM osg.server_groups WHERE ${scope} AND id > $2 ORDER BY id LIMIT $3 OFFSET $4
  ) AS g ORDER BY id`,
);

export interface GroupRow extends Omit<ServerGroup, 'rules' | 'members'> {
  readonly most: number | null;
  readonly members: string[] | null;
}

/** The order of the keys is the one on the wire. */
export const toGroup = ({ id, name, policy, most, members, project_id, user_id }: GroupRow): ServerGroup => ({
  id,
  name,
  policy,
  rules: toRules(most),
  members: members ?? [],
  project_id,
  user_id,
});

interface Project {
  readonly used: number;
  readonly quota: number | null;
  readonly last: string;
}

export const lockProject = async (session: Session, project: string): Promise<Project> => {
  const [row] = await session.query<Project>(LOCK_PROJECT, project);
  return row as Project;
};

/** Whether a group may have this id: PostgreSQL refuses to be asked about U+0000, which none of its texts can hold. */
export const canBe = (id: string): boolean => !id.includes('\0');

/** The project of a group, locked so that the group stays as it is; undefined when there is no such group. */
export const lockProjectOf = async (
  session: Session,
  group: string,
  scope: Scope,
): Promise<string | undefined> => {
  if (!canBe(group)) return undefined;
  const [row] = await session.query<{ project: string }>(LOCK_PROJECT_OF, group, scope);
  return row?.project;
};

type Groups = Pick<Store, 'create' | 'forgetKeys' | 'delete' | 'get' | 'exists' | 'list'>;

export const groupsOf = ({ read, transaction }: Database, ids: Ids): Groups => {
  const insert = async (
    session: Session,
    { name, policy, rules, project_id, user_id }: NewServerGroup,
    { used, quota, last }: Project,
    standard: number,
  ): Promise<ServerGroup | 'over quota'> => {
    const most = quota ?? standard;
    if (most >= 0 && used >= most) return 'over quota';
    ids.startAfter(last);
    const id = ids.next();
    const maxServerPerHost = rules.max_server_per_host ?? null;
    await session.query(INSERT_GROUP, project_id, id, user_id, name, policy, maxServerPerHost);
    return { id, name, policy, rules: toRules(maxServerPerHost), members: [], project_id, user_id };
  };

  return {
    create: (group, quota, idempotency) =>
      transaction(async (session) => {
        const project = await lockProject(session, group.project_id);
        if (idempotency === undefined) return insert(session, group, project, quota);
        const { key, fingerprint, now } = idempotency;
        const [first] = await session.query<{ fingerprint: string; made: ServerGroup }>(
          FIND_KEY,
          group.project_id,
          key,
          now,
        );
        if (first !== undefined) return first.fingerprint === fingerprint ? first.made : 'other request';
        const made = await insert(session, group, project, quota);
        if (typeof made === 'object') {
          const text = JSON.stringify(made);
          await session.query(KEEP_KEY, group.project_id, key, fingerprint, text, now + KEPT_FOR);
        }
        return made;
      }),
    forgetKeys: (now) =>
      transaction(async (session) => (await session.query<object>(FORGET_KEYS, now)).length),
    delete: (id, scope) =>
      transaction(async (session) => {
        const project = await lockProjectOf(session, id, scope);
        return project !== undefined && (await session.query(DELETE_GROUP, project, id)).length > 0;
      }),
    get: (id, project) =>
      read(async (session) => {
        if (!canBe(id)) return undefined;
        const [row] = await session.query<GroupRow>(get(project), project, id);
        return row && toGroup(row);
      }),
    exists: (id, project) =>
      read(async (session) => canBe(id) && (await session.query(exists(project), project, id)).length > 0),
    list: ({ project, marker = '', offset, limit }: Page) =>
      read(async (session) => {
        const rows = await session.query<GroupRow>(list(project), project, marker, limit + 1, offset);
        return { groups: rows.slice(0, limit).map(toGroup), more: rows.length > limit };
      }),
  };
};
