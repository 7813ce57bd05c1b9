/** Who may do what. */

import assert from 'node:assert/strict';
import { type Answer, type Case, creation, EACH_CREATION, type World } from './case.ts';
import { groupOf, isFault, isOk, isUnauthorized } from './expect.ts';
import { idsOf, listAll } from './lists.ts';

const path = '/os-server-groups';

const denied = (answer: Answer, action: string): void =>
  isFault(answer, 403, `Policy doesn't allow os_compute_api:os-server-groups:${action} to be performed.`);

const make = async ({ call, version }: World, token?: string): Promise<string> =>
  groupOf(await call({ method: 'POST', path, body: creation(version), ...(token && { token }) })).id;

const lists = async (world: World, token: string, query: string): Promise<string[]> =>
  idsOf(await listAll(world, query, token));

export const roles: readonly Case[] = [
  {
    id: 'roles/no-token',
    what: 'without a token that is known, whatever lies below a version is 401',
    versions: EACH_CREATION,
    run: async ({ call, project, tokens, traits }) => {
      const wrong = ['', 'unknown', `${tokens.member}x`, tokens.member.toUpperCase()];
      for (const token of [null, ...wrong.filter((token) => token !== tokens.member)]) {
        isUnauthorized(await call({ path, token }));
        isUnauthorized(await call({ method: 'POST', path: `/${project}${path}`, body: {}, token }));
        isUnauthorized(await call({ method: 'DELETE', path: `${path}/x`, token }));
        if (traits.form !== 'gateway') isUnauthorized(await call({ path: '/nowhere', token }));
      }
    },
  },
  {
    id: 'roles/reader',
    what: 'a reader lists and shows, and may neither create nor delete',
    versions: EACH_CREATION,
    run: async (world) => {
      const { call, version } = world;
      const token = world.tokens.reader;
      const id = await make(world);
      assert.ok((await lists(world, token, '')).includes(id));
      isOk(await call({ path: `${path}/${id}`, token }));
      denied(await call({ method: 'POST', path, body: creation(version), token }), 'create');
      denied(await call({ method: 'DELETE', path: `${path}/${id}`, token }), 'delete');
      isOk(await call({ path: `${path}/${id}` }));
    },
  },
  {
    id: 'roles/no-role',
    what: 'without a role nothing is allowed, a list of all projects neither',
    versions: EACH_CREATION,
    run: async (world) => {
      const { call, version } = world;
      const token = world.tokens.noRole;
      const id = await make(world);
      denied(await call({ path, token }), 'index');
      denied(await call({ path: `${path}?all_projects=1`, token }), 'index');
      denied(await call({ path: `${path}/${id}`, token }), 'show');
      denied(await call({ method: 'POST', path, body: creation(version), token }), 'create');
      denied(await call({ method: 'DELETE', path: `${path}/${id}`, token }), 'delete');
    },
  },
  {
    id: 'roles/other-project',
    what: "another project's group is not there, for whoever is no administrator",
    versions: EACH_CREATION,
    run: async (world) => {
      const { call, tokens } = world;
      const theirs = await make(world, tokens.otherProject);
      const message = `Instance group ${theirs} could not be found.`;
      for (const token of [tokens.member, tokens.reader]) {
        isFault(await call({ path: `${path}/${theirs}`, token }), 404, message);
        isFault(await call({ method: 'DELETE', path: `${path}/${theirs}`, token }), 404, message);
      }
      for (const query of ['', 'all_projects=True', 'all_projects=']) {
        for (const token of [tokens.member, tokens.reader]) {
          assert.ok(!(await lists(world, token, query)).includes(theirs));
        }
      }
    },
  },
  {
    id: 'roles/no-role-of-another',
    what: "another project's group is not there without a role either",
    versions: EACH_CREATION,
    run: async (world) => {
      const { call, tokens } = world;
      const theirs = await make(world, tokens.otherProject);
      for (const method of ['GET', 'DELETE']) {
        const answer = await call({ method, path: `${path}/${theirs}`, token: tokens.noRole });
        isFault(answer, 404, `Instance group ${theirs} could not be found.`);
      }
    },
  },
  {
    id: 'roles/admin',
    what: 'an administrator shows and deletes the groups of all projects, and lists them when asked to',
    versions: EACH_CREATION,
    run: async (world) => {
      const { call, tokens } = world;
      const [ours, theirs] = [await make(world), await make(world, tokens.otherProject)];
      assert.ok(!(await lists(world, tokens.admin, '')).includes(theirs));
      const made = groupOf(await call({ path: `${path}/${theirs}`, token: tokens.otherProject }));
      const shown = groupOf(await call({ path: `${path}/${theirs}`, token: tokens.admin }));
      const listed = await listAll(world, 'all_projects', tokens.admin);
      assert.deepEqual(
        [shown, listed.find(({ id }) => id === theirs)],
        [made, made],
        'as their makers see them',
      );
      for (const query of ['all_projects=True', 'all_projects', 'all_projects=0', 'all_projects=False']) {
        const listed = await lists(world, tokens.admin, query);
        assert.ok(listed.includes(ours) && listed.includes(theirs), query);
      }
      for (const id of [ours, theirs]) {
        assert.equal(groupOf(await call({ path: `${path}/${id}`, token: tokens.admin })).id, id);
        const deleted = await call({ method: 'DELETE', path: `${path}/${id}`, token: tokens.admin });
        assert.equal(deleted.status, 204);
      }
    },
  },
  {
    id: 'roles/admin-in-url',
    what: 'an administrator, too, must name the project of the token in the URL',
    versions: EACH_CREATION,
    run: async ({ call, tokens, project }) => {
      const message = `Malformed request URL: URL's project_id 'abc' doesn't match Context's project_id '${project}'`;
      isFault(await call({ path: `/abc${path}`, token: tokens.admin }), 400, message);
      isFault(await call({ method: 'DELETE', path: `/abc${path}/x`, token: tokens.admin }), 400, message);
    },
  },
];
