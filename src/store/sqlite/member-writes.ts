/** Joining, claiming and leaving. `server_group_hosts` counts the members on each host of a group, so that a claim is cheap. */

import type { DatabaseSync } from 'node:sqlite';
import { mostPerHost } from '../../server-groups/rules.ts';
import type { Scope, ServerGroup } from '../store.ts';
import { toRules } from '../to-rules.ts';
import type { Writes } from './writes.ts';

type MemberWrites = Pick<Writes, 'addMember' | 'claim' | 'removeMember'>;

const FIND_GROUP = `
  SELECT project_id AS project, policy, max_server_per_host AS maxServerPerHost
  FROM server_groups WHERE id = ?1 AND (?2 IS NULL OR project_id = ?2)`;
const FIND_MEMBER =
  'SELECT group_id AS "group", host FROM server_group_members WHERE project_id = ? AND server_id = ?';
const IS_FULL = `
  SELECT quota >= 0 AND member_count >= quota AS is_full
  FROM server_groups, (SELECT coalesce((SELECT quota_server_group_members FROM projects WHERE id = ?1), ?3) AS quota)
  WHERE project_id = ?1 AND id = ?2`;
const COUNT_MEMBERS =
  'UPDATE server_groups SET member_count = member_count + ?3 WHERE project_id = ?1 AND id = ?2';
const INSERT_MEMBER = `
  INSERT INTO server_group_members (project_id, group_id, position, server_id)
  SELECT ?1, ?2, 1 + coalesce(max(position), 0), ?3 FROM server_group_members WHERE project_id = ?1 AND group_id = ?2`;
const DELETE_MEMBER = 'DELETE FROM server_group_members WHERE project_id = ? AND server_id = ?';
const SET_HOST = 'UPDATE server_group_members SET host = ?3 WHERE project_id = ?1 AND server_id = ?2';
const COUNT_ON_HOST =
  'SELECT member_count FROM server_group_hosts WHERE project_id = ? AND group_id = ? AND host = ?';
const ONE_MORE_ON_HOST = `
  INSERT INTO server_group_hosts (project_id, group_id, host, member_count) VALUES (?, ?, ?, 1)
  ON CONFLICT DO UPDATE SET member_count = member_count + 1`;
const LAST_ON_HOST =
  'DELETE FROM server_group_hosts WHERE project_id = ? AND group_id = ? AND host = ? AND member_count = 1';
const ONE_LESS_ON_HOST =
  'UPDATE server_group_hosts SET member_count = member_count - 1 WHERE project_id = ? AND group_id = ? AND host = ?';

interface Group {
  readonly project: string;
  readonly policy: ServerGroup['policy'];
  readonly maxServerPerHost: number | null;
}

interface Present {
  readonly group: string;
  readonly host: string | null;
}

export const prepareMemberWrites = (db: DatabaseSync): MemberWrites => {
  const findGroup = db.prepare(FIND_GROUP);
  const findMember = db.prepare(FIND_MEMBER);
  const isFull = db.prepare(IS_FULL);
  const countMembers = db.prepare(COUNT_MEMBERS);
  const insertMember = db.prepare(INSERT_MEMBER);
  const deleteMember = db.prepare(DELETE_MEMBER);
  const setHost = db.prepare(SET_HOST);
  const countOnHost = db.prepare(COUNT_ON_HOST);
  const oneMoreOnHost = db.prepare(ONE_MORE_ON_HOST);
  const lastOnHost = db.prepare(LAST_ON_HOST);
  const oneLessOnHost = db.prepare(ONE_LESS_ON_HOST);

  const groupOf = (id: string, scope: Scope) => findGroup.get(id, scope) as Group | undefined;
  const memberOf = (project: string, server: string) =>
    findMember.get(project, server) as Present | undefined;
  const isOverQuota = (project: string, group: string, quota: number): boolean =>
    isFull.get(project, group, quota)?.is_full === 1;

  const join = (project: string, group: string, server: string): void => {
    countMembers.run(project, group, 1);
    insertMember.run(project, group, server);
  };
  const isHostFull = ({ project, policy, maxServerPerHost }: Group, group: string, host: string): boolean =>
    Number(countOnHost.get(project, group, host)?.member_count ?? 0) >=
    mostPerHost(policy, toRules(maxServerPerHost));
  const leaveHost = (project: string, { group, host }: Present): void => {
    if (host === null || lastOnHost.run(project, group, host).changes > 0) return;
    oneLessOnHost.run(project, group, host);
  };

  return {
    addMember(id, server, scope, quota) {
      const group = groupOf(id, scope);
      if (group === undefined) return 'no such group';
      const present = memberOf(group.project, server);
      if (present !== undefined) return present.group === id ? 'joined' : `in ${present.group}`;
      if (isOverQuota(group.project, id, quota)) return 'over quota';
      join(group.project, id, server);
      return 'joined';
    },
    claim(id, server, host, scope, quota) {
      const group = groupOf(id, scope);
      if (group === undefined) return 'no such group';
      const { project } = group;
      const present = memberOf(project, server);
      if (present !== undefined && present.group !== id) return `in ${present.group}`;
      if (present?.host === host) return 'claimed';
      if (present === undefined && isOverQuota(project, id, quota)) return 'over quota';
      if (isHostFull(group, id, host)) return 'host full';
      if (present === undefined) join(project, id, server);
      else leaveHost(project, present);
      oneMoreOnHost.run(project, id, host);
      setHost.run(project, server, host);
      return 'claimed';
    },
    removeMember(id, server, scope) {
      const group = groupOf(id, scope);
      if (group === undefined) return 'no such group';
      const { project } = group;
      const present = memberOf(project, server);
      if (present?.group !== id) return 'no member';
      leaveHost(project, present);
      deleteMember.run(project, server);
      countMembers.run(project, id, -1);
      return 'removed';
    },
  };
};
