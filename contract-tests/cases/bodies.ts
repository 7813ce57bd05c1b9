/** What is taken for a body: sizes, encodings, JSON and its oddities, media types. */

import assert from 'node:assert/strict';
import { named } from '../run.ts';
import { ANY, type Answer, type Case, creation, EACH_CREATION, type World } from './case.ts';
import { groupOf, isFault, isOk } from './expect.ts';

const LIMIT = 114_688;
const MALFORMED = 'Malformed request body';
const TOO_LARGE = 'Request is too large. Larger than max_request_body_size (114688).';
const EMPTY = "None is not of type 'object'";

type Headers = Readonly<Record<string, string>>;

const post = ({ call }: World, body: unknown, headers: Headers = {}): Promise<Answer> =>
  call({ method: 'POST', path: '/os-server-groups', body, headers });

const textOf = ({ version }: World, name?: string) => JSON.stringify(creation(version, name));

/** A creation with blanks before it, so many bytes in all. */
const padded = (world: World, size: number) => textOf(world).padStart(size);

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

const isLimited = async (world: World, headers: Headers = {}): Promise<void> => {
  isOk(await post(world, padded(world, LIMIT), headers));
  isFault(await post(world, padded(world, LIMIT + 1), headers), 413, TOO_LARGE);
};

/** Not JSON, or not text, or nothing that could be stored and sent again. */
const BROKEN: readonly [what: string, body: string | Uint8Array][] = [
  ['a brace', '{'],
  ['a word', 'x'],
  ['only white space', '  \n'],
  ['trailing garbage', '{}x'],
  ['two values', '{}{}'],
  ['a trailing comma', '{"a":1,}'],
  ['single quotes', "{'a':1}"],
  ['NaN', 'NaN'],
  ['a comment', '{}//'],
  ['a byte order mark', '\ufeff{}'],
  ['a NUL', '\u0000'],
  ['a form', 'server_group=1'],
  ['invalid UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
  ['overlong UTF-8', Uint8Array.of(0x22, 0xc0, 0xaf, 0x22)],
  ['a surrogate in UTF-8', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)],
  ['UTF-16', Buffer.from('\ufeff{}', 'utf16le')],
  ['a lone surrogate', String.raw`{"server_group":{"name":"\ud800"}}`],
  ['a lone surrogate in a list', String.raw`[["\udc00"]]`],
  ['a lone surrogate in a key', String.raw`{"\udfff":1}`],
  ['surrogates in the wrong order', String.raw`"\udc00\ud800"`],
  ['101 levels', nested(101)],
  ['50,000 levels', nested(50_000)],
  ['101 levels of objects', `${'{"a":'.repeat(101)}1${'}'.repeat(101)}`],
];

