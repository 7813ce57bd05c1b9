/** Under which names JSON may come, and under which it is answered. */

import assert from 'node:assert/strict';
import { ANY, type Answer, type Case, creation, EACH_CREATION, type World } from './case.ts';
import { isFault, isOk } from './expect.ts';
import { hostOf, rootOf } from './raw.ts';

const post = ({ call, version }: World, headers: Readonly<Record<string, string>>): Promise<Answer> =>
  call({ method: 'POST', path: '/os-server-groups', body: creation(version), headers });

const ACCEPTED_TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json;x=1;y=2',
  'application/vnd.openstack.compute+json',
  'text/plain',
  'text/plain; charset=us-ascii',
  '',
];
const REFUSED_TYPES = [
  'APPLICATION/JSON',
  'application/xml',
  'text/html',
  'application/json-patch+json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json, text/plain',
  'json',
  '*/*',
];

export const mediaTypes: readonly Case[] = [
  ...ACCEPTED_TYPES.map(
    (type): Case => ({
      id: `media-types/type-${type || 'empty'}`,
      what: `the Content-Type "${type}" is taken for JSON`,
      versions: EACH_CREATION,
      run: async (world) => isOk(await post(world, { 'Content-Type': type })),
    }),
  ),
  ...REFUSED_TYPES.map(
    (type): Case => ({
      id: `media-types/type-${type}`,
      what: `the Content-Type "${type}" is refused, also where no body is read`,
      versions: EACH_CREATION,
      run: async (world) => {
        const headers = { 'Content-Type': type };
        isFault(await post(world, headers), 415, 'Unsupported Content-Type');
        for (const [method, path] of [
          ['GET', '/os-server-groups'],
          ['DELETE', '/os-server-groups/x'],
          ['GET', '/'],
        ] as const) {
          isFault(await world.call({ method, path, headers }), 415, 'Unsupported Content-Type');
        }
      },
    }),
  ),
  {
    id: 'media-types/no-type',
    what: 'a body without a Content-Type is taken for JSON',
    versions: ANY,
    run: async (world) => {
      const body = JSON.stringify(creation(world.version));
      const { status } = await world.raw(
        `POST ${rootOf(world)}/v2.1/os-server-groups HTTP/1.1\r\nHost: ${hostOf(world)}\r\nConnection: close\r\nX-Auth-Token: ${world.tokens.reader}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      assert.equal(status, 403, 'a reader may not, which is told only of a body that fits');
    },
  },
  {
    id: 'media-types/accept',
    what: 'whatever Accept says, the answer is JSON; a success has the name that it asks for first',
    versions: EACH_CREATION,
    run: async ({ call }) => {
      const own = 'application/vnd.openstack.compute+json';
      const types: readonly [accept: string, type: string][] = [
        ['*/*', 'application/json'],
        ['text/html', 'application/json'],
        ['application/xml;q=0.9, */*;q=0.1', 'application/json'],
        ['application/json', 'application/json'],
        [`application/json, ${own}`, 'application/json'],
        [own, own],
        [`${own};q=0.5`, own],
      ];
      for (const [Accept, type] of types) {
        const answer = await call({ path: '/os-server-groups', headers: { Accept } });
        assert.deepEqual([answer.status, answer.headers['content-type']], [200, [type]]);
        const refused = await call({ path: '/os-server-groups/x', headers: { Accept } });
        isFault(refused, 404, 'Instance group x could not be found.');
      }
    },
  },
];
