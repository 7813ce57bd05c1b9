/** The quotas of the project of the tokens, and who sees which. */

import assert from 'node:assert/strict';
import { type Case, EVERY, type World } from './case.ts';
import { isOk } from './expect.ts';
import { bodyOf, defaults, denied, set, sets, show } from './quotas.ts';
import { keepingQuota } from './with-quota.ts';

/** The quota of groups, and that of members, wherever they stand. */
const shownOf = (quotas: Readonly<Record<string, unknown>> | undefined) => [
  quotas?.server_groups,
  quotas?.server_group_members,
];

const limitsOf = async ({ call }: World) => {
  const { absolute } = bodyOf(await call({ path: '/limits' })).limits as {
    absolute: Record<string, unknown>;
  };
  return [absolute.maxServerGroups, absolute.maxServerGroupMembers];
};

export const quotasOfProject: readonly Case[] = [
  {
    id: 'quotas/own',
    what: 'an administrator sets the quotas of the project, which the quota set and the limits show, and resets them',
    versions: EVERY,
    run: (world) =>
      keepingQuota(world, async () => {
        const { call, project, tokens } = world;
        const usual = shownOf(await defaults(world, project));
        for (const [value, number] of [
          [7, 7],
          ['008', 8],
          [-1, -1],
        ] as const) {
          const quotas = { server_groups: value, server_group_members: 5, force: true };
          const { quota_set } = bodyOf(await set(world, project, quotas));
          assert.deepEqual(shownOf(quota_set), [number, 5]);
          const shown = await show(world, project);
          assert.deepEqual([shown?.id, ...shownOf(shown)], [project, number, 5]);
          assert.deepEqual(await limitsOf(world), [number, 5]);
        }
        assert.deepEqual(shownOf(await defaults(world, project)), usual);
        const path = `${sets}/${project}`;
        const reset = await call({ method: 'DELETE', path, token: tokens.admin });
        assert.deepEqual([reset.status, reset.body], [202, '']);
        assert.deepEqual(shownOf(await show(world, project)), usual);
        assert.deepEqual(await limitsOf(world), usual);
      }),
  },
  {
    id: 'quotas/no-role',
    what: 'without a role neither the defaults nor the limits are shown',
    versions: ['2.1'],
    run: async ({ call, project, tokens: { noRole: token } }) => {
      denied(await call({ path: `${sets}/${project}/defaults`, token }), 'os-quota-sets:defaults');
      denied(await call({ path: '/limits', token }), 'limits');
    },
  },
  {
    id: 'quotas/limits-of-project',
    what: 'the limits of a project that is named are shown to those who have it, and to administrators',
    versions: ['2.1'],
    run: async ({ call, project, tokens }) => {
      for (const token of [tokens.reader, tokens.member, tokens.admin]) {
        isOk(await call({ path: `/limits?tenant_id=${project}`, token }));
      }
      for (const token of [tokens.reader, tokens.member]) {
        denied(await call({ path: '/limits?tenant_id=another', token }), 'limits:other_project');
      }
    },
  },
];
