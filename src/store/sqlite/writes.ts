import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Scope } from '../store.ts';
import type { Ids } from './ids.ts';

/**
 * The writes that the thread of the writer knows. Arguments and results are scalars, which pass between threads at the
 * least cost. Each runs inside a transaction.
 */
export interface Writes {
  /** The new group's id; false when over quota. */
  create(
    project: string,
    user: string,
    name: string,
    policy: string,
    maxServerPerHost: number | null,
    quota: number,
  ): string | false;
  delete(id: string, project: Scope): boolean;
  addMember(
    group: string,
    server: string,
    project: Scope,
    quota: number,
  ): 'joined' | 'no such group' | 'in another group' | 'over quota';
  removeMember(group: string, server: string, project: Scope): boolean;
  /** How many groups the project has, if that is more than the quota and nothing is forced; else the quotas are set. */
  setQuotas(
    project: string,
    serverGroups: number | null,
    serverGroupMembers: number | null,
    force: boolean,
  ): number | 'set';
  resetQuotas(project: string): true;
  /** Changes nothing that counts, to show that writing is possible. */
  check(): true;
}

export type WriteName = keyof Writes;
/** A write on its way to the thread: its name, then its arguments. */
export type WriteRequest = { [Name in WriteName]: [Name, ...Parameters<Writes[Name]>] }[WriteName];
export type WriteResult = ReturnType<Writes[WriteName]>;

// The insert and the update are one statement, so that the quota is compared with what is true at that moment.
const COUNT_ONE_MORE = `
  INSERT INTO projects (id, server_groups)
  SELECT ?1, 1 WHERE ?2 <> 0 OR EXISTS (SELECT 1 FROM projects WHERE id = ?1)
  ON CONFLICT (id) DO UPDATE SET server_groups = server_groups + 1
  WHERE coalesce(quota_server_groups, ?2) < 0 OR server_groups < coalesce(quota_server_groups, ?2)`;
const COUNT_ONE_LESS = 'UPDATE projects SET server_groups = server_groups - 1 WHERE id = ?';
const INSERT_GROUP = `
  INSERT INTO server_groups (project_id, id, user_id, name, policy, max_server_per_host, created_at)
  VALUES (?, ?, ?, ?, ?, ?, ?)`;
const FIND_PROJECT = 'SELECT project_id FROM server_groups WHERE id = ?1 AND (?2 IS NULL OR project_id = ?2)';
const DELETE_GROUP = 'DELETE FROM server_groups WHERE project_id = ? AND id = ?';
const FIND_GROUP_OF_SERVER =
  'SELECT group_id FROM server_group_members WHERE project_id = ? AND server_id = ?';
const COUNT_MEMBER = `
  UPDATE server_groups SET member_count = member_count + 1
  FROM (SELECT coalesce((SELECT quota_server_group_members FROM projects WHERE id = ?1), ?3) AS quota)
  WHERE project_id = ?1 AND id = ?2 AND (quota < 0 OR member_count < quota)`;
const INSERT_MEMBER = `
  INSERT INTO server_group_members (project_id, group_id, position, server_id)
  SELECT ?1, ?2, 1 + coalesce(max(position), 0), ?3 FROM server_group_members WHERE project_id = ?1 AND group_id = ?2`;
const UNCOUNT_MEMBER =
  'UPDATE server_groups SET member_count = member_count - 1 WHERE project_id = ? AND id = ?';
const DELETE_MEMBER = 'DELETE FROM server_group_members WHERE project_id = ? AND server_id = ?';
const COUNT_GROUPS = 'SELECT server_groups FROM projects WHERE id = ?';
const SET_QUOTAS = `
  INSERT INTO projects (id, server_groups, quota_server_groups, quota_server_group_members) VALUES (?1, 0, ?2, ?3)
  ON CONFLICT (id) DO UPDATE SET quota_server_groups = coalesce(?2, quota_server_groups),
    quota_server_group_members = coalesce(?3, quota_server_group_members)`;
const RESET_QUOTAS =
  'UPDATE projects SET quota_server_groups = NULL, quota_server_group_members = NULL WHERE id = ?';
const COUNT_CHECK = 'UPDATE store SET checks = checks + 1';

/** The writes, prepared once on the connection of the writer. */
export const prepareWrites = (db: DatabaseSync, ids: Ids): Writes => {
  const countOneMore = db.prepare(COUNT_ONE_MORE);
  const countOneLess = db.prepare(COUNT_ONE_LESS);
  const insertGroup = db.prepare(INSERT_GROUP);
  const findProject = db.prepare(FIND_PROJECT);
  const deleteGroup = db.prepare(DELETE_GROUP);
  const findGroupOfServer = db.prepare(FIND_GROUP_OF_SERVER);
  const countMember = db.prepare(COUNT_MEMBER);
  const insertMember = db.prepare(INSERT_MEMBER);
  const uncountMember = db.prepare(UNCOUNT_MEMBER);
  const deleteMember = db.prepare(DELETE_MEMBER);
  const countGroups = db.prepare(COUNT_GROUPS);
  const setQuotas = db.prepare(SET_QUOTAS);
  const resetQuotas = db.prepare(RESET_QUOTAS);
  const countCheck = db.prepare(COUNT_CHECK);

  const projectOf = (group: string, scope: Scope) => findProject.get(group, scope)?.project_id;
  const groupOf = (project: SQLOutputValue, server: string) =>
    findGroupOfServer.get(project, server)?.group_id;

  return {
    create(project, user, name, policy, maxServerPerHost, quota) {
      if (countOneMore.run(project, quota).changes === 0) return false;
      const id = ids.next();
      insertGroup.run(project, id, user, name, policy, maxServerPerHost, Date.now());
      return id;
    },
    delete(id, scope) {
      const project = projectOf(id, scope);
      if (project === undefined) return false;
      deleteGroup.run(project, id);
      countOneLess.run(project);
      return true;
    },
    addMember(group, server, scope, quota) {
      const project = projectOf(group, scope);
      if (project === undefined) return 'no such group';
      const present = groupOf(project, server);
      if (present !== undefined) return present === group ? 'joined' : 'in another group';
      if (countMember.run(project, group, quota).changes === 0) return 'over quota';
      insertMember.run(project, group, server);
      return 'joined';
    },
    removeMember(group, server, scope) {
      const project = projectOf(group, scope);
      if (project === undefined || groupOf(project, server) !== group) return false;
      deleteMember.run(project, server);
      uncountMember.run(project, group);
      return true;
    },
    setQuotas(project, serverGroups, serverGroupMembers, force) {
      const used = Number(countGroups.get(project)?.server_groups ?? 0);
      if (!force && serverGroups !== null && serverGroups >= 0 && serverGroups < used) return used;
      setQuotas.run(project, serverGroups, serverGroupMembers);
      return 'set';
    },
    resetQuotas(project) {
      resetQuotas.run(project);
      return true;
    },
    check() {
      countCheck.run();
      return true;
    },
  };
};
