/** Which rules a creation may have, and what is said of others. */

import assert from 'node:assert/strict';
import { named } from '../run.ts';
import { type Case, since } from './case.ts';
import { groupOf, isFault } from './expect.ts';
import { group, of, refuses, type Wrong } from './refusals.ts';

const N = named('t');
const P = 'anti-affinity';

const rules = (value: unknown, message: string): Wrong =>
  group({ name: N, policy: P, rules: value }, message);
const limit = (value: unknown, shown: string, reason: string): Wrong =>
  rules({ max_server_per_host: value }, of('max_server_per_host', shown, reason));
const TYPE = "is not of type 'integer', 'string'";
const DIGITS = "does not match '^[0-9]*$'";

const WRONG: readonly Wrong[] = [
  group({ rules: [] }, of('rules', '[]', "[] is not of type 'object'")),
  rules(null, of('rules', 'null', "None is not of type 'object'")),
  rules([], of('rules', '[]', "[] is not of type 'object'")),
  rules('', of('rules', '', "'' is not of type 'object'")),
  rules({ x: 1 }, of('rules', '{"x":1}', "Additional properties are not allowed ('x' was unexpected)")),
  rules(
    { 'max_server_per_host/x': 1 },
    of(
      'rules',
      '{"max_server_per_host/x":1}',
      "Additional properties are not allowed ('max_server_per_host/x' was unexpected)",
    ),
  ),
  rules({ max_server_per_host: 0, x: 1 }, of('max_server_per_host', '0', '0 is less than the minimum of 1')),
  limit(0, '0', '0 is less than the minimum of 1'),
  limit('0', '0', '0 is less than the minimum of 1'),
  limit('000', '000', '0 is less than the minimum of 1'),
  limit(-1, '-1', '-1 is less than the minimum of 1'),
  limit('-1', '-1', `'-1' ${DIGITS}`),
  limit('', '', "'' is too short"),
  limit('+3', '+3', `'+3' ${DIGITS}`),
  limit(' 3', ' 3', `' 3' ${DIGITS}`),
  limit('3\n', '3\n', `'3\\n' ${DIGITS}`),
  limit('3.0', '3.0', `'3.0' ${DIGITS}`),
  limit('1e3', '1e3', `'1e3' ${DIGITS}`),
  limit('0x10', '0x10', `'0x10' ${DIGITS}`),
  limit('٣', '٣', `'٣' ${DIGITS}`),
  limit('\u200b3', '\u200b3', `'\\u200b3' ${DIGITS}`),
  limit(1.5, '1.5', `1.5 ${TYPE}`),
  limit(true, 'true', `True ${TYPE}`),
  limit(null, 'null', `None ${TYPE}`),
  limit([], '[]', `[] ${TYPE}`),
  limit({}, '{}', `{} ${TYPE}`),
  limit(2147483648, '2147483648', '2147483648 is greater than the maximum of 2147483647'),
  limit('2147483648', '2147483648', '2147483648 is greater than the maximum of 2147483647'),
  limit(
    '9'.repeat(300),
    `${'9'.repeat(200)}…`,
    `${'9'.repeat(158)}… is greater than the maximum of 2147483647`,
  ),
];

/** What a client may say for `max_server_per_host`, as JSON, and what is kept. */
const LIMITS: readonly [json: string, kept: number][] = [
  ['1', 1],
  ['3', 3],
  ['3.0', 3],
  ['3e0', 3],
  ['"3"', 3],
  ['"003"', 3],
  ['2147483647', 2147483647],
  ['"2147483647"', 2147483647],
];

const ONLY = 'Only anti-affinity policy supports rules.';

export const rulesOfGroups: readonly Case[] = [
  ...refuses(since('2.64'), 'rules', WRONG),
  ...LIMITS.map(
    ([json, kept]): Case => ({
      id: `rules/limit-${json.replaceAll('"', "'")}`,
      what: `max_server_per_host ${json} is kept as the number ${kept}`,
      versions: since('2.64'),
      run: async ({ call }) => {
        const body = `{"server_group":{"name":"${N}","policy":"${P}","rules":{"max_server_per_host":${json}}}}`;
        const { rules: shown } = groupOf(await call({ method: 'POST', path: '/os-server-groups', body }));
        assert.deepEqual(shown, { max_server_per_host: kept });
      },
    }),
  ),
  {
    id: 'rules/rules-of-other-policies',
    what: 'only anti-affinity takes rules; the others take an empty object',
    versions: since('2.64'),
    run: async ({ call, drop }) => {
      for (const policy of ['affinity', 'soft-anti-affinity', 'soft-affinity']) {
        const create = (value: object) =>
          call({
            method: 'POST',
            path: '/os-server-groups',
            body: { server_group: { name: N, policy, rules: value } },
          });
        isFault(await create({ max_server_per_host: 2 }), 400, ONLY);
        const { id, rules: none } = groupOf(await create({}));
        assert.deepEqual(none, {});
        await drop(id);
      }
    },
  },
];
