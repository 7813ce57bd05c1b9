/** Lists of members that are longer than a page. */

import assert from 'node:assert/strict';
import { ANY, type Case, EVERY, prefixOf, type World } from './case.ts';
import { addMembers } from './ecs.ts';
import { claim, listMembers, listOf, makeGroup, pathOf, release, someServers } from './places.ts';
import { withQuota } from './with-quota.ts';

const idsOf = (list: ReturnType<typeof listOf>): string[] => list.members.map(({ server_id }) => server_id);

/** The list behind a link, wherever its server says that it is to be reached. */
const follow = async (world: World, group: string, href: string) => {
  const { pathname, search } = new URL(href);
  const path = `${prefixOf(world.version)}${pathOf(group)}`;
  assert.ok(pathname.endsWith(path), href);
  return listOf(await world.call({ path: `${pathOf(group)}${search}`, token: world.tokens.service }));
};

/** More than any page should hold. */
const MANY = 2001;

export const memberPages: readonly Case[] = [
  {
    id: 'member-pages/pages',
    what: 'a page of members begins after the marker and ends at the limit; it has no links',
    versions: EVERY,
    run: async (world) => {
      const group = await makeGroup(world);
      const servers = someServers(5);
      const [first = '', , third = '', , fifth] = servers;
      for (const server of servers) await claim(world, group, server, `on-${server}`);
      const table: readonly [query: string, expected: string[]][] = [
        ['', servers],
        ['?', servers],
        ['?limit=0', servers],
        ['?limit=5', servers],
        ['?limit=2', servers.slice(0, 2)],
        ['?limit=002', servers.slice(0, 2)],
        [`?limit=${'9'.repeat(30)}`, servers],
        [`?marker=${first}`, servers.slice(1)],
        [`?marker=${first}&limit=2`, servers.slice(1, 3)],
        [`?marker=${first.toUpperCase()}&limit=1`, servers.slice(1, 2)],
        [`?marker=x&marker=${third}&limit=x&limit=1`, servers.slice(3, 4)],
        [`?marker=${fifth}`, []],
        ['?marker=00000000-0000-0000-0000-000000000000', servers],
        ['?marker=ffffffff-ffff-ffff-ffff-ffffffffffff', []],
      ];
      for (const [query, expected] of table) {
        const answer = await listMembers(world, group, query);
        const list = listOf(answer);
        assert.deepEqual(idsOf(list), expected, query);
        assert.deepEqual(Object.keys(list), ['members', 'policy'], query);
        assert.equal(list.policy.holds, true, 'of all members, not of those on the page');
      }
      await release(world, group, third);
      assert.deepEqual(idsOf(listOf(await listMembers(world, group, `?marker=${third}`))), servers.slice(3));
    },
  },
  {
    id: 'member-pages/holds-of-all',
    what: 'whether the policy holds is said of all members, whichever are on the page',
    versions: EVERY,
    run: async (world) => {
      const group = await makeGroup(world, { policy: 'affinity' });
      const servers = someServers(3);
      for (const [index, server] of servers.entries()) await claim(world, group, server, `host-${index}`);
      for (const query of ['?limit=1', `?marker=${servers[1]}`, `?marker=${servers[2]}`]) {
        assert.equal(listOf(await listMembers(world, group, query)).policy.holds, false, query);
      }
    },
  },
  {
    id: 'member-pages/links',
    what: 'a list that is cut though no limit was given has a link to the rest; who follows it finds each member once',
    versions: ANY,
    parts: ['ecs', 'quotas'],
    run: async (world) => {
      const group = await makeGroup(world);
      const servers = someServers(MANY);
      await withQuota(world, { server_group_members: -1 }, async () => {
        for (const from of [0, 1000, 2000]) await addMembers(world, group, servers.slice(from, from + 1000));
      });
      const first = listOf(await listMembers(world, group));
      const found = idsOf(first);
      let list = first;
      while (list.members_links !== undefined) {
        const [{ rel, href } = { rel: '', href: '' }, ...more] = list.members_links;
        assert.deepEqual([rel, more], ['next', []]);
        list = await follow(world, group, href);
        assert.notEqual(list.members.length, 0);
        // Else who follows the links might never come to an end.
        assert.deepEqual(
          idsOf(list).filter((id) => found.includes(id)),
          [],
          'each member is on one page',
        );
        found.push(...idsOf(list));
      }
      assert.deepEqual(found, servers);
      const [page] = [listOf(await listMembers(world, group, '?limit=9999'))];
      assert.equal(page.members.length, first.members.length);
      assert.equal(page.members_links, undefined, 'who sets a limit reads on by itself');
    },
  },
];
