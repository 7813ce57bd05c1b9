/** What groups look like, in each version. */

import assert from 'node:assert/strict';
import { type Case, creation, EACH_CREATION, EVERY, isSince, prefixOf, type World } from './case.ts';
import { groupOf, groupsOf, isDone, isFault } from './expect.ts';

const PROJECT_OF_PAGE = '9c53a566cb3443ab910cf0daebca90c4';

/** The example request of the page "Creating an ECS Group" of the ECS API reference, to the letter. */
const REQUEST_OF_PAGE = `{
    "server_group": {
        "name": "test",
        "policies": ["anti-affinity"]
    }
}`;
const RESPONSE_OF_PAGE = `{
    "server_group": {
        "id": "5bbcc3c4-1da2-4437-a48a-66f15b1b13f9",
        "name": "test",
        "policies": [
            "anti-affinity"
        ],
        "members": [],
        "metadata": {}
    }
}`;

const POLICIES = ['anti-affinity', 'affinity', 'soft-anti-affinity', 'soft-affinity'] as const;

/** The keys of a group in their order. */
const keysOf = (version: string): string[] => {
  if (isSince(version, '2.64')) return ['id', 'name', 'policy', 'rules', 'members', 'project_id', 'user_id'];
  const keys = ['id', 'name', 'policies', 'members', 'metadata'];
  return isSince(version, '2.13') ? [...keys, 'project_id', 'user_id'] : keys;
};

/** A group of the member's as text, as it must be. */
const textOf = ({ version, project }: World, id: string, policy: string, rules = {}): string => {
  const values: Readonly<Record<string, unknown>> = {
    id,
    name: 'test',
    policies: [policy],
    policy,
    rules,
    members: [],
    metadata: {},
    project_id: project,
    user_id: 'member',
  };
  return JSON.stringify(Object.fromEntries(keysOf(version).map((key) => [key, values[key]])));
};

const make = async (world: World, version: string, policy: string, rules?: object): Promise<string> => {
  const answer = await world.send({
    method: 'POST',
    path: `${prefixOf(version)}/os-server-groups`,
    headers: { 'OpenStack-API-Version': `compute ${version}` },
    body: creation(version, 'test', policy, rules),
  });
  return groupOf(answer).id;
};

/** Show and list have the group, as it must be. */
const isRead = async (world: World, id: string, expected: string): Promise<void> => {
  const shown = await world.call({ path: `/os-server-groups/${id}` });
  assert.equal(shown.body, `{"server_group":${expected}}`);
  const listed = await world.call({ path: '/os-server-groups' });
  const [group] = groupsOf(listed).filter((each) => each.id === id);
  assert.equal(JSON.stringify(group), expected);
};

const madeIn = (made: string): Case => ({
  id: `groups/made-at-${made}`,
  what: `a group made at ${made} is shown and listed with the keys of the version that reads it, in their order`,
  versions: EVERY,
  run: async (world) => {
    for (const policy of POLICIES) {
      const id = await make(world, made, policy);
      await isRead(world, id, textOf(world, id, policy));
    }
  },
});

export const groups: readonly Case[] = [
  {
    id: 'groups/page',
    what: 'the request of the page "Creating an ECS Group" gets its response, but for the id',
    versions: ['2.0', '2.1'],
    run: async ({ send, version, project }) => {
      const path = `${prefixOf(version)}/${project}/os-server-groups`;
      const answer = await send({ method: 'POST', path, body: REQUEST_OF_PAGE });
      const { id } = groupOf(answer);
      const expected = { ...JSON.parse(RESPONSE_OF_PAGE) };
      expected.server_group.id = id;
      assert.equal(answer.body, JSON.stringify(expected));
      assert.equal(project, PROJECT_OF_PAGE);
    },
  },
  {
    id: 'groups/create',
    what: 'a creation is answered with the group, its keys in their order, without those of other versions',
    versions: EVERY,
    run: async (world) => {
      for (const policy of POLICIES) {
        const body = creation(world.version, 'test', policy);
        const answer = await world.call({ method: 'POST', path: '/os-server-groups', body });
        const { id } = groupOf(answer);
        assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        assert.equal(answer.body, `{"server_group":${textOf(world, id, policy)}}`);
      }
    },
  },
  ...EACH_CREATION.map(madeIn),
  {
    id: 'groups/rules',
    what: 'rules of a group are shown since 2.64, as numbers, and hidden before',
    versions: EVERY,
    run: async (world) => {
      const rules = { max_server_per_host: 3 };
      const id = await make(world, '2.64', 'anti-affinity', { max_server_per_host: '003' });
      await isRead(world, id, textOf(world, id, 'anti-affinity', rules));
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
  {
    id: 'groups/delete',
    what: 'a deletion is answered with 204 and nothing; then there is no such group',
    versions: EVERY,
    run: async ({ call, version }) => {
      const made = await call({ method: 'POST', path: '/os-server-groups', body: creation(version) });
      const path = `/os-server-groups/${groupOf(made).id}`;
      isDone(await call({ method: 'DELETE', path }));
      for (const method of ['GET', 'DELETE']) {
        const message = `Instance group ${groupOf(made).id} could not be found.`;
        isFault(await call({ method, path }), 404, message);
      }
    },
  },
  {
    id: 'groups/same-name',
    what: 'two groups may have the same name',
    versions: EACH_CREATION,
    run: async ({ call, version }) => {
      const create = () => call({ method: 'POST', path: '/os-server-groups', body: creation(version) });
      const [first, second] = [groupOf(await create()), groupOf(await create())];
      assert.equal(first.name, second.name);
      assert.ok(first.id < second.id, 'the later group has the greater id');
    },
  },
];
