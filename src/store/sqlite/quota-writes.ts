/** Quotas of projects. */

import type { DatabaseSync } from 'node:sqlite';
import type { Writes } from './writes.ts';

const COUNT_GROUPS = 'SELECT server_groups FROM projects WHERE id = ?';
const SET_QUOTAS = `
  INSERT INTO projects (id, server_groups, quota_server_groups, quota_server_group_members) VALUES (?1, 0, ?2, ?3)
  ON CONFLICT (id) DO UPDATE SET quota_server_groups = coalesce(?2, quota_server_groups),
    quota_server_group_members = coalesce(?3, quota_server_group_members)`;
const RESET_QUOTAS =
  'UPDATE projects SET quota_server_groups = NULL, quota_server_group_members = NULL WHERE id = ?';

export const prepareQuotaWrites = (db: DatabaseSync): Pick<Writes, 'setQuotas' | 'resetQuotas'> => {
  const countGroups = db.prepare(COUNT_GROUPS);
  const setQuotas = db.prepare(SET_QUOTAS);
  const resetQuotas = db.prepare(RESET_QUOTAS);
  return {
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
  };
};
