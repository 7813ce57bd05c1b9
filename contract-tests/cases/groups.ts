/** What groups look like, in each version. */

import assert from 'node:assert/strict';
import { named } from '../run.ts';
import { type Case, creation, EVERY, isSince, LEGACY, needsVersion, prefixOf, type World } from './case.ts';
import { groupOf, groupsOf, isFault, isJson, isSame } from './expect.ts';
import { listAll } from './lists.ts';
import { of } from './refusals.ts';

/** The example request of the page "Creating an ECS Group" of the ECS API reference, but for the name. */
const REQUEST_OF_PAGE = `{
    "server_group": {
        "name": "${named()}",
        "policies": ["anti-affinity"]
    }
}`;
const RESPONSE_OF_PAGE = `{
    "server_group": {
        "id": "5bbcc3c4-1da2-4437-a48a-66f15b1b13f9",
        "name": "${named()}",
        "policies": [
            "anti-affinity"
        ],
        "members": [],
        "metadata": {}
    }
}`;

/** The hard policies, which there are in each version, and the soft ones, which some servers have since a later one. */
const POLICIES = [
  ['', ['anti-affinity', 'affinity']],
  ['-soft', ['soft-anti-affinity', 'soft-affinity']],
] as const;

/** The keys of a group in their order. */
const keysOf = (version: string): string[] => {
  if (isSince(version, '2.64')) return ['id', 'name', 'policy', 'rules', 'members', 'project_id', 'user_id'];
  const keys = ['id', 'name', 'policies', 'members', 'metadata'];
  return isSince(version, '2.13') ? [...keys, 'project_id', 'user_id'] : keys;
};

/** Who has made a group, which is known since 2.13. */
const userOf = async ({ send, newest }: World, id: string): Promise<unknown> => {
  if (!isSince(newest, '2.13')) return undefined;
  const headers = { 'OpenStack-API-Version': 'compute 2.13' };
  const { user_id } = groupOf(await send({ path: `/v2.1/os-server-groups/${id}`, headers }));
  assert.ok(typeof user_id === 'string' && user_id !== '', 'the group says who has made it');
  return user_id;
};

/** A group of the member's, as it must be. */
const groupAs = async (world: World, id: string, policy: string, rules = {}): Promise<object> => {
  const { version, project } = world;
  const values: Readonly<Record<string, unknown>> = {
    id,
    name: named(),
    policies: [policy],
    policy,
    rules,
    members: [],
    metadata: {},
    project_id: project,
    user_id: await userOf(world, id),
  };
  return Object.fromEntries(keysOf(version).map((key) => [key, values[key]]));
};

const make = async (world: World, version: string, policy: string, rules?: object): Promise<string> => {
  if (version !== LEGACY) needsVersion(world, version);
  const answer = await world.send({
    method: 'POST',
    path: `${prefixOf(version)}/os-server-groups`,
    headers: { 'OpenStack-API-Version': `compute ${version}` },
    body: creation(version, named(), policy, rules),
  });
  return groupOf(answer).id;
};

/** Show and list have the group, as it must be. */
const isRead = async (world: World, id: string, expected: object): Promise<void> => {
  isJson(await world.call({ path: `/os-server-groups/${id}` }), { server_group: expected });
  const listed = (await listAll(world)).find((each) => each.id === id);
  isSame(world.traits, listed, expected);
};

const NEWEST_OF_SERVER = 'newest';

const madeIn = (made: string): Case[] =>
  POLICIES.map(([which, policies]) => ({
    id: `groups/made-at-${made}${which}`,
    what: `a group made at ${made} with ${policies.join(' or ')} is shown and listed with the keys of the version that reads it, in their order`,
    versions: EVERY,
    parts: made === LEGACY ? ['legacy'] : [],
    run: async (world) => {
      for (const policy of policies) {
        const id = await make(world, made === NEWEST_OF_SERVER ? world.newest : made, policy);
        await isRead(world, id, await groupAs(world, id, policy));
        await world.drop(id);
      }
    },
  }));

const creating = ([which, policies]: (typeof POLICIES)[number]): Case => ({
  id: `groups/create${which}`,
  what: `a creation with ${policies.join(' or ')} is answered with the group, its keys in their order, without those of other versions`,
  versions: EVERY,
  run: async (world) => {
    for (const policy of policies) {
      const body = creation(world.version, named(), policy);
      const answer = await world.call({ method: 'POST', path: '/os-server-groups', body });
      if (which === '-soft' && !isSince(world.version, world.traits.softPolicies)) {
        isFault(answer, 400, of('0', policy, `'${policy}' is not one of ['anti-affinity', 'affinity']`));
        continue;
      }
      const { id } = groupOf(answer);
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
      isJson(answer, { server_group: await groupAs(world, id, policy) });
      await world.drop(id);
    }
  },
});

export const groups: readonly Case[] = [
  {
    id: 'groups/page',
    what: 'the request of the page "Creating an ECS Group", with another name, gets its response, but for the id',
    versions: ['2.0', '2.1'],
    run: async ({ send, version, project }) => {
      const path = `${prefixOf(version)}/${project}/os-server-groups`;
      const answer = await send({ method: 'POST', path, body: REQUEST_OF_PAGE });
      const { id } = groupOf(answer);
      const expected = { ...JSON.parse(RESPONSE_OF_PAGE) };
      expected.server_group.id = id;
      isJson(answer, expected);
    },
  },
  ...POLICIES.map(creating),
  ...[LEGACY, '2.1', NEWEST_OF_SERVER].flatMap(madeIn),
  {
    id: 'groups/rules',
    what: 'rules of a group are shown since 2.64, as numbers, and hidden before',
    versions: EVERY,
    run: async (world) => {
      const rules = { max_server_per_host: 3 };
      const id = await make(world, '2.64', 'anti-affinity', { max_server_per_host: '003' });
      await isRead(world, id, await groupAs(world, id, 'anti-affinity', rules));
    },
  },
  {
    id: 'groups/project-in-path',
    what: 'the project may stand in the path; the groups are the same',
    versions: EVERY,
    run: async ({ call, version, project }) => {
      const scoped = `/${project}/os-server-groups`;
      const { id } = groupOf(await call({ method: 'POST', path: scoped, body: creation(version) }));
      for (const path of [scoped, '/os-server-groups']) {
        assert.ok(groupsOf(await call({ path })).some((group) => group.id === id));
        assert.equal(groupOf(await call({ path: `${path}/${id}` })).id, id);
      }
      assert.equal((await call({ method: 'DELETE', path: `${scoped}/${id}` })).status, 204);
    },
  },
];