export const bodies: readonly Case[] = [
  ...BROKEN.map(
    ([what, body]): Case => ({
      id: `bodies/broken-${what.replaceAll(/[ ,]+/g, '-')}`,
      what: `${what} is no body`,
      versions: EACH_CREATION,
      run: async (world) => isFault(await post(world, body), 400, MALFORMED),
    }),
  ),
  {
    id: 'bodies/nesting',
    what: 'a body of 100 levels is read, and refused for what it is',
    versions: ANY,
    run: async (world) => {
      const answer = await post(world, nested(100));
      assert.equal(answer.status, 400);
      assert.match(JSON.parse(answer.body).badRequest.message, /^\[{100}.*is not of type 'object'$/);
    },
  },
  {
    id: 'bodies/empty',
    what: 'no body at all, and an empty one, is null',
    versions: EACH_CREATION,
    run: async (world) => {
      isFault(await post(world, ''), 400, EMPTY);
      isFault(await post(world, undefined), 400, EMPTY);
      isFault(await post(world, '', { 'Transfer-Encoding': 'chunked' }), 400, EMPTY);
    },
  },
  {
    id: 'bodies/white-space',
    what: 'white space around JSON does not matter',
    versions: EACH_CREATION,
    run: async (world) => isOk(await post(world, ` \r\n\t${textOf(world)}\n `)),
  },
  {
    id: 'bodies/duplicate-keys',
    what: 'of a key that is there twice the last value counts',
    versions: EACH_CREATION,
    run: async (world) => {
      const last = named('last');
      const body = textOf(world, 'first').replace('"name":"first"', `"name":5,"name":"${last}"`);
      assert.equal(groupOf(await post(world, body)).name, last);
      const twice = `{"server_group":1,${textOf(world, last).slice(1)}`;
      assert.equal(groupOf(await post(world, twice)).name, last);
    },
  },
  {
    id: 'bodies/escapes',
    what: 'escapes in a string are what they stand for',
    versions: EACH_CREATION,
    run: async (world) => {
      const body = textOf(world, named('N')).replace('N"', String.raw`\u0041\u00e9\/"`);
      assert.equal(groupOf(await post(world, body)).name, named('Aé/'));
    },
  },
  {
    id: 'bodies/escapes-of-pairs',
    what: 'two escapes stand for one character beyond the BMP',
    versions: EACH_CREATION,
    run: async (world) => {
      const body = textOf(world, named('N')).replace('N"', String.raw`\ud83d\ude00"`);
      assert.equal(groupOf(await post(world, body)).name, named('\u{1F600}'));
    },
  },
  {
    id: 'bodies/proto',
    what: 'the key __proto__ is an unknown key as others are',
    versions: ['2.1', '2.64'],
    run: async (world) => {
      const unexpected = "Additional properties are not allowed ('__proto__' was unexpected)";
      const outside = textOf(world).replace('{', '{"__proto__":{"x":1},');
      isFault(await post(world, outside), 400, unexpected);
      const inside = textOf(world).replace('{"name"', '{"__proto__":{"name":"x"},"name"');
      const value = JSON.stringify(JSON.parse(inside).server_group);
      const message = `Invalid input for field/attribute server_group. Value: ${value}. ${unexpected}`;
      isFault(await post(world, inside), 400, message);
      const hidden = '{"__proto__":{"server_group":{}}}';
      isFault(await post(world, hidden), 400, "'server_group' is a required property");
    },
  },
  {
    id: 'bodies/proto-legacy',
    what: 'the key __proto__ is ignored in the legacy dialect, and lends nothing',
    versions: ['2.0'],
    run: async (world) => {
      isOk(await post(world, textOf(world).replace('{"name"', '{"__proto__":{"x":1},"name"')));
      const value = `{"__proto__":{"name":"${named('x')}","policies":["affinity"]}}`;
      const message = `Invalid input for field/attribute server_group. Value: ${value}. 'name' is a required property`;
      const lent = `{"server_group":${value}}`;
      isFault(await post(world, lent), 400, message);
    },
  },
  {
    id: 'bodies/limit',
    what: `a body of ${LIMIT} bytes is read, one of a byte more is not`,
    versions: EACH_CREATION,
    run: (world) => isLimited(world),
  },
  {
    id: 'bodies/limit-in-chunks',
    what: `a body of ${LIMIT} bytes is read also without a Content-Length, one of a byte more is not`,
    versions: EACH_CREATION,
    run: (world) => isLimited(world, { 'Transfer-Encoding': 'chunked' }),
  },
  {
    id: 'bodies/limit-anywhere',
    what: 'a Content-Length above the limit is refused on any path and method, without a token',
    versions: ANY,
    parts: ['legacy'],
    run: async ({ send }) => {
      const body = ' '.repeat(LIMIT + 1);
      for (const [method, path] of [
        ['GET', '/'],
        ['PUT', '/nowhere'],
        ['DELETE', '/v2/os-server-groups/x'],
        ['OPTIONS', '/v2.1'],
      ] as const) {
        isFault(await send({ method, path, body, token: null }), 413, TOO_LARGE);
      }
    },
  },
  {
    id: 'bodies/ignored',
    what: 'the body of a GET and of a DELETE is ignored',
    versions: EACH_CREATION,
    run: async (world) => {
      const { id } = groupOf(await post(world, textOf(world)));
      const path = `/os-server-groups/${id}`;
      isOk(await world.call({ path, body: '{' }));
      assert.equal((await world.call({ method: 'DELETE', path, body: '{' })).status, 204);
    },
  },
];
