/** What holds for groups beyond the schema: which policy takes effect, and which rules it takes. */

import type { PolicyName, RequestedRules, ServerGroupRules } from '../../generated/types.ts';

/** The one policy that takes effect, and so the only one that rules refine. */
const EFFECTIVE: PolicyName = 'anti-affinity';

/** The rules as they are kept: numbers, also where a client sent digits. Null: this policy takes none. */
export const rulesOf = (policy: PolicyName, requested: RequestedRules = {}): ServerGroupRules | null => {
  const { max_server_per_host: most } = requested;
  if (most === undefined) return {};
  return policy === EFFECTIVE ? { max_server_per_host: Number(most) } : null;
};

/** Whether claims that would break the policy are refused. */
export const isEffective = (policy: PolicyName): boolean => policy === EFFECTIVE;

/** How many members of a group one host may hold. */
export const mostPerHost = (
  policy: PolicyName,
  { max_server_per_host: most = 1 }: ServerGroupRules,
): number => (isEffective(policy) ? most : Number.POSITIVE_INFINITY);

/** Where the members of a group are, as far as they have places. */
interface Spread {
  /** How many the host has that has most. */
  readonly fullest: number;
  /** On how many hosts they are. */
  readonly hosts: number;
}

const HOLDS: Readonly<Record<PolicyName, (spread: Spread, rules: ServerGroupRules) => boolean>> = {
  'anti-affinity': ({ fullest }, rules) => fullest <= mostPerHost(EFFECTIVE, rules),
  'soft-anti-affinity': ({ fullest }) => fullest <= 1,
  affinity: ({ hosts }) => hosts <= 1,
  'soft-affinity': ({ hosts }) => hosts <= 1,
};

export const isPolicy = (text: string): text is PolicyName => Object.hasOwn(HOLDS, text);

/** Whether the members are where the policy wants them, also for a policy that takes no effect. */
export const isHeld = (policy: PolicyName, rules: ServerGroupRules, spread: Spread): boolean =>
  HOLDS[policy](spread, rules);
