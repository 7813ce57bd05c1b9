/** Members that join and leave below `/v1`, one at a time and many at once. */

import assert from 'node:assert/strict';
import { type Case, EVERY, WITHOUT_VERSIONS, type World } from './case.ts';
import {
  act,
  addMembers,
  ecsCall,
  ecsGroupOf,
  inOtherGroup,
  isAccepted,
  isEcsFault,
  isNoEcsGroup,
  isResult,
  makeEcsGroup,
  QUOTA_OF_MEMBERS,
  removeMembers,
} from './ecs.ts';
import {
  claim,
  isClaimed,
  listMembers,
  listOf,
  makeGroup,
  placesIn,
  someServer,
  someServers,
} from './places.ts';
import { withQuota } from './with-quota.ts';

const membersOf = async (world: World, group: string) =>
  ecsGroupOf(await ecsCall(world, { path: `/${group}` })).members;

export const ecsMembers: readonly Case[] = [
  {
    id: 'ecs-members/action',
    what: 'a server joins and leaves; the answer is 200 without a body, also when it is so already',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const group = await makeEcsGroup(world);
      const [second, first] = someServers(2) as [string, string];
      for (const server of [first, first, second, first.toUpperCase()]) {
        isAccepted(await act(world, group, 'add_member', server));
      }
      assert.deepEqual(await membersOf(world, group), [first, second], 'in the order in which they joined');
      for (const server of [first.toUpperCase(), first, someServer()]) {
        isAccepted(await act(world, group, 'remove_member', server));
      }
      assert.deepEqual(await membersOf(world, group), [second]);
    },
  },
  {
    id: 'ecs-members/places',
    what: 'a server that joins has no place until one is claimed, counts for no host, and keeps it when it joins again',
    versions: EVERY,
    parts: ['members'],
    run: async (world) => {
      const group = await makeEcsGroup(world);
      const [first, second] = someServers(2) as [string, string];
      await addMembers(world, group, [first, second]);
      const { members, policy } = listOf(await listMembers(world, group));
      assert.deepEqual(members, [
        { server_id: first, host: null },
        { server_id: second, host: null },
      ]);
      assert.deepEqual(policy, { name: 'anti-affinity', effective: true, holds: true });
      isClaimed(await claim(world, group, first, 'host-1'), first, 'host-1');
      isAccepted(await act(world, group, 'add_member', first));
      isResult(await addMembers(world, group, [first]), 'SUCCESS', [[first]]);
      const places = [
        [first, 'host-1'],
        [second, null],
      ];
      assert.deepEqual(await placesIn(world, group), places);
      isAccepted(await act(world, group, 'remove_member', first));
      isClaimed(await claim(world, group, second, 'host-1'), second, 'host-1');
    },
  },
  {
    id: 'ecs-members/batch',
    what: 'many servers join and leave at once: each has a result, in the order of the request',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const group = await makeEcsGroup(world);
      const [c, b, a] = someServers(3) as [string, string, string];
      isResult(await addMembers(world, group, [a, b]), 'SUCCESS', [[a], [b]]);
      isResult(await addMembers(world, group, [b, c]), 'SUCCESS', [[b], [c]]);
      assert.deepEqual(await membersOf(world, group), [a, b, c]);
      const other = someServer();
      isResult(await removeMembers(world, group, [other, c, a]), 'SUCCESS', [[other], [c], [a]]);
      assert.deepEqual(await membersOf(world, group), [b]);
    },
  },
  {
    id: 'ecs-members/batch-letters',
    what: 'ids in a batch are answered as they came, and a server is one however it is written',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const group = await makeEcsGroup(world);
      const lower = 'abcdef12'.concat(someServer().slice(8));
      const upper = lower.toUpperCase();
      isResult(await addMembers(world, group, [upper, lower]), 'SUCCESS', [[upper], [lower]]);
      assert.deepEqual(await membersOf(world, group), [lower]);
      isResult(await removeMembers(world, group, [upper]), 'SUCCESS', [[upper]]);
      assert.deepEqual(await membersOf(world, group), []);
    },
  },
  {
    id: 'ecs-members/partial',
    what: 'servers of a batch that cannot join do not hinder the others, and each of them is told why',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const [group, elsewhere] = [await makeEcsGroup(world), await makeEcsGroup(world)];
      const [taken, also, free] = someServers(3) as [string, string, string];
      await addMembers(world, elsewhere, [taken, also]);
      const why = (server: string) => [server, inOtherGroup(server, elsewhere)] as const;
      isResult(await addMembers(world, group, [taken, also]), 'FAIL', [why(taken), why(also)]);
      isResult(await addMembers(world, group, [taken, free]), 'PARTIAL', [why(taken), [free]]);
      isResult(await removeMembers(world, group, [taken]), 'SUCCESS', [[taken]]);
      assert.deepEqual(await membersOf(world, elsewhere), [taken, also], 'who is elsewhere stays there');
      isEcsFault(
        await act(world, group, 'add_member', taken),
        400,
        'Ecs.0100',
        inOtherGroup(taken, elsewhere),
      );
      assert.deepEqual(await membersOf(world, group), [free]);
    },
  },
  {
    id: 'ecs-members/quota',
    what: 'a group has exactly as many members as its quota; of a batch those join for whom there is room',
    versions: WITHOUT_VERSIONS,
    parts: ['quotas'],
    run: async (world) => {
      const group = await makeEcsGroup(world);
      const [a, b, c] = someServers(3) as [string, string, string];
      await withQuota(world, { server_group_members: 2 }, async () => {
        const outcome = await addMembers(world, group, [a, b, c]);
        isResult(outcome, 'PARTIAL', [[a], [b], [c, QUOTA_OF_MEMBERS]]);
        isEcsFault(await act(world, group, 'add_member', c), 400, 'Ecs.0022', QUOTA_OF_MEMBERS);
        isAccepted(await act(world, group, 'add_member', a));
        await act(world, group, 'remove_member', a);
        isAccepted(await act(world, group, 'add_member', c));
      });
      assert.deepEqual(await membersOf(world, group), [b, c]);
    },
  },
  {
    id: 'ecs-members/roles',
    what: 'members of the project and administrators change the members of a group; others may not, or find none',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const { admin, member, reader, noRole, otherProject } = world.tokens;
      const [group, server] = [await makeEcsGroup(world), someServer()];
      const theirs = await makeGroup(world, { token: otherProject });
      for (const token of [reader, noRole]) {
        const denied = (rule: string) =>
          `Policy doesn't allow os_compute_api:os-server-groups:${rule} to be performed.`;
        for (const action of ['add_member', 'remove_member'] as const) {
          isEcsFault(await act(world, group, action, server, token), 403, 'Ecs.0003', denied(action));
        }
        const added = await addMembers(world, group, [server], token);
        isEcsFault(added, 403, 'Ecs.0003', denied('add_members'));
        const removed = await removeMembers(world, group, [server], token);
        isEcsFault(removed, 403, 'Ecs.0003', denied('remove_members'));
      }
      for (const token of [member, reader, noRole]) {
        isNoEcsGroup(await act(world, theirs, 'add_member', server, token), theirs);
        isNoEcsGroup(await addMembers(world, theirs, [server], token), theirs);
        isNoEcsGroup(await removeMembers(world, theirs, [server], token), theirs);
      }
      isAccepted(await act(world, theirs, 'add_member', server, admin));
      isResult(await removeMembers(world, theirs, [server], admin), 'SUCCESS', [[server]]);
      isAccepted(await act(world, group, 'add_member', server, admin));
      isAccepted(await act(world, group, 'remove_member', server, member));
    },
  },
];
