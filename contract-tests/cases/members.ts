/** Who is in a group, and where: claiming places, moving, and giving them up. */

import assert from 'node:assert/strict';
import { ANY, type Case, EVERY } from './case.ts';
import { groupOf } from './expect.ts';
import {
  claim,
  isClaimed,
  isFull,
  isOfVersion,
  isReleased,
  listMembers,
  listOf,
  makeGroup,
  pathOf,
  placesIn,
  release,
  someServer,
  someServers,
} from './places.ts';

export const members: readonly Case[] = [
  {
    id: 'members/claim',
    what: 'a claim makes a server a member, and is answered with the server and its host; the group shows it',
    versions: EVERY,
    run: async (world) => {
      const group = await makeGroup(world);
      const [first, second] = [someServer(), someServer()];
      const answer = await claim(world, group, first, 'host-1');
      isClaimed(answer, first, 'host-1');
      isOfVersion(answer, world.version);
      isClaimed(await claim(world, group, second, 'host-2', world.tokens.admin), second, 'host-2');
      const shown = groupOf(await world.call({ path: `/os-server-groups/${group}` }));
      assert.deepEqual(shown.members, [first, second], 'in the order in which they joined');
    },
  },
  {
    id: 'members/list',
    what: 'the list says who is where, in the order of the servers, and how the policy fares, its keys in their order',
    versions: EVERY,
    run: async (world) => {
      const group = await makeGroup(world);
      const servers = someServers(3);
      for (const [index, server] of [...servers.entries()].reverse()) {
        await claim(world, group, server, `host-${index}`);
      }
      const expected = {
        members: servers.map((server_id, index) => ({ server_id, host: `host-${index}` })),
        policy: { name: 'anti-affinity', effective: true, holds: true },
      };
      for (const token of [world.tokens.service, world.tokens.admin]) {
        const answer = await listMembers(world, group, '', token);
        listOf(answer);
        assert.equal(answer.body, JSON.stringify(expected));
        isOfVersion(answer, world.version);
        assert.equal(answer.headers.link, undefined);
      }
    },
  },
  {
    id: 'members/none',
    what: 'a group without members has an empty list, and its policy holds',
    versions: EVERY,
    run: async (world) => {
      const { body } = await listMembers(world, await makeGroup(world, { policy: 'soft-affinity' }));
      const policy = { name: 'soft-affinity', effective: false, holds: true };
      assert.equal(body, JSON.stringify({ members: [], policy }));
    },
  },
  {
    id: 'members/project-in-path',
    what: 'the project may stand in the path; the members are the same',
    versions: EVERY,
    run: async (world) => {
      const { call, project, tokens } = world;
      const group = await makeGroup(world);
      const [server, body, token] = [someServer(), { member: { host: 'host-1' } }, tokens.admin];
      const [of, all] = [`/${project}${pathOf(group, server)}`, `/${project}${pathOf(group)}`];
      isClaimed(await call({ method: 'PUT', path: of, body, token }), server, 'host-1');
      const listed = await call({ path: all, token });
      assert.equal(listed.body, (await listMembers(world, group)).body);
      assert.deepEqual(await placesIn(world, group), [[server, 'host-1']]);
      isReleased(await call({ method: 'DELETE', path: of, token }));
      assert.deepEqual(await placesIn(world, group), []);
    },
  },
  {
    id: 'members/letters',
    what: 'upper and lower case are the same in ids of servers and names of hosts; answers have them in lower case',
    versions: EVERY,
    run: async (world) => {
      const group = await makeGroup(world);
      const [server, other] = [someServer(), someServer()];
      isClaimed(await claim(world, group, server.toUpperCase(), 'Host-1.Example'), server, 'host-1.example');
      isClaimed(await claim(world, group, server, 'HOST-1.EXAMPLE'), server, 'host-1.example');
      isFull(await claim(world, group, other, 'hOST-1.example'), group, 'host-1.example');
      assert.deepEqual(await placesIn(world, group), [[server, 'host-1.example']]);
      isReleased(await release(world, group, server.toUpperCase()));
      assert.deepEqual(await placesIn(world, group), []);
    },
  },
  {
    id: 'members/repeat',
    what: 'a repeated claim has the same answer, and changes nothing',
    versions: EVERY,
    run: async (world) => {
      const group = await makeGroup(world);
      const servers = someServers(2);
      for (const _ of [1, 2, 3]) {
        for (const server of servers) {
          isClaimed(await claim(world, group, server, `on-${server}`), server, `on-${server}`);
        }
      }
      assert.deepEqual(
        await placesIn(world, group),
        servers.map((server) => [server, `on-${server}`]),
      );
    },
  },
  {
    id: 'members/move',
    what: 'a claim of a member on another host moves it; the old place is free then',
    versions: EVERY,
    run: async (world) => {
      const group = await makeGroup(world);
      const [first, second] = someServers(2) as [string, string];
      await claim(world, group, first, 'host-1');
      isClaimed(await claim(world, group, first, 'host-2'), first, 'host-2');
      isClaimed(await claim(world, group, second, 'host-1'), second, 'host-1');
      isFull(await claim(world, group, second, 'host-2'), group, 'host-2');
      const places = [
        [first, 'host-2'],
        [second, 'host-1'],
      ];
      assert.deepEqual(await placesIn(world, group), places, 'who may not move keeps its place');
    },
  },
  {
    id: 'members/release',
    what: 'a release takes the server out of the group and frees its place; that it is no member is a success too',
    versions: EVERY,
    run: async (world) => {
      const [group, elsewhere] = [await makeGroup(world), await makeGroup(world)];
      const [server, other] = [someServer(), someServer()];
      await claim(world, group, server, 'host-1');
      await claim(world, elsewhere, other, 'host-1');
      for (const each of [server, server, someServer(), other]) {
        const answer = await release(world, group, each);
        isReleased(answer);
        isOfVersion(answer, world.version);
      }
      assert.deepEqual(groupOf(await world.call({ path: `/os-server-groups/${group}` })).members, []);
      assert.deepEqual(await placesIn(world, elsewhere), [[other, 'host-1']], 'it stays in its own group');
      const next = someServer();
      isClaimed(await claim(world, group, next, 'host-1'), next, 'host-1');
    },
  },
  {
    id: 'members/deleted-group',
    what: 'deleting a group frees its members and their places',
    versions: EVERY,
    run: async (world) => {
      const [group, next] = [await makeGroup(world), await makeGroup(world)];
      const server = someServer();
      await claim(world, group, server, 'host-1');
      isReleased(await world.call({ method: 'DELETE', path: `/os-server-groups/${group}` }));
      isClaimed(await claim(world, next, server, 'host-1'), server, 'host-1');
    },
  },
  {
    id: 'members/projects',
    what: 'who places servers does so in all projects; what one project has does not matter in another',
    versions: ANY,
    run: async (world) => {
      const server = someServer();
      const groups = [await makeGroup(world), await makeGroup(world, { token: world.tokens.otherProject })];
      for (const group of groups) isClaimed(await claim(world, group, server, 'host-1'), server, 'host-1');
      for (const group of groups) assert.deepEqual(await placesIn(world, group), [[server, 'host-1']]);
    },
  },
];
