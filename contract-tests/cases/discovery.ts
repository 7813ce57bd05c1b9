/** How a client finds out which versions there are. */

import assert from 'node:assert/strict';
import { ANY, type Answer, type Case, isSince, newestOffered, type World } from './case.ts';
import { echoes, echoesNothing, isFault, isOk, isSame, isSuccess, traitsOf } from './expect.ts';
import { rootOf } from './raw.ts';

const legacy = (base: string) => ({
  id: 'v2.0',
  status: 'SUPPORTED',
  version: '',
  min_version: '',
  updated: '2011-01-21T11:33:21Z',
  links: [{ rel: 'self', href: `${base}/v2/` }],
});

const current = (base: string, world: World) => ({
  id: 'v2.1',
  status: 'CURRENT',
  version: newestOffered(world),
  min_version: '2.1',
  updated: '2013-07-23T11:33:21Z',
  links: [{ rel: 'self', href: `${base}/v2.1/` }],
});

const details = (version: ReturnType<typeof legacy>, base: string, number: string) => ({
  version: {
    ...version,
    links: [...version.links, { rel: 'describedby', type: 'text/html', href: `${base}/docs` }],
    'media-types': [
      { base: 'application/json', type: `application/vnd.openstack.compute+json;version=${number}` },
    ],
  },
});

const GOOD_HOSTS = ['h', 'example.com', 'example.com:80', '127.0.0.1:8774', '[::1]:8774', 'a_b.c-d'];
const HOSTILE_HOSTS = [
  'a/b',
  'a b',
  'a"b',
  "a'b",
  'a<b>',
  'user@host',
  'a?b',
  'a#b',
  'a\\b',
  'a:b',
  'a:123456',
  '',
  'é',
];

/** The list of versions, asked for under a name of the host, and as it must be where its links begin so. */
const get = (world: World, host: string) =>
  Buffer.from(`GET ${rootOf(world)}/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
const listOf = (base: string, world: World) => ({ versions: [legacy(base), current(base, world)] });

/** Nova has called the legacy dialect a thing of the past since 2025. */
const OUTDATED = { status: 'DEPRECATED', updated: '2025-07-04T12:00:00Z' };

/** The documentation may be elsewhere. */
const withOwnWays = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const { rel, href, status, updated, ...rest } = value as Record<string, unknown>;
  if (rel === 'describedby' && URL.canParse(String(href))) return { ...rest, rel, href: '' };
  const isOutdated = status === OUTDATED.status && updated === OUTDATED.updated;
  return isOutdated ? { ...value, status: 'SUPPORTED', updated: '2011-01-21T11:33:21Z' } : value;
};

/** The answer is this document; of servers of another kind, but for what is up to them. */
const isDocument = (answer: Answer, expected: unknown): void => {
  const traits = traitsOf(answer);
  const read = (text: string) => JSON.parse(text, traits.form === 'exact' ? undefined : withOwnWays);
  isSame(traits, read(answer.body), read(JSON.stringify(expected)));
};

export const discovery: readonly Case[] = [
  {
    id: 'discovery/all',
    what: 'the list of versions needs no token, and has the addresses that the client knows',
    versions: ANY,
    run: async (world) => {
      const answer = await world.send({ path: '/', token: null });
      isSuccess(answer);
      isDocument(answer, listOf(world.url, world));
    },
  },
  {
    id: 'discovery/legacy',
    what: 'the document of /v2 has no microversions, and is the same with a slash at the end',
    versions: ANY,
    parts: ['legacy'],
    run: async ({ send, url }) => {
      for (const path of ['/v2', '/v2/']) {
        const answer = await send({ path, token: null, headers: { 'OpenStack-API-Version': 'compute 9.9' } });
        isOk(answer);
        echoesNothing(answer);
        isDocument(answer, details(legacy(url), url, '2'));
      }
    },
  },
  {
    id: 'discovery/current',
    what: 'the document of /v2.1 names the microversions, is the same with a slash, and is itself in one',
    versions: ANY,
    run: async (world) => {
      const { send, url, newest } = world;
      for (const path of ['/v2.1', '/v2.1/']) {
        for (const version of ['2.1', '2.64', newest].filter((each) => isSince(newest, each))) {
          const headers = { 'OpenStack-API-Version': `compute ${version}` };
          const answer = await send({ path, token: null, headers });
          isOk(answer);
          echoes(answer, version);
          isDocument(answer, details(current(url, world), url, '2.1'));
        }
        const malformed = await send({
          path,
          token: null,
          headers: { 'OpenStack-API-Version': 'compute x' },
        });
        assert.equal(malformed.status, 400);
        const unsupported = await send({ path, headers: { 'X-OpenStack-Nova-API-Version': '2.999' } });
        assert.equal(unsupported.status, 406);
      }
    },
  },
  {
    id: 'discovery/token',
    what: 'a token, known or not, makes no difference',
    versions: ANY,
    parts: ['legacy'],
    run: async ({ send, tokens }) => {
      for (const path of ['/', '/v2', '/v2.1']) {
        const without = await send({ path, token: null });
        for (const token of [tokens.member, tokens.noRole, 'unknown']) {
          assert.equal((await send({ path, token })).body, without.body);
        }
      }
    },
  },
  {
    id: 'discovery/methods',
    what: 'no other method is allowed, with or without a token',
    versions: ANY,
    parts: ['legacy'],
    run: async ({ send, tokens }) => {
      for (const path of ['/', '/v2', '/v2/', '/v2.1', '/v2.1/']) {
        for (const token of [tokens.member, null]) {
          const answer = await send({ method: 'POST', path, token });
          isFault(answer, 405, 'The method POST is not allowed here. Allowed: GET, HEAD.');
          assert.deepEqual(answer.headers.allow, ['GET, HEAD']);
        }
      }
    },
  },
  ...GOOD_HOSTS.map(
    (host): Case => ({
      id: `discovery/host-${host}`,
      what: `links begin with the host ${host} that the client named`,
      versions: ANY,
      run: async (world) => {
        const { protocol } = new URL(world.url);
        isDocument(await world.raw(get(world, host)), listOf(`${protocol}//${host}${rootOf(world)}`, world));
      },
    }),
  ),
  ...HOSTILE_HOSTS.map(
    (host): Case => ({
      id: `discovery/hostile-host-${host}`,
      what: `a Host header that names no host (${host}) does not get into links`,
      versions: ANY,
      run: async (world) => {
        isDocument(await world.raw(get(world, host)), listOf(world.url, world));
      },
    }),
  ),
];
