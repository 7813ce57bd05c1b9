/** Groups below `/v1`, and that they are those of the other API. */

import assert from 'node:assert/strict';
import { ANY, type Case, creation, EVERY, WITHOUT_VERSIONS } from './case.ts';
import {
  act,
  ecsCall,
  ecsCreation,
  ecsGroupOf,
  ecsListOf,
  ecsPath,
  ecsTextOf,
  isNoEcsGroup,
  makeEcsGroup,
} from './ecs.ts';
import { groupOf, groupsOf, isDone } from './expect.ts';
import { claim, isNoGroup, makeGroup, someServer } from './places.ts';

const POLICIES = ['anti-affinity', 'affinity', 'soft-anti-affinity', 'soft-affinity'] as const;

export const ecsGroups: readonly Case[] = [
  {
    id: 'ecs-groups/create',
    what: 'a creation is answered with the group; show and list have the same, its keys in their order',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      for (const policy of POLICIES) {
        const made = await ecsCall(world, { method: 'POST', path: '', body: ecsCreation('test', policy) });
        const { id } = ecsGroupOf(made);
        assert.equal(made.body, `{"server_group":${ecsTextOf(id, policy)}}`);
        assert.equal((await ecsCall(world, { path: `/${id}` })).body, made.body);
        const { server_groups } = ecsListOf(await ecsCall(world, { path: '' }));
        const listed = server_groups.find((group) => group.id === id);
        assert.equal(JSON.stringify(listed), ecsTextOf(id, policy));
      }
    },
  },
  {
    id: 'ecs-groups/delete',
    what: 'a deletion, also of a group with members, is answered with 204 and nothing; then there is no such group',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const [id, server] = [await makeEcsGroup(world), someServer()];
      await act(world, id, 'add_member', server);
      isDone(await ecsCall(world, { method: 'DELETE', path: `/${id}` }));
      for (const method of ['GET', 'DELETE']) {
        isNoEcsGroup(await ecsCall(world, { method, path: `/${id}` }), id);
      }
      const next = await makeEcsGroup(world);
      await act(world, next, 'add_member', server);
      assert.deepEqual(ecsGroupOf(await ecsCall(world, { path: `/${next}` })).members, [server]);
    },
  },
  {
    id: 'ecs-groups/made-here',
    what: 'a group that is made below /v1 is one of the other API, in each version, and can be deleted there',
    versions: EVERY,
    run: async (world) => {
      const id = await makeEcsGroup(world);
      const server = someServer();
      await act(world, id, 'add_member', server);
      const shown = groupOf(await world.call({ path: `/os-server-groups/${id}` }));
      const { policy = 'anti-affinity', policies = ['anti-affinity'], name, members } = shown;
      assert.deepEqual(
        [policy, policies, name, members],
        ['anti-affinity', ['anti-affinity'], 'test', [server]],
      );
      const [listed] = groupsOf(await world.call({ path: '/os-server-groups' })).filter(
        (each) => each.id === id,
      );
      assert.deepEqual(listed, shown);
      isDone(await world.call({ method: 'DELETE', path: `/os-server-groups/${id}` }));
      isNoEcsGroup(await ecsCall(world, { path: `/${id}` }), id);
    },
  },
  {
    id: 'ecs-groups/made-there',
    what: 'a group that is made on the other API is one below /v1, its members too, and can be deleted there',
    versions: EVERY,
    run: async (world) => {
      const { call, version } = world;
      const body = creation(version, 'test', 'soft-affinity');
      const { id } = groupOf(await call({ method: 'POST', path: '/os-server-groups', body }));
      const server = someServer();
      await claim(world, id, server, 'host-1');
      const text = ecsTextOf(id, 'soft-affinity', [server]);
      assert.equal((await ecsCall(world, { path: `/${id}` })).body, `{"server_group":${text}}`);
      const { server_groups } = ecsListOf(await ecsCall(world, { path: '' }));
      assert.equal(JSON.stringify(server_groups.find((each) => each.id === id)), text);
      isDone(await ecsCall(world, { method: 'DELETE', path: `/${id}` }));
      isNoGroup(await call({ path: `/os-server-groups/${id}` }), id);
    },
  },
  {
    id: 'ecs-groups/rules',
    what: 'rules, which the family does not have, are not shown below /v1',
    versions: ANY,
    run: async (world) => {
      const id = await makeGroup(world, { rules: { max_server_per_host: 2 } });
      assert.equal((await ecsCall(world, { path: `/${id}` })).body, `{"server_group":${ecsTextOf(id)}}`);
    },
  },
  {
    id: 'ecs-groups/pages',
    what: 'a page begins after the marker and ends at the limit, and names the next marker if there is more',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const ids: string[] = [];
      while (ids.length < 5) ids.push(await makeEcsGroup(world, `group ${ids.length}`));
      const [first = '', second, third, fourth, last] = ids;
      const table: readonly [query: string, expected: string[], next?: string | undefined][] = [
        [`limit=2&marker=${first}`, ids.slice(1, 3), third],
        [`limit=2&marker=${third}`, ids.slice(3)],
        [`limit=3&marker=${first}`, ids.slice(1, 4), fourth],
        [`limit=4&marker=${first}`, ids.slice(1)],
        [`limit=1000&marker=${first}`, ids.slice(1)],
        [`limit=1&marker=${first.toUpperCase()}`, ids.slice(1, 2), second],
        [`limit=x&limit=001&marker=${third}`, ids.slice(3, 4), fourth],
        [`marker=${fourth}`, ids.slice(4)],
        [`limit=2&marker=${last}`, []],
      ];
      for (const [query, expected, next] of table) {
        const { server_groups, ...more } = ecsListOf(await ecsCall(world, { path: `?${query}` }));
        assert.deepEqual(
          server_groups.map(({ id }) => id),
          expected,
          query,
        );
        assert.deepEqual(more, next === undefined ? {} : { page_info: { next_marker: next } }, query);
      }
    },
  },
  {
    id: 'ecs-groups/all-projects',
    what: 'an administrator lists the groups of all projects when asked to, and shows and deletes them; nobody else does',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const { admin, member, reader } = world.tokens;
      const theirs = await makeGroup(world, { token: world.tokens.otherProject });
      const lists = async (query: string, token: string) =>
        ecsListOf(await ecsCall(world, { path: query, token })).server_groups.some(({ id }) => id === theirs);
      for (const query of ['?all_projects', '?all_projects=False']) {
        assert.deepEqual(
          [await lists(query, admin), await lists(query, member), await lists(query, reader)],
          [true, false, false],
        );
      }
      assert.equal(await lists('', admin), false);
      for (const token of [member, reader])
        isNoEcsGroup(await ecsCall(world, { path: `/${theirs}`, token }), theirs);
      assert.equal(ecsGroupOf(await ecsCall(world, { path: `/${theirs}`, token: admin })).id, theirs);
      isDone(await ecsCall(world, { method: 'DELETE', path: `/${theirs}`, token: admin }));
    },
  },
  {
    id: 'ecs-groups/unknown-query',
    what: 'query parameters that the family does not have are ignored, an offset among them',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const id = await makeEcsGroup(world);
      const list = async (query: string) => (await ecsCall(world, { path: query })).body;
      assert.equal(await list('?foo=1&offset=1&offset=x'), await list(''));
      assert.equal(await list(`/${id}?limit=x`), await list(`/${id}`));
    },
  },
  {
    id: 'ecs-groups/slashes-and-head',
    what: 'repeated slashes count as one; HEAD is answered as GET is, without the body',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const path = ecsPath(world.project, `/${await makeEcsGroup(world)}`);
      const { body, headers } = await world.send({ path });
      assert.equal((await world.send({ path: path.replaceAll('/', '//') })).body, body);
      const head = await world.send({ method: 'HEAD', path });
      assert.deepEqual([head.status, head.body], [200, '']);
      assert.deepEqual(head.headers['content-length'], headers['content-length']);
    },
  },
];
