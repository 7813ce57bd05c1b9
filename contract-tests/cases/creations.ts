/** Which policies and rules a creation may have, and what is said of others. */

import { named } from '../run.ts';
import { before, type Case, EVERY, since } from './case.ts';
import { groupOf, isJson } from './expect.ts';
import { group, of, refuses, type Wrong } from './refusals.ts';

const ONE_OF = "is not one of ['anti-affinity', 'affinity', 'soft-anti-affinity', 'soft-affinity']";
const N = named('t');
const P = 'anti-affinity';
const LIST = [P];

/** At every version, the legacy dialect included. */
const ALWAYS: readonly Wrong[] = [
  [null, "None is not of type 'object'"],
  [[], "[] is not of type 'object'"],
  [1, "1 is not of type 'object'"],
  [false, "False is not of type 'object'"],
  ['x', "'x' is not of type 'object'"],
  [{}, "'server_group' is a required property"],
  [{ x: 1 }, "'server_group' is a required property"],
  [{ server_group: null }, of('server_group', 'null', "None is not of type 'object'")],
  [{ server_group: [] }, of('server_group', '[]', "[] is not of type 'object'")],
  [{ server_group: 'x' }, of('server_group', 'x', "'x' is not of type 'object'")],
  group({}, of('server_group', '{}', "'name' is a required property")),
  group({ x: 1 }, of('server_group', '{"x":1}', "'name' is a required property")),
];

/** Before 2.64, the legacy dialect included. */
const OLD: readonly Wrong[] = [
  group({ name: N }, of('server_group', `{"name":"${N}"}`, "'policies' is a required property")),
  group({ policies: LIST }, of('server_group', `{"policies":["${P}"]}`, "'name' is a required property")),
  group(
    { name: N, policy: P },
    of('server_group', `{"name":"${N}","policy":"${P}"}`, "'policies' is a required property"),
  ),
  group({ name: N, policies: [] }, of('policies', '[]', '[] is too short')),
  group({ name: N, policies: P }, of('policies', P, `'${P}' is not of type 'array'`)),
  group({ name: N, policies: null }, of('policies', 'null', "None is not of type 'array'")),
  group({ name: N, policies: {} }, of('policies', '{}', "{} is not of type 'array'")),
  group({ name: N, policies: ['wrong-policy'] }, of('0', 'wrong-policy', `'wrong-policy' ${ONE_OF}`)),
  group({ name: N, policies: ['Affinity'] }, of('0', 'Affinity', `'Affinity' ${ONE_OF}`)),
  group({ name: N, policies: ['legacy'] }, of('0', 'legacy', `'legacy' ${ONE_OF}`)),
  group({ name: N, policies: [''] }, of('0', '', `'' ${ONE_OF}`)),
  group({ name: N, policies: ["it's"] }, of('0', "it's", `"it's" ${ONE_OF}`)),
  group({ name: N, policies: [null] }, of('0', 'null', "None is not of type 'string'")),
  group({ name: N, policies: [1] }, of('0', '1', "1 is not of type 'string'")),
  group(
    { name: N, policies: [P, 'affinity'] },
    of('policies', `["${P}","affinity"]`, `['${P}', 'affinity'] is too long`),
  ),
  group(
    { name: N, policies: [P, P] },
    of('policies', `["${P}","${P}"]`, `['${P}', '${P}'] has non-unique elements`),
  ),
  group({ name: N, policies: [P, 'x'] }, of('1', 'x', `'x' ${ONE_OF}`)),
];

