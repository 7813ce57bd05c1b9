/** Groups below `/v1`, and that they are those of the other API. */

import assert from 'node:assert/strict';
import { named } from '../run.ts';
import { ANY, type Case, creation, EVERY, WITHOUT_VERSIONS } from './case.ts';
import {
  act,
  ecsCall,
  ecsCreation,
  ecsGroupAs,
  ecsGroupOf,
  ecsPath,
  isNoEcsGroup,
  listAllEcs,
  makeEcsGroup,
} from './ecs.ts';
import { groupOf, isDone, isJson, isSame } from './expect.ts';
import { idsOf, listAll } from './lists.ts';
import { claim, isNoGroup, makeGroup, someServer } from './places.ts';

/** The one policy that each server of the family has here, and the others. */
const POLICIES = [
  ['', ['anti-affinity']],
  ['-others', ['affinity', 'soft-anti-affinity', 'soft-affinity']],
] as const;

const creating = ([which, policies]: (typeof POLICIES)[number]): Case => ({
  id: `ecs-groups/create${which}`,
  what: `a creation with ${policies.join(' or ')} is answered with the group; show and list have the same, its keys in their order`,
  versions: WITHOUT_VERSIONS,
  run: async (world) => {
    for (const policy of policies) {
      const made = await ecsCall(world, { method: 'POST', path: '', body: ecsCreation(named(), policy) });
      const { id } = ecsGroupOf(made);
      const group = ecsGroupAs(id, policy);
      isJson(made, { server_group: group });
      isJson(await ecsCall(world, { path: `/${id}` }), { server_group: group });
      const listed = (await listAllEcs(world)).find((each) => each.id === id);
      isSame(world.traits, listed, group);
      await world.drop(id);
    }
  },
});

export const ecsGroups: readonly Case[] = [
  ...POLICIES.map(creating),
  {
    id: 'ecs-groups/delete',
    what: 'a deletion is answered with 204 and nothing; then there is no such group',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const id = await makeEcsGroup(world);
      isDone(await ecsCall(world, { method: 'DELETE', path: `/${id}` }));
      for (const method of ['GET', 'DELETE']) {
        isNoEcsGroup(await ecsCall(world, { method, path: `/${id}` }), id);
      }
    },
  },
  {
    id: 'ecs-groups/delete-with-members',
    what: 'a group with members is deleted too, and its members are free',
    versions: WITHOUT_VERSIONS,
    run: async (world) => {
      const [id, server] = [await makeEcsGroup(world), someServer()];
      await act(world, id, 'add_member', server);
      isDone(await ecsCall(world, { method: 'DELETE', path: `/${id}` }));
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
      const shown = groupOf(await world.call({ path: `/os-server-groups/${id}` }));
      const { policy = 'anti-affinity', policies = ['anti-affinity'], name, members } = shown;
      assert.deepEqual([policy, policies, name, members], ['anti-affinity', ['anti-affinity'], named(), []]);
      assert.deepEqual(
        (await listAll(world)).find((each) => each.id === id),
        shown,
      );
      isDone(await world.call({ method: 'DELETE', path: `/os-server-groups/${id}` }));
      isNoEcsGroup(await ecsCall(world, { path: `/${id}` }), id);
    },
  },
  {
    id: 'ecs-groups/members-there',
    what: 'servers that join below /v1 are members on the other API, in each version',
    versions: EVERY,
    run: async (world) => {
      const [id, server] = [await makeEcsGroup(world), someServer()];
      await act(world, id, 'add_member', server);
      const shown = groupOf(await world.call({ path: `/os-server-groups/${id}` }));
      assert.deepEqual(shown.members, [server]);
      const listed = (await listAll(world)).find((each) => each.id === id);
      assert.deepEqual(listed, shown);
    },
  },
  {
    id: 'ecs-groups/made-there',
    what: 'a group that is made on the other API is one below /v1, its members too, and can be deleted there',
    versions: EVERY,
    parts: ['members'],
    run: async (world) => {
      const { call, version } = world;
      const body = creation(version, named(), 'soft-affinity');
      const { id } = groupOf(await call({ method: 'POST', path: '/os-server-groups', body }));
      const server = someServer();
      await claim(world, id, server, 'host-1');
      const group = ecsGroupAs(id, 'soft-affinity', [server]);
      isJson(await ecsCall(world, { path: `/${id}` }), { server_group: group });
      const listed = (await listAllEcs(world)).find((each) => each.id === id);
      isSame(world.traits, listed, group);
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
      isJson(await ecsCall(world, { path: `/${id}` }), { server_group: ecsGroupAs(id) });
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
        idsOf(await listAllEcs(world, query, token)).includes(theirs);
      for (const query of ['all_projects', 'all_projects=False']) {
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
      for (const query of ['foo=1&offset=x', 'offset=1000000000']) {
        assert.ok(idsOf(await listAllEcs(world, query)).includes(id), query);
      }
      const show = async (query: string) => (await ecsCall(world, { path: `/${id}${query}` })).body;
      assert.equal(await show('?limit=x'), await show(''));
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
