/** What holds for groups beyond the schema: which policy takes which rules. */

import type { PolicyName, RequestedRules, ServerGroupRules } from '../../generated/types.ts';

/** The one policy that takes effect, and so the only one that rules refine. */
const WITH_RULES: PolicyName = 'anti-affinity';

/** The rules as they are kept: numbers, also where a client sent digits. Null: this policy takes none. */
export const rulesOf = (policy: PolicyName, requested: RequestedRules = {}): ServerGroupRules | null => {
  const { max_server_per_host: most } = requested;
  if (most === undefined) return {};
  return policy === WITH_RULES ? { max_server_per_host: Number(most) } : null;
};
