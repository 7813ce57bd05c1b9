/** What may stand in a query, and what is said of the rest. */

import assert from 'node:assert/strict';
import { before, type Case, creation, EACH_CREATION, EVERY, since, type World } from './case.ts';
import { groupOf, isFault, isOk } from './expect.ts';

const of = (name: string, value: string, reason: string) =>
  `Invalid input for query parameters ${name}. Value: ${value}. ${reason}`;

const digits = (value: string) => `'${value}' does not match '^[0-9]*$'`;

const NUMBERS: readonly [sent: string, value: string, reason: string][] = [
  ['dummy', 'dummy', digits('dummy')],
  ['', '', "'' is too short"],
  ['-1', '-1', digits('-1')],
  ['%2B1', '+1', digits('+1')],
  ['+1', ' 1', digits(' 1')],
  ['1%20', '1 ', digits('1 ')],
  ['1.0', '1.0', digits('1.0')],
  ['1e3', '1e3', digits('1e3')],
  ['0x10', '0x10', digits('0x10')],
  ['1%0A', '1\n', digits('1\\n')],
  ['%D9%A3', '٣', digits('٣')],
  ['1,2', '1,2', digits('1,2')],
  ['a:b', 'a:b', digits('a:b')],
  ['true', 'true', digits('true')],
  ['null', 'null', digits('null')],
];

const MARKERS = [
  '',
  'x',
  '1',
  '5bbcc3c41da24437a48a66f15b1b13f9',
  'urn:uuid:5bbcc3c4-1da2-4437-a48a-66f15b1b13f9',
];

/** Query of a list → what is said of it. */
const REFUSED: readonly (readonly [query: string, message: string])[] = [
  ...['limit', 'offset'].flatMap((name) =>
    NUMBERS.map(([sent, value, reason]) => [`${name}=${sent}`, of(name, value, reason)] as const),
  ),
  ...MARKERS.map((value) => [`marker=${value}`, of('marker', value, `'${value}' is not a 'uuid'`)] as const),
  ['limit=1&limit=x', of('limit', 'x', digits('x'))],
  ['limit=x&offset=y', of('limit', 'x', digits('x'))],
  ['limit', of('limit', '', "'' is too short")],
  [
    `limit=${'x'.repeat(300)}`,
    of('limit', `${'x'.repeat(200)}…`, `'${'x'.repeat(173)}… does not match '^[0-9]*$'`),
  ],
  ['limit=%ff', 'Query string is not UTF-8 encoded'],
  ['foo=%ff', 'Query string is not UTF-8 encoded'],
  ['%ff=1', 'Query string is not UTF-8 encoded'],
  ['a=%c3%28', 'Query string is not UTF-8 encoded'],
  ['a=%ed%a0%80', 'Query string is not UTF-8 encoded'],
];

/** Queries that a list takes at every version. */
const TAKEN = [
  '',
  'limit=0',
  'limit=1',
  'limit=0001',
  'limit=1000000',
  'limit=9007199254740993',
  `limit=${'9'.repeat(300)}`,
  `offset=${'9'.repeat(300)}`,
  'limit=x&limit=1',
  'offset=x&offset=0',
  'marker=x&marker=5bbcc3c4-1da2-4437-a48a-66f15b1b13f9',
  'marker=5BBCC3C4-1DA2-4437-A48A-66F15B1B13F9',
  'all_projects',
  'all_projects=',
  'all_projects=False',
  'all_projects=1&all_projects=0',
  'all_projects=a:b/c?d[e]@!$%27()*,;',
  'all_projects=%7B%22a%22%3A1%7D',
  'all_projects=a,b',
];

const unexpected = (names: string) => `Additional properties are not allowed (${names} unexpected)`;

const UNKNOWN: readonly [query: string, message: string][] = [
  ['foo=1', unexpected("'foo' was")],
  ['foo', unexpected("'foo' was")],
  ['foo=1&foo=2', unexpected("'foo' was")],
  ['foo=1&bar=2', unexpected("'bar', 'foo' were")],
  ['Limit=1', unexpected("'Limit' was")],
  ['limit=1&sort_key=name', unexpected("'sort_key' was")],
  ['limit[]=1', unexpected("'limit[]' was")],
  ['__proto__=1', unexpected("'__proto__' was")],
  ['constructor=1', unexpected("'constructor' was")],
  ['=1', unexpected("'' was")],
];

const make = async ({ call, version }: World): Promise<string> =>
  groupOf(await call({ method: 'POST', path: '/os-server-groups', body: creation(version) })).id;

export const queries: readonly Case[] = [
  ...REFUSED.map(
    ([query, message], index): Case => ({
      id: `queries/refused-${index + 1}`,
      what: `a list with the query ${query.slice(0, 60)} is refused`,
      versions: EACH_CREATION,
      run: async ({ call }) => isFault(await call({ path: `/os-server-groups?${query}` }), 400, message),
    }),
  ),
  ...TAKEN.map(
    (query, index): Case => ({
      id: `queries/taken-${index + 1}`,
      what: `a list takes the query ${query.slice(0, 60)}`,
      versions: EVERY,
      run: async ({ call }) => isOk(await call({ path: `/os-server-groups?${query}` })),
    }),
  ),
  ...UNKNOWN.flatMap(([query, message], index): Case[] => [
    {
      id: `queries/unknown-taken-${index + 1}`,
      what: `the unknown parameters of ${query} are ignored by a list before 2.75`,
      versions: before('2.75'),
      run: async ({ call }) => isOk(await call({ path: `/os-server-groups?${query}` })),
    },
    {
      id: `queries/unknown-refused-${index + 1}`,
      what: `the unknown parameters of ${query} are refused by a list since 2.75`,
      versions: since('2.75'),
      run: async ({ call }) => isFault(await call({ path: `/os-server-groups?${query}` }), 400, message),
    },
  ]),
  {
    id: 'queries/values-before-unknown',
    what: 'a list tells of a wrong value before it tells of an unknown parameter',
    versions: since('2.75'),
    run: async ({ call }) => {
      const answer = await call({ path: '/os-server-groups?foo=1&offset=x' });
      isFault(answer, 400, of('offset', 'x', digits('x')));
    },
  },
  {
    id: 'queries/show',
    what: 'a show ignores its query before 2.102',
    versions: before('2.102'),
    run: async (world) => {
      const id = await make(world);
      for (const query of ['foo=1', 'limit=x', 'a']) {
        isOk(await world.call({ path: `/os-server-groups/${id}?${query}` }));
      }
    },
  },
  {
    id: 'queries/show-strict',
    what: 'a show refuses any parameter since 2.102',
    versions: since('2.102'),
    run: async (world) => {
      const id = await make(world);
      for (const name of ['foo', 'limit', 'all_projects']) {
        const answer = await world.call({ path: `/os-server-groups/${id}?${name}=1` });
        isFault(answer, 400, unexpected(`'${name}' was`));
      }
      isOk(await world.call({ path: `/os-server-groups/${id}?` }));
    },
  },
  {
    id: 'queries/create-and-delete',
    what: 'a creation, a deletion and a version ignore their query at every version',
    versions: EVERY,
    run: async ({ call, version }) => {
      const path = '/os-server-groups';
      const { id } = groupOf(
        await call({ method: 'POST', path: `${path}?limit=x`, body: creation(version) }),
      );
      assert.equal((await call({ method: 'DELETE', path: `${path}/${id}?foo=1` })).status, 204);
      isOk(await call({ path: '?foo=1' }));
    },
  },
];
