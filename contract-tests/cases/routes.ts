/** Where a request can go, and what it is told where it cannot. */

import assert from 'node:assert/strict';
import { ANY, type Case, creation, EACH_CREATION, type Part, prefixOf } from './case.ts';
import {
  groupOf,
  hasRequestId,
  isFault,
  isOk,
  isOutside,
  isUnauthorized,
  NOWHERE as NOT_FOUND,
} from './expect.ts';
import type { Traits } from './traits.ts';

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

/** Path below a version → the methods that it has, and which part of the API that is. */
const ALLOWED: readonly [path: string, allowed: string, parts?: readonly Part[]][] = [
  ['/os-server-groups', COLLECTION],
  ['/abc/os-server-groups', COLLECTION],
  ['/os-server-groups/x', GROUP],
  ['/abc/os-server-groups/x', GROUP],
  ['/os-server-groups/x/members', 'GET, HEAD', ['members']],
  ['/os-server-groups/x/members/y', 'DELETE, PUT', ['members']],
  ['', 'GET, HEAD'],
  ['/', 'GET, HEAD'],
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'];

/** These a web server in front of another kind of server may answer by itself. */
const OF_WEB_SERVERS = ['TRACE', 'PROPFIND'];

const methodsFor = ({ nowhere }: Traits): readonly string[] =>
  nowhere === 'faults' ? METHODS : METHODS.filter((method) => !OF_WEB_SERVERS.includes(method));

const refused = (allowed: string, traits: Traits): readonly string[] =>
  methodsFor(traits).filter((method) => !allowed.split(', ').includes(method));

export const routes: readonly Case[] = [
  ...NOWHERE_BELOW.map(
    (path): Case => ({
      id: `routes/below${path}`,
      what: `${path} below a version leads nowhere, which only those learn who have a token`,
      versions: EACH_CREATION,
      run: async ({ call, traits }) => {
        for (const method of methodsFor(traits)) {
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
        for (const token of [tokens.member, null]) isOutside(await send({ path, token }));
        isOutside(await send({ method: 'POST', path, body: 'x' }));
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
  ...ALLOWED.flatMap(([path, allowed, parts = []]): Case[] => [
    {
      id: `routes/methods-of${path || '-version'}`,
      what: `${path || 'a version'} has the methods ${allowed}; others are refused, and the answer names those`,
      versions: EACH_CREATION,
      parts,
      run: async ({ call, traits }) => {
        for (const method of refused(allowed, traits)) {
          const answer = await call({ method, path });
          isFault(answer, 405, `The method ${method} is not allowed here. Allowed: ${allowed}.`);
          if (answer.status === 405) assert.deepEqual(answer.headers.allow, [allowed]);
        }
      },
    },
    {
      id: `routes/options-of${path || '-version'}`,
      what: `OPTIONS of ${path || 'a version'} names the methods, needs no token, and allows no origin by itself`,
      versions: EACH_CREATION,
      parts,
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
      const root = prefixOf(version);
      for (const path of ['//', `/${root}`, `${root}//`]) {
        assert.equal((await send({ path, token: null })).status, 200, path);
      }
    },
  },
];
