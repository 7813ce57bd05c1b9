/** Where a request can go, and what it is told where it cannot. */

import assert from 'node:assert/strict';
import { ANY, type Case, creation, EACH_CREATION } from './case.ts';
import { groupOf, hasRequestId, isFault, isOk, isUnauthorized } from './expect.ts';

const NOT_FOUND = 'The resource could not be found.';

/** Nowhere, below a version: a token is asked for first. */
const NOWHERE_BELOW = [
  '/nowhere',
  '/os-server-groups/',
  '/os-server-groups//',
  '/os-server-groups/a/b',
  '/os-server-groups/a/',
  '/os-server-groups.json',
  '/OS-server-groups',
  '/os-server-group',
  '/os-server-groups;x=1',
  '/9C53A566CB3443AB910CF0DAEBCA90C4/os-server-groups',
  '/not_a_project/os-server-groups',
  `/${'a'.repeat(65)}/os-server-groups`,
  '/abc',
  '/abc/',
  '/abc/os-server-groups/a/b',
];

/** Nowhere, outside of a version: no token is asked for. */
const NOWHERE = [
  '/nowhere',
  '/v1.1',
  '/v3/',
  '/V2.1',
  '/V2/os-server-groups',
  '/v2.10/os-server-groups',
  '/v2.1x',
  '/v',
];

const COLLECTION = 'GET, HEAD, POST';
const GROUP = 'DELETE, GET, HEAD';

/** Path below a version → the methods that it has. */
const ALLOWED: readonly [path: string, allowed: string][] = [
  ['/os-server-groups', COLLECTION],
  ['/abc/os-server-groups', COLLECTION],
  ['/os-server-groups/x', GROUP],
  ['/abc/os-server-groups/x', GROUP],
  ['/os-server-groups/x/members', 'GET, HEAD'],
  ['/os-server-groups/x/members/y', 'DELETE, PUT'],
  ['', 'GET, HEAD'],
  ['/', 'GET, HEAD'],
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'];

const refused = (allowed: string) => METHODS.filter((method) => !allowed.split(', ').includes(method));

export const routes: readonly Case[] = [
  ...NOWHERE_BELOW.map(
    (path): Case => ({
      id: `routes/below${path}`,
      what: `${path} below a version leads nowhere, which only those learn who have a token`,
      versions: EACH_CREATION,
      run: async ({ call }) => {
        for (const method of METHODS) {
          isFault(await call({ method, path }), 404, NOT_FOUND);
          isUnauthorized(await call({ method, path, token: null }));
        }
      },
    }),
  ),
  ...NOWHERE.map(
    (path): Case => ({
      id: `routes/outside${path}`,
      what: `${path} leads nowhere, with or without a token`,
      versions: ANY,
      run: async ({ send, tokens }) => {
        for (const token of [tokens.member, null]) isFault(await send({ path, token }), 404, NOT_FOUND);
        isFault(await send({ method: 'POST', path, body: 'x' }), 404, NOT_FOUND);
      },
    }),
  ),
  {
    id: 'routes/malformed',
    what: 'a path whose escapes are not UTF-8 is told so, below a version only to those who have a token',
    versions: EACH_CREATION,
    run: async ({ call, send }) => {
      const message = 'The path is not UTF-8 encoded.';
      for (const path of ['/os-server-groups/%ff', '/os-server-groups/a%c3', '/%c3%28/os-server-groups']) {
        isFault(await call({ path }), 400, message);
        isUnauthorized(await call({ path, token: null }));
      }
      isFault(await send({ path: '/%ff', token: null }), 400, message);
    },
  },
  ...ALLOWED.flatMap(([path, allowed]): Case[] => [
    {
      id: `routes/methods-of${path || '-version'}`,
      what: `${path || 'a version'} has the methods ${allowed}; others are refused, and the answer names those`,
      versions: EACH_CREATION,
      run: async ({ call }) => {
        for (const method of refused(allowed)) {
          const answer = await call({ method, path });
          isFault(answer, 405, `The method ${method} is not allowed here. Allowed: ${allowed}.`);
          assert.deepEqual(answer.headers.allow, [allowed]);
        }
      },
    },
    {
      id: `routes/options-of${path || '-version'}`,
      what: `OPTIONS of ${path || 'a version'} names the methods, needs no token, and allows no origin by itself`,
      versions: EACH_CREATION,
      run: async ({ call }) => {
        const headers = { Origin: 'https://example.com', 'Access-Control-Request-Method': 'GET' };
        const answer = await call({ method: 'OPTIONS', path, token: null, headers });
        assert.deepEqual([answer.status, answer.body, answer.headers.allow], [204, '', [allowed]]);
        assert.equal(answer.headers['access-control-allow-origin'], undefined);
        assert.equal(answer.headers['content-length'], undefined);
        hasRequestId(answer);
      },
    },
  ]),
  {
    id: 'routes/slashes',
    what: 'repeated slashes count as one',
    versions: EACH_CREATION,
    run: async ({ call, send, project, version }) => {
      for (const path of ['//os-server-groups', `//${project}///os-server-groups`]) {
        const { id } = groupOf(await call({ method: 'POST', path, body: creation(version) }));
        isOk(await call({ path }));
        isOk(await call({ path: `${path}//${id}` }));
      }
      for (const path of ['//', '//v2', '/v2//', '//v2.1', '/v2.1//'])
        isOk(await send({ path, token: null }));
    },
  },
  {
    id: 'routes/head',
    what: 'HEAD is answered as GET is, without the body',
    versions: EACH_CREATION,
    run: async ({ call, version }) => {
      const path = '/os-server-groups';
      const { id } = groupOf(await call({ method: 'POST', path, body: creation(version) }));
      for (const each of [path, `${path}/${id}`, `${path}/x`, '/nowhere', '', `${path}?limit=x`]) {
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
    id: 'routes/whole-url',
    what: 'a request line may hold a whole URL',
    versions: ANY,
    run: async ({ raw }) => {
      for (const target of ['http://h', 'http://h/', 'http://h?x', 'http://h//v2.1', 'HTTP://h:1/v2?x=1']) {
        const { status } = await raw(`GET ${target} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`);
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
      const ids = [
        'x',
        'detail',
        '5bbcc3c4-1da2-4437-a48a-66f15b1b13f9',
        id.toUpperCase(),
        id.replaceAll('-', ''),
      ];
      const odd = [
        'a b',
        'ä',
        'a/b',
        '%',
        'a\u0000b',
        '\u{1F600}',
        "it's",
        '__proto__',
        '..a',
        'x'.repeat(4000),
      ];
      for (const unknown of [...ids, ...odd]) {
        for (const method of ['GET', 'DELETE']) {
          const answer = await call({ method, path: `/os-server-groups/${encodeURIComponent(unknown)}` });
          isFault(answer, 404, `Instance group ${unknown} could not be found.`);
        }
      }
    },
  },
];
