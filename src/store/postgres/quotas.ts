/** Quotas of projects. */

import type { Quotas, Store, Usage } from '../store.ts';
import type { Database, Session } from './database.ts';
import { lockProject } from './groups.ts';

const USAGE = {
  name: 'usage',
  text: `SELECT server_groups AS used, quota_server_groups AS groups, quota_server_group_members AS members
         FROM osg.projects WHERE id = $1`,
};
const SET_QUOTAS = {
  name: 'set-quotas',
  text: `UPDATE osg.projects SET quota_server_groups = coalesce($2, quota_server_groups),
           quota_server_group_members = coalesce($3, quota_server_group_members) WHERE id = $1`,
};
const RESET_QUOTAS = {
  name: 'reset-quotas',
  text: 'UPDATE osg.projects SET quota_server_groups = NULL, quota_server_group_members = NULL WHERE id = $1',
};

interface Row {
  readonly used: number;
  readonly groups: number | null;
  readonly members: number | null;
}

export const readUsage = async (session: Session, project: string): Promise<Usage> => {
  const [row] = await session.query<Row>(USAGE, project);
  return {
    serverGroups: row?.used ?? 0,
    quotas: {
      ...(row?.groups == null ? {} : { serverGroups: row.groups }),
      ...(row?.members == null ? {} : { serverGroupMembers: row.members }),
    },
  };
};

/** Those that are undefined stay as they are. Called under the lock of the project. */
export const setQuotas = async (
  session: Session,
  project: string,
  { serverGroups = null, serverGroupMembers = null }: { [Name in keyof Quotas]?: number | null },
): Promise<void> => {
  await session.query(SET_QUOTAS, project, serverGroups, serverGroupMembers);
};

type QuotaParts = Pick<Store, 'usage' | 'setQuotas' | 'resetQuotas'>;

export const quotasOf = ({ read, transaction }: Database): QuotaParts => ({
  usage: (project) => read((session) => readUsage(session, project)),
  setQuotas: (project, quotas, force) =>
    transaction(async (session) => {
      const { serverGroups = -1 } = quotas;
      const { used } = await lockProject(session, project);
      if (!force && serverGroups >= 0 && serverGroups < used) return used;
      await setQuotas(session, project, quotas);
      return 'set';
    }),
  resetQuotas: (project) =>
    transaction(async (session) => {
      await session.query(RESET_QUOTAS, project);
    }),
});
