/** What of a group of Nova is a group here: all that the store can hold. */

import * as z from 'zod';
import { isName } from '../identity/identity.ts';
import { isPolicy, rulesOf } from '../server-groups/rules.ts';
import type { ServerGroup } from '../store/store.ts';
import { formats } from '../views/formats.ts';
import type { LeftOut, ReasonName } from './reasons.ts';
import {
  isDeleted,
  type StagedGroup,
  type StagedMember,
  type StagedPolicy,
  type StagedQuota,
} from './staging.ts';

const MOST = 2_147_483_647;

const isUuid = (text: string): boolean => formats.uuid?.(text) === true;
const isGroupName = (text: string): boolean =>
  text !== '' && [...text].length <= 255 && formats['server-group-name']?.(text) === true;

/** Nova keeps the number as it was sent: digits, or a number. */
const rulesSchema = z.strictObject({
  max_server_per_host: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
    .pipe(z.int().min(1).max(MOST))
    .optional(),
});

/** The rules that a text of JSON stands for; undefined where they are none for the policy. */
const readRules = (policy: ServerGroup['policy'], text: string | null): ServerGroup['rules'] | undefined => {
  if (text === null || text === '') return {};
  try {
    const { max_server_per_host: most } = rulesSchema.parse(JSON.parse(text) ?? {});
    return rulesOf(policy, most === undefined ? {} : { max_server_per_host: most }) ?? undefined;
  } catch {
    return undefined;
  }
};

type Refused = Pick<LeftOut, 'reason' | 'value'>;
const refused = (reason: ReasonName, value: string | null = null): Refused => ({ reason, value });

/** The group without its members, or why there is none. */
const readGroup = (
  { uuid, name, project, user, deleted, repeats }: StagedGroup,
  [first]: readonly StagedPolicy[],
): Omit<ServerGroup, 'members'> | Refused => {
  if (isDeleted(deleted)) return refused('deleted-in-nova');
  if (uuid === null || !isUuid(uuid)) return refused('id-is-no-uuid');
  if (repeats) return refused('id-in-use');
  if (name === null || !isGroupName(name)) return refused('name', name);
  if (project === null || !isName(project)) return refused('project', project);
  if (user === null || !isName(user)) return refused('user', user);
  if (first?.policy == null) return refused('no-policy');
  const { policy } = first;
  if (!isPolicy(policy)) return refused('unknown-policy', policy);
  const rules = readRules(policy, first.rules);
  if (rules === undefined) return refused('rules', `${policy} ${first.rules}`);
  return { id: uuid.toLowerCase(), name, policy, rules, project_id: project, user_id: user };
};

/** Why a server is no member of the group; undefined where it is one. */
const memberReason = (
  { server, deleted, gone }: StagedMember,
  group: string,
  taken: ReadonlyMap<string, string>,
): Refused | undefined => {
  if (isDeleted(deleted)) return refused('deleted-in-nova');
  if (server === null || !isUuid(server)) return refused('id-is-no-uuid');
  if (gone) return refused('server-deleted');
  const other = taken.get(server.toLowerCase());
  if (other === undefined) return undefined;
  return other === group ? refused('repeated') : refused('in-another-group', other);
};

export interface Judged {
  /** Undefined where nothing of it can be imported. */
  readonly group?: ServerGroup;
  readonly leftOut: readonly LeftOut[];
}

/** @param taken the group of each server of the project that has one; those of this group are added */
export const judgeGroup = (
  staged: StagedGroup,
  policies: readonly StagedPolicy[],
  members: readonly StagedMember[],
  taken: Map<string, string>,
): Judged => {
  const { project, name } = staged;
  const alive = policies.filter(({ deleted }) => !isDeleted(deleted));
  const read = readGroup(staged, alive);
  if ('reason' in read) {
    const id = staged.uuid ?? '';
    return { leftOut: [{ what: 'server group', id, group: null, name, project, ...read }] };
  }
  const { project_id, user_id, ...rest } = read;
  const leftOut: LeftOut[] = alive.slice(1).map(({ policy }) => ({
    ...{ what: 'policy', id: policy ?? '', group: read.id, name, project, ...refused('further-policy') },
  }));
  const servers: string[] = [];
  for (const member of members) {
    const reason = memberReason(member, read.id, taken);
    const id = member.server?.toLowerCase() ?? '';
    if (reason !== undefined) leftOut.push({ what: 'member', id, group: read.id, name, project, ...reason });
    else {
      taken.set(id, read.id);
      servers.push(id);
    }
  }
  return { group: { ...rest, members: servers, project_id, user_id }, leftOut };
};

/** The limit of a quota as it is here, or why it is none. Nova keeps "no limit" as null, too. */
export const judgeQuota = ({ project, hardLimit, deleted }: StagedQuota): number | ReasonName => {
  if (isDeleted(deleted)) return 'deleted-in-nova';
  if (project === null || !isName(project)) return 'project';
  const limit = Number(hardLimit ?? -1);
  return Number.isInteger(limit) && limit >= -1 && limit <= MOST ? limit : 'limit';
};
