/** 2.13: groups show their project and their user. */

import type * as before from '../../generated/views/2.1.ts';
import type * as since from '../../generated/views/2.13.ts';
import type { Change } from './change.ts';

const group = ({ id, name, policies, members, metadata }: since.ServerGroup): before.ServerGroup => ({
  id,
  name,
  policies,
  members,
  metadata,
});

const one = ({ server_group }: since.ServerGroupEnvelope): before.ServerGroupEnvelope => ({
  server_group: group(server_group),
});

const list = ({ server_groups, ...links }: since.ServerGroupList): before.ServerGroupList => ({
  server_groups: server_groups.map(group),
  ...links,
});

export const projectAndUser: Change = {
  version: '2.13',
  operations: {
    createServerGroup: { response: one },
    showServerGroup: { response: one },
    listServerGroups: { response: list },
  },
};
