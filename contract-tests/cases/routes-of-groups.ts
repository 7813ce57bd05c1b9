/** What a path, a method and an id may look like, beyond what the spec says. */

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ANY, type Case, creation, EACH_CREATION, type World } from './case.ts';
import { groupOf, isFault } from './expect.ts';
import { hostOf, rootOf } from './raw.ts';

/** No group has any of these for an id, and each is told as it came. */
const areNone = async (call: World['call'], ids: readonly string[]): Promise<void> => {
  for (const id of ids) {
    for (const method of ['GET', 'DELETE']) {
      const answer = await call({ method, path: `/os-server-groups/${encodeURIComponent(id)}` });
      isFault(answer, 404, `Instance group ${id} could not be found.`);
    }
  }
};

export const routesOfGroups: readonly Case[] = [
  {
    id: 'routes/head',
    what: 'HEAD is answered as GET is, without the body',
    versions: EACH_CREATION,
    run: async ({ call, version }) => {
      const path = '/os-server-groups';
      const { id } = groupOf(await call({ method: 'POST', path, body: creation(version) }));
      // A list that others do not change: one without groups.
      const list = `${path}?offset=${'9'.repeat(30)}`;
      for (const each of [list, `${path}/${id}`, `${path}/x`, '/nowhere', '', `${path}?limit=x`]) {
        const get = await call({ path: each });
        const head = await call({ method: 'HEAD', path: each });
        assert.deepEqual([head.status, head.body], [get.status, '']);
        for (const name of ['content-type', 'content-length', 'vary', 'openstack-api-version']) {
          assert.deepEqual(head.headers[name], get.headers[name], name);
        }
      }
    },
  },
  {
    id: 'routes/bare',
    what: 'nothing follows the head of an answer to HEAD or OPTIONS, or to a deletion',
    versions: ANY,
    run: async (world) => {
      const { call, tokens, version } = world;
      const made = await call({ method: 'POST', path: '/os-server-groups', body: creation(version) });
      const group = `/os-server-groups/${groupOf(made).id}`;
      for (const [method, path, status] of [
        ['HEAD', group, 200],
        ['HEAD', '/os-server-groups/x', 404],
        ['OPTIONS', group, 204],
        ['DELETE', group, 204],
      ] as const) {
        const answer = await world.raw(
          `${method} ${rootOf(world)}/v2.1${path} HTTP/1.1\r\nHost: ${hostOf(world)}\r\nConnection: close\r\nX-Auth-Token: ${tokens.member}\r\n\r\n`,
        );
        assert.equal(answer.body, '', `${method} ${path}`);
        if (world.traits.nowhere === 'faults') assert.equal(answer.status, status, `${method} ${path}`);
      }
    },
  },
  {
    id: 'routes/whole-url',
    what: 'a request line may hold a whole URL',
    versions: ANY,
    parts: ['legacy'],
    run: async (world) => {
      const [host, root] = [hostOf(world), rootOf(world)];
      for (const target of [
        `http://h${root}`,
        `http://h${root}/`,
        `http://h${root}?x`,
        `http://h${root}//v2.1`,
        `HTTP://h:1${root}/v2?x=1`,
      ]) {
        const { status } = await world.raw(
          `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
        );
        assert.equal(status, 200, target);
      }
    },
  },
  {
    id: 'routes/unknown-id',
    what: 'whatever is not the id of a group is a group that is not there, and told as it came',
    versions: EACH_CREATION,
    run: async ({ call, version }) => {
      const { id } = groupOf(
        await call({ method: 'POST', path: '/os-server-groups', body: creation(version) }),
      );
      const ids = ['x', 'detail', randomUUID(), id.replaceAll('-', '')];
      await areNone(call, [...ids, 'a b', '%', "it's", '__proto__', '..a', 'x'.repeat(4000)]);
    },
  },
  {
    id: 'routes/odd-id',
    what: 'letters beyond ASCII, a slash that is written as an escape, and a NUL may stand in what is no id of a group',
    versions: EACH_CREATION,
    run: ({ call }) => areNone(call, ['ä', 'a/b', 'a\u0000b', '\u{1F600}']),
  },
  {
    id: 'routes/upper-case-id',
    what: 'an id in upper case is not that of the group',
    versions: EACH_CREATION,
    run: async ({ call, version }) => {
      const made = await call({ method: 'POST', path: '/os-server-groups', body: creation(version) });
      await areNone(call, [groupOf(made).id.toUpperCase()]);
    },
  },
];
