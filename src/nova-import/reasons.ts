/** Why something of a dump is not imported. */

import type { Difference } from './differences.ts';

interface Reason {
  /** Completes "It is left out, since …". */
  readonly why: string;
  /** What to do, where something is missing here that is alive in Nova; null where nothing is. */
  readonly mend: string | null;
}

const loss = (why: string, mend: string): Reason => ({ why, mend });
const noLoss = (why: string): Reason => ({ why, mend: null });

export const REASONS = {
  'deleted-in-nova': noLoss('it is deleted in Nova'),
  'server-deleted': noLoss('the server is deleted in Nova, which leaves such members behind'),
  repeated: noLoss('it is in the dump already'),
  'further-policy': noLoss('the group has several policies, of which Nova shows the first'),
  differs: loss(
    'it is here already, and not as in the dump: it stays as it is here',
    'where Nova is right, change it here, or restore the backup of before the import and import again',
  ),
  'deleted-here': noLoss('it was imported before, and deleted here since'),
  'id-is-no-uuid': loss('its id is no UUID', "correct or delete its row in Nova's database"),
  'id-in-use': loss(
    'another group of the dump has its id',
    "delete one of the two in Nova's table instance_groups",
  ),
  name: loss(
    'its name is not 1 to 255 printable characters without white space at the ends',
    "correct instance_groups.name in Nova's database",
  ),
  project: loss(
    'its project is missing, or not 1 to 255 printable characters',
    "correct its project_id in Nova's database",
  ),
  user: loss(
    'its user is missing, or not 1 to 255 printable characters',
    "correct instance_groups.user_id in Nova's database",
  ),
  'no-policy': loss('it has no policy', "add one to Nova's table instance_group_policy"),
  'unknown-policy': loss(
    'there is no such policy here',
    "set instance_group_policy.policy in Nova's database to affinity, anti-affinity, soft-affinity or soft-anti-affinity",
  ),
  rules: loss(
    'its rules are not known here: anti-affinity takes max_server_per_host from 1 to 2147483647, other policies take none',
    "correct instance_group_policy.rules in Nova's database, such as to {}",
  ),
  'no-group': loss(
    'there is no such group in the dump',
    "delete its row of Nova's table instance_group_member",
  ),
  'in-another-group': loss(
    'it is in another group of the project in the dump',
    "delete one of the two rows of Nova's table instance_group_member",
  ),
  'in-another-group-here': loss(
    'it is in another group of the project here',
    'take it out of that group here, then add it to this one here',
  ),
  limit: loss(
    'its limit is not a number from -1 to 2147483647',
    "correct quotas.hard_limit in Nova's database",
  ),
} as const satisfies Readonly<Record<string, Reason>>;

export type ReasonName = keyof typeof REASONS;

/** Whether something is missing here that is alive in Nova. */
export const isLoss = (reason: ReasonName): boolean => REASONS[reason].mend !== null;

export type What = 'server group' | 'member' | 'policy' | 'quota';

export interface LeftOut {
  readonly what: What;
  /** A UUID as a rule; of a policy or a quota its name. */
  readonly id: string;
  /** The id of the group that it belongs to. */
  readonly group: string | null;
  /** Of the group. */
  readonly name: string | null;
  readonly project: string | null;
  readonly reason: ReasonName;
  /** What was refused, or the other group, or what differs. */
  readonly value: string | null | readonly Difference[];
}
