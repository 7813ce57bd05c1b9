/** Groups and quotas of another service. */

import type { DatabaseSync } from 'node:sqlite';
import { decide, memoriesOf } from '../import.ts';
import type { Import, Quotas, ServerGroup } from '../store.ts';
import { type GroupRow, SELECT_GROUP, toGroup } from './reader.ts';
import type { Writes } from './writes.ts';

const FIND_GROUP = `${SELECT_GROUP} WHERE id = ?`;
const IS_REMEMBERED = 'SELECT 1 FROM imported WHERE project_id = ? AND what = ?';
const REMEMBER = 'INSERT OR IGNORE INTO imported (project_id, what) VALUES (?, ?)';
const FIND_PLACE = 'SELECT group_id FROM server_group_members WHERE project_id = ? AND server_id = ?';
const FIND_QUOTAS = 'SELECT quota_server_groups, quota_server_group_members FROM projects WHERE id = ?';
const INSERT_GROUP = `
  INSERT INTO server_groups (project_id, id, user_id, name, policy, max_server_per_host, member_count, created_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_MEMBER = `
  INSERT INTO server_group_members (project_id, group_id, position, server_id) VALUES (?, ?, ?, ?)`;
const CHANGE_PROJECT = `
  INSERT INTO projects (id, server_groups, quota_server_groups, quota_server_group_members) VALUES (?1, ?2, ?3, ?4)
  ON CONFLICT (id) DO UPDATE SET server_groups = server_groups + ?2,
    quota_server_groups = coalesce(?3, quota_server_groups),
    quota_server_group_members = coalesce(?4, quota_server_group_members)`;

export const prepareImport = (db: DatabaseSync): Pick<Writes, 'import'> => {
  const findGroup = db.prepare(FIND_GROUP);
  findGroup.setReturnArrays(true);
  const isRemembered = db.prepare(IS_REMEMBERED);
  const remember = db.prepare(REMEMBER);
  const findPlace = db.prepare(FIND_PLACE);
  const findQuotas = db.prepare(FIND_QUOTAS);
  const insertGroup = db.prepare(INSERT_GROUP);
  const insertMember = db.prepare(INSERT_MEMBER);
  const changeProject = db.prepare(CHANGE_PROJECT);

  const presentGroups = (groups: readonly ServerGroup[]) =>
    groups.flatMap(({ id }) => {
      const row = findGroup.get(id) as unknown as GroupRow | undefined;
      return row === undefined ? [] : [[id, toGroup(row)] as const];
    });
  const placesOf = (project: string, groups: readonly ServerGroup[]) =>
    groups
      .flatMap(({ members }) => members)
      .flatMap((server) => {
        const group = findPlace.get(project, server)?.group_id;
        return group === undefined ? [] : [[server, String(group)] as const];
      });
  const quotasOf = (project: string): Partial<Quotas> => {
    const { quota_server_groups: groups, quota_server_group_members: members } =
      findQuotas.get(project) ?? {};
    return {
      ...(groups == null ? {} : { serverGroups: Number(groups) }),
      ...(members == null ? {} : { serverGroupMembers: Number(members) }),
    };
  };
  const makeGroup = ({ id, name, policy, rules, members, project_id, user_id }: ServerGroup): void => {
    const most = rules.max_server_per_host ?? null;
    insertGroup.run(project_id, id, user_id, name, policy, most, members.length, Date.now());
    for (const [index, server] of members.entries()) insertMember.run(project_id, id, index + 1, server);
  };

  return {
    import(text, write) {
      const wanted = JSON.parse(text) as Import;
      const { project } = wanted;
      const { imported, groups, quotas } = decide(wanted, {
        groups: new Map(presentGroups(wanted.groups)),
        remembered: new Set(
          memoriesOf(wanted).filter((what) => isRemembered.get(project, what) !== undefined),
        ),
        places: new Map(placesOf(project, wanted.groups)),
        quotas: quotasOf(project),
      });
      const memories = memoriesOf({ groups, quotas });
      if (write && memories.length > 0) {
        const { serverGroups = null, serverGroupMembers = null } = quotas;
        changeProject.run(project, groups.length, serverGroups, serverGroupMembers);
        for (const group of groups) makeGroup(group);
        for (const what of memories) remember.run(project, what);
      }
      return JSON.stringify(imported);
    },
  };
};
