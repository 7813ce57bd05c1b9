/** Brings what is in a dump of Nova's API database into a store, a few groups at a time. */

import type { Import, Imported, ImportOutcome, Quotas, ServerGroup, Store } from '../store/store.ts';
import { differencesOf } from './differences.ts';
import { judgeGroup, judgeQuota } from './judge.ts';
import { batchesOf, portionsOf } from './portions.ts';
import type { LeftOut, ReasonName, What } from './reasons.ts';
import { isDeleted, type StagedQuota, type Staging } from './staging.ts';

export type Outcome = ImportOutcome | 'leftOut';
export type Counts = Record<Outcome, number>;
export interface Totals {
  readonly groups: Counts;
  readonly members: Counts;
  readonly quotas: Counts;
}

const NAMES: Readonly<Record<StagedQuota['resource'], keyof Quotas>> = {
  server_groups: 'serverGroups',
  server_group_members: 'serverGroupMembers',
};
const SAYS: Readonly<Partial<Record<ImportOutcome, ReasonName>>> = {
  differs: 'differs',
  deleted: 'deleted-here',
};

const noCounts = (): Counts => ({ imported: 0, here: 0, differs: 0, deleted: 0, leftOut: 0 });
export const noTotals = (): Totals => ({ groups: noCounts(), members: noCounts(), quotas: noCounts() });

const quotaOf = (
  project: string | null,
  id: string,
  reason: ReasonName,
  value: LeftOut['value'],
): LeftOut => ({ what: 'quota', id, group: null, name: null, project, reason, value });

/**
 * Imports what was staged. What is imported is complete, group by group, also where it stops in between; then it can be
 * run again.
 *
 * @param write false: only finds out what it would do
 * @param totals where it counts what has become of what
 * @param beforeWrites called before each few writes
 */
export const importStaged = async (
  staging: Staging,
  store: Pick<Store, 'import'>,
  write: boolean,
  totals: Totals,
  beforeWrites: () => void = () => {},
): Promise<void> => {
  const countsOf: Readonly<Record<What, Counts | undefined>> = {
    'server group': totals.groups,
    member: totals.members,
    quota: totals.quotas,
    policy: undefined,
  };
  const leaveOut = (leftOut: LeftOut) => {
    staging.leaveOut(leftOut);
    const counts = countsOf[leftOut.what];
    if (counts !== undefined) counts.leftOut += 1;
  };

  function* groupsToImport(): Generator<ServerGroup> {
    let project: string | null = null;
    let taken = new Map<string, string>();
    for (const staged of staging.groups()) {
      if (staged.project !== project) taken = new Map();
      project = staged.project;
      const members = staging.membersOf(staged.number);
      const { group, leftOut } = judgeGroup(staged, staging.policiesOf(staged.number), members, taken);
      for (const each of leftOut) leaveOut(each);
      if (group !== undefined) yield group;
      else totals.members.leftOut += members.length;
    }
  }

  function* quotasToImport(): Generator<Import> {
    let last: string | null = null;
    let seen = new Set<string>();
    for (const staged of staging.quotas()) {
      const { project, resource } = staged;
      if (project !== last) seen = new Set();
      last = project;
      const limit = judgeQuota(staged);
      const reason = typeof limit === 'string' ? limit : seen.has(resource) ? 'repeated' : undefined;
      if (reason !== undefined) leaveOut(quotaOf(project, resource, reason, staged.hardLimit));
      else {
        seen.add(resource);
        yield { project: project ?? '', groups: [], quotas: { [NAMES[resource]]: limit } };
      }
    }
  }

  const recordGroup = (
    wanted: ServerGroup,
    { outcome, elsewhere, here }: Imported['groups'][number],
  ): void => {
    const { id, name, project_id: project } = wanted;
    const others = new Map(elsewhere.map(({ server, group }) => [server, group]));
    const members = wanted.members.filter((server) => !others.has(server));
    const value = here === undefined ? null : differencesOf(here, { ...wanted, members });
    const present = new Set(here?.members);
    const common = members.filter((server) => present.has(server)).length;
    totals.groups[outcome] += 1;
    totals.members.here += common;
    totals.members[outcome] += members.length - common;
    const reason = SAYS[outcome];
    if (reason) staging.leaveOut({ what: 'server group', id, group: null, name, project, reason, value });
    for (const [server, other] of others) {
      const member = { what: 'member', id: server, group: id, name, project } as const;
      leaveOut({ ...member, reason: 'in-another-group-here', value: other });
    }
  };

  const record = ({ project, groups, quotas }: Import, imported: Imported) => {
    for (const [index, group] of groups.entries()) {
      recordGroup(group, imported.groups[index] as Imported['groups'][number]);
    }
    for (const [resource, name] of Object.entries(NAMES) as [StagedQuota['resource'], keyof Quotas][]) {
      const { outcome, here } = (quotas[name] !== undefined && imported.quotas[name]) || {};
      if (outcome === undefined) continue;
      totals.quotas[outcome] += 1;
      const reason = SAYS[outcome];
      const value = here === undefined ? null : [{ of: 'limit', here, dump: quotas[name] }];
      if (reason) staging.leaveOut(quotaOf(project, resource, reason, value));
    }
  };

  staging.index();
  for (const portions of [portionsOf(groupsToImport()), quotasToImport()]) {
    for (const batch of batchesOf(portions)) {
      beforeWrites();
      const answers = await Promise.allSettled(batch.map((wanted) => store.import(wanted, write)));
      for (const [index, answer] of answers.entries()) {
        if (answer.status === 'fulfilled') record(batch[index] as Import, answer.value);
      }
      // Only now, since what came in beside it counts.
      for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
    }
  }
  for (const { server, deleted } of staging.orphans()) {
    const reason = isDeleted(deleted) ? 'deleted-in-nova' : 'no-group';
    const none = { group: null, name: null, project: null, value: null };
    leaveOut({ what: 'member', id: server ?? '', reason, ...none });
  }
};
