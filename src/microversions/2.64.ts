/** 2.64: the list of policies, which always had one, becomes a policy and its rules; the empty metadata goes. */

import type * as before from '../../generated/views/2.13.ts';
import type * as since from '../../generated/views/2.64.ts';
import type { Change } from './change.ts';

const group = ({
  id,
  name,
  policy,
  members,
  project_id,
  user_id,
}: since.ServerGroup): before.ServerGroup => ({
  id,
  name,
  policies: [policy],
  members,
  metadata: {},
  project_id,
  user_id,
});

const one = ({ server_group }: since.ServerGroupEnvelope): before.ServerGroupEnvelope => ({
  server_group: group(server_group),
});

const list = ({ server_groups, ...links }: since.ServerGroupList): before.ServerGroupList => ({
  server_groups: server_groups.map(group),
  ...links,
});

const creation = ({ server_group }: before.ServerGroupCreation): since.ServerGroupCreation => {
  // The view of before lets through a list of exactly one.
  const [policy] = server_group.policies as [since.PolicyName];
  return { server_group: { name: server_group.name, policy } };
};

export const policyAndRules: Change = {
  version: '2.64',
  operations: {
    createServerGroup: { request: creation, response: one },
    showServerGroup: { response: one },
    listServerGroups: { response: list },
  },
};
