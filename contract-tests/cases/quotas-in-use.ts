/** What a project has, others' groups included, and what that means for its quota. */

import assert from 'node:assert/strict';
import { type Case, creation, EACH_CREATION, EVERY } from './case.ts';
import { isFault, isOk } from './expect.ts';
import { steadily } from './lists.ts';
import { bodyOf, set } from './quotas.ts';
import { keepingQuota, usedBy } from './with-quota.ts';

export const quotasInUse: readonly Case[] = [
  {
    id: 'quotas/below-use',
    what: 'a quota below what the project has is refused, unless it is forced; the groups stay',
    versions: EACH_CREATION,
    run: async (world) => {
      const { call, version, project } = world;
      const create = () => call({ method: 'POST', path: '/os-server-groups', body: creation(version) });
      isOk(await create());
      await keepingQuota(world, async () => {
        await steadily(
          () => usedBy(world),
          async (used) => {
            const answer = await set(world, project, { server_groups: 0 });
            const says = `Quota limit 0 for server_groups must be greater than or equal to already used and reserved ${used}.`;
            return () => isFault(answer, 400, says);
          },
        );
        bodyOf(await set(world, project, { server_groups: 0, force: true }));
        isFault(await create(), 403, 'Quota exceeded, too many server groups.');
      });
      isOk(await create());
    },
  },
  {
    id: 'quotas/limits',
    what: 'the limits show what the project may have and what it has',
    versions: EVERY,
    run: async (world) => {
      const { call, version, tokens } = world;
      await steadily(
        async () => ({ ours: await usedBy(world), theirs: await usedBy(world, tokens.otherProject) }),
        async (before) => {
          const made = await call({ method: 'POST', path: '/os-server-groups', body: creation(version) });
          const { limits } = bodyOf(await call({ path: '/limits' }));
          const theirs = await usedBy(world, tokens.otherProject);
          await world.drop(bodyOf(made).server_group?.id as string);
          return () => {
            const { rate, absolute } = limits as { rate: unknown; absolute: Record<string, unknown> };
            assert.deepEqual(rate, []);
            const { totalServerGroupsUsed: ours } = absolute;
            assert.deepEqual({ ours, theirs }, { ours: before.ours + 1, theirs: before.theirs });
          };
        },
      );
    },
  },
];
