/** What becomes of groups: how many a creation makes, and that a deletion takes one away. */

import assert from 'node:assert/strict';
import { named } from '../run.ts';
import { type Case, creation, EACH_CREATION, EVERY } from './case.ts';
import { groupOf, isDone, isFault } from './expect.ts';
import { idsOf, listAll, ownOf } from './lists.ts';

export const groupLives: readonly Case[] = [
  {
    id: 'groups/delete',
    what: 'a deletion is answered with 204 and nothing; then there is no such group, in a list neither; others stay',
    versions: EVERY,
    run: async (world) => {
      const { call, version } = world;
      const create = async () =>
        groupOf(await call({ method: 'POST', path: '/os-server-groups', body: creation(version) })).id;
      const [other, id] = [await create(), await create()];
      const path = `/os-server-groups/${id}`;
      isDone(await call({ method: 'DELETE', path }));
      for (const method of ['GET', 'DELETE']) {
        isFault(await call({ method, path }), 404, `Instance group ${id} could not be found.`);
      }
      assert.deepEqual(ownOf(await listAll(world), [other, id]), [other]);
    },
  },
  {
    id: 'groups/same-name',
    what: 'two groups may have the same name, and each creation makes one',
    versions: EACH_CREATION,
    run: async (world) => {
      const name = named('same');
      const create = async () => {
        const body = creation(world.version, name);
        return groupOf(await world.call({ method: 'POST', path: '/os-server-groups', body })).id;
      };
      const own = [await create(), await create()];
      assert.equal(new Set(own).size, 2);
      const listed = (await listAll(world)).filter((each) => each.name === name);
      assert.deepEqual(idsOf(listed).sort(), own.sort());
    },
  },
];
