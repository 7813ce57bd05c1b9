/** Who may not place servers, and what is refused of those who may. */

import assert from 'node:assert/strict';
import { ANY, type Answer, type Case, creation, EACH_CREATION, EVERY, type World } from './case.ts';
import { inOtherGroup, QUOTA_OF_MEMBERS } from './ecs.ts';
import { isFault, isUnauthorized } from './expect.ts';
import {
  claim,
  isClaimed,
  isNoGroup,
  listMembers,
  makeGroup,
  pathOf,
  placesIn,
  release,
  someServer,
  someServers,
} from './places.ts';
import { withQuota } from './with-quota.ts';

const SERVER = '7f0f0d9a-3c6e-4c43-8a0e-6c1f2a9b5d10';

/** The three operations, each as a caller. */
const all = (
  world: World,
  group: string,
  token: string | null,
): readonly [rule: string, ask: () => Promise<Answer>][] => [
  ['claim', () => claim(world, group, SERVER, 'host-1', token)],
  ['index', () => listMembers(world, group, '', token)],
  ['release', () => release(world, group, SERVER, token)],
];

export const memberRefusals: readonly Case[] = [
  {
    id: 'member-refusals/roles',
    what: 'only who places servers and administrators may; others are refused where they see the group, else find none',
    versions: EVERY,
    run: async (world) => {
      const { member, reader, noRole, otherProject } = world.tokens;
      const group = await makeGroup(world);
      const theirs = await makeGroup(world, { token: otherProject });
      for (const token of [member, reader, noRole]) {
        for (const [rule, ask] of all(world, group, token)) {
          const message = `Policy doesn't allow os_compute_api:os-server-groups:members:${rule} to be performed.`;
          isFault(await ask(), 403, message);
        }
        for (const [, ask] of all(world, theirs, token)) isNoGroup(await ask(), theirs);
      }
      for (const [, ask] of all(world, group, otherProject)) isNoGroup(await ask(), group);
      for (const [, ask] of all(world, group, null)) isUnauthorized(await ask());
      assert.deepEqual(await placesIn(world, group), []);
    },
  },
  {
    id: 'member-refusals/no-group',
    what: 'whatever is not the id of a group is a group that is not there, for all callers',
    versions: EVERY,
    run: async (world) => {
      const { tokens } = world;
      for (const group of ['x', SERVER, 'a b', 'x'.repeat(1000)]) {
        for (const token of [tokens.service, tokens.admin, tokens.member, tokens.noRole]) {
          for (const [, ask] of all(world, encodeURIComponent(group), token)) {
            isNoGroup(await ask(), group);
          }
        }
      }
    },
  },
  {
    id: 'member-refusals/other-group',
    what: 'a server that is in another group of the project is refused, and the answer names that group',
    versions: EACH_CREATION,
    run: async (world) => {
      const [group, elsewhere] = [await makeGroup(world), await makeGroup(world)];
      const server = someServer();
      await claim(world, elsewhere, server, 'host-1');
      const message = inOtherGroup(server, elsewhere);
      isFault(await claim(world, group, server.toUpperCase(), 'host-2'), 409, message);
      assert.deepEqual(await placesIn(world, elsewhere), [[server, 'host-1']]);
      await release(world, elsewhere, server);
      isClaimed(await claim(world, group, server, 'host-2'), server, 'host-2');
    },
  },
  {
    id: 'member-refusals/quota',
    what: 'a group has exactly as many members as its quota, also of many claims at once; who is in may move',
    versions: ANY,
    parts: ['quotas'],
    run: async (world) => {
      const group = await makeGroup(world);
      await withQuota(world, { server_group_members: 3 }, async () => {
        const claims = someServers(8).map((server) => claim(world, group, server, `on-${server}`));
        const refused = (await Promise.all(claims)).filter(({ status }) => status !== 200);
        assert.equal(refused.length, 5);
        for (const answer of refused) isFault(answer, 403, QUOTA_OF_MEMBERS);
        const [[first = '', host] = []] = await placesIn(world, group);
        isFault(await claim(world, group, someServer(), host), 403, QUOTA_OF_MEMBERS);
        isClaimed(await claim(world, group, first, 'host-1'), first, 'host-1');
        await release(world, group, first);
        const next = someServer();
        isClaimed(await claim(world, group, next, 'host-1'), next, 'host-1');
      });
    },
  },
  {
    id: 'member-refusals/service',
    what: 'who places servers shows the groups of all projects, and neither makes, lists nor deletes them',
    versions: EACH_CREATION,
    parts: ['quotas'],
    run: async (world) => {
      const { call, version, project, tokens } = world;
      const token = tokens.service;
      const group = await makeGroup(world);
      const path = '/os-server-groups';
      assert.equal((await call({ path: `${path}/${group}`, token })).status, 200);
      const denied = (rule: string) => `Policy doesn't allow os_compute_api:${rule} to be performed.`;
      isFault(await call({ path, token }), 403, denied('os-server-groups:index'));
      isFault(await call({ path: '/limits', token }), 403, denied('limits'));
      const made = await call({ method: 'POST', path, body: creation(version), token });
      isFault(made, 403, denied('os-server-groups:create'));
      isNoGroup(await call({ method: 'DELETE', path: `${path}/${group}`, token }), group);
      const inUrl = await call({ path: `/${project}${pathOf(group)}`, token });
      assert.equal(inUrl.status, 400, 'the project in the URL is that of the token for all callers');
    },
  },
];