/** From 2.1 to 2.63: what the legacy dialect lets pass, or words otherwise. */
const OLD_AND_STRICT: readonly Wrong[] = [
  group(
    { name: N, policies: LIST, rules: {} },
    of(
      'server_group',
      `{"name":"${N}","policies":["${P}"],"rules":{}}`,
      "Additional properties are not allowed ('rules' was unexpected)",
    ),
  ),
  group(
    { name: N, policies: LIST, metadata: {}, members: [] },
    of(
      'server_group',
      `{"name":"${N}","policies":["${P}"],"metadata":{},"members":[]}`,
      "Additional properties are not allowed ('members', 'metadata' were unexpected)",
    ),
  ),
  group({ name: 5 }, of('name', '5', "5 is not of type 'string'")),
  group({ policies: ['x'] }, of('0', 'x', `'x' ${ONE_OF}`)),
  group({ name: 5, policies: ['x'] }, of('name', '5', "5 is not of type 'string'")),
  group({ name: N, policies: ['x'], a: 1 }, of('0', 'x', `'x' ${ONE_OF}`)),
  [{ server_group: { name: N, policies: ['x'] }, a: 1 }, of('0', 'x', `'x' ${ONE_OF}`)],
  [
    { server_group: { name: N, policies: LIST }, b: 1, a: 2 },
    "Additional properties are not allowed ('a', 'b' were unexpected)",
  ],
];

/** In the legacy dialect what is missing is told of first, with the body as it came. */
const LEGACY_ONLY: readonly Wrong[] = [
  group({ name: 5 }, of('server_group', '{"name":5}', "'policies' is a required property")),
  group({ name: 5, x: 1 }, of('server_group', '{"name":5,"x":1}', "'policies' is a required property")),
  group(
    { policies: ['x'], x: 1 },
    of('server_group', '{"policies":["x"],"x":1}', "'name' is a required property"),
  ),
  [{ server_group: { name: N, policies: ['x'], a: 1 }, b: 1 }, of('0', 'x', `'x' ${ONE_OF}`)],
];

/** Since 2.64. */
const NEW: readonly Wrong[] = [
  group({ name: N }, of('server_group', `{"name":"${N}"}`, "'policy' is a required property")),
  group({ policy: P }, of('server_group', `{"policy":"${P}"}`, "'name' is a required property")),
  group(
    { name: N, policies: LIST },
    of('server_group', `{"name":"${N}","policies":["${P}"]}`, "'policy' is a required property"),
  ),
  group(
    { name: N, policy: P, policies: LIST },
    of(
      'server_group',
      `{"name":"${N}","policy":"${P}","policies":["${P}"]}`,
      "Additional properties are not allowed ('policies' was unexpected)",
    ),
  ),
  group({ name: N, policy: LIST }, of('policy', `["${P}"]`, `['${P}'] is not of type 'string'`)),
  group({ name: N, policy: null }, of('policy', 'null', "None is not of type 'string'")),
  group({ policy: 'x', a: 1 }, of('policy', 'x', `'x' ${ONE_OF}`)),
  group({ name: N, policy: 'wrong-policy' }, of('policy', 'wrong-policy', `'wrong-policy' ${ONE_OF}`)),
];

export const creations: readonly Case[] = [
  ...refuses(EVERY, 'always', ALWAYS),
  ...refuses(before('2.64'), 'old', OLD),
  ...refuses(
    before('2.64').filter((version) => version !== '2.0'),
    'old-and-strict',
    OLD_AND_STRICT,
  ),
  ...refuses(['2.0'], 'legacy', LEGACY_ONLY),
  ...refuses(since('2.64'), 'new', NEW),
  {
    id: 'creations/legacy-unknown-keys',
    what: 'the legacy dialect ignores unknown keys, wherever they stand',
    versions: ['2.0'],
    run: async ({ call }) => {
      const server_group = {
        name: N,
        policies: LIST,
        policy: 5,
        rules: [],
        members: ['x'],
        __proto__x: {},
      };
      const answer = await call({
        method: 'POST',
        path: '/os-server-groups',
        body: { a: 1, server_group, b: null },
      });
      const { id } = groupOf(answer);
      const expected = { id, name: N, policies: LIST, members: [], metadata: {} };
      isJson(answer, { server_group: expected });
    },
  },
];
