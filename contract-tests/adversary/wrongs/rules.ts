/** Servers that take other rules than they should, or keep others. */

import { jsonOf, withBody, withCreation } from '../wire.ts';
import { lenient, says, strict, type Wrong, wrong } from '../wrong.ts';
import { create, group, refused } from './of-creations.ts';

const rulesIn = (text: string) => /"max_server_per_host":([^}]+)/.exec(text)?.[1] ?? '';

/** What is said of max_server_per_host, and the values that it is said of, as the cases have them. */
const LIMITS: readonly (readonly [id: string, says: RegExp, values: readonly string[]])[] = [
  ['too-small', /is less than the minimum/, ['0', '"0"', '"000"', '-1']],
  ['too-great', /is greater than the maximum/, ['2147483648', '"2147483648"']],
  [
    'no-digits',
    /does not match '\^\[0-9\]\*\$'/,
    ['"-1"', '"+3"', '" 3"', '"3.0"', '"1e3"', '"0x10"', '"٣"'],
  ],
  ['empty', /'' is too short/, ['""']],
  ['type', /is not of type 'integer', 'string'/, ['1.5', 'true', 'null', '[]', '{}']],
];

const limit = (value: string) =>
  group(`"name":"t","policy":"anti-affinity","rules":{"max_server_per_host":${value}}`);

export const rules: readonly Wrong[] = [
  ...LIMITS.map(([id, pattern, values]) =>
    wrong(
      `rules/limit-${id}`,
      `a max_server_per_host that is none (${id}) is taken`,
      values.map(limit),
      lenient({ ...refused, says: pattern }, withCreation),
    ),
  ),
  wrong(
    'rules/as-text',
    'max_server_per_host is answered as text',
    'rules/limit-*',
    says(create, ({ server_group }) => {
      server_group.rules = {
        max_server_per_host: String((server_group.rules as Record<string, unknown>).max_server_per_host),
      };
    }),
  ),
  wrong(
    'rules/lost',
    'rules are not kept',
    'rules/limit-*',
    says(create, ({ server_group }) => {
      server_group.rules = {};
    }),
  ),
  wrong(
    'rules/doubled',
    'max_server_per_host is another number',
    'rules/limit-*',
    says(create, ({ server_group }) => {
      server_group.rules = { max_server_per_host: 2 };
    }),
  ),
  wrong(
    'rules/no-text',
    'max_server_per_host may not be text',
    "rules/limit-'*'",
    strict({ ...create, and: ({ body: sent }) => rulesIn(sent.toString()).includes('"') }),
  ),
  wrong(
    'rules/zeros',
    'zeros before max_server_per_host are refused',
    "rules/limit-'003'",
    strict({ ...create, and: ({ body: sent }) => rulesIn(sent.toString()).includes('"0') }),
  ),
  wrong(
    'rules/fractions',
    'a number with a point or an exponent is refused',
    ['rules/limit-3.0', 'rules/limit-3e0'],
    strict({ ...create, and: ({ body: sent }) => /^3[.e]/.test(rulesIn(sent.toString())) }),
  ),
  wrong(
    'rules/small',
    'max_server_per_host is 100 at most',
    ['rules/limit-2147483647', "rules/limit-'2147483647'"],
    strict({ ...create, and: ({ body: sent }) => rulesIn(sent.toString()).length > 8 }),
  ),
  wrong(
    'rules/of-others',
    'all policies take rules',
    'rules/rules-of-other-policies',
    lenient({ ...refused, says: /Only anti-affinity/ }, withCreation),
  ),
  wrong(
    'rules/of-others-ignored',
    'rules of a policy that takes none are passed over',
    'rules/rules-of-other-policies',
    lenient({ ...refused, says: /Only anti-affinity/ }, (request) =>
      withBody(request, { server_group: { ...jsonOf(request).server_group, rules: {} } }),
    ),
  ),
  wrong(
    'rules/none-of-others',
    'a policy that takes no rules refuses an empty object',
    'rules/rules-of-other-policies',
    strict({ ...create, and: ({ body: sent }) => sent.includes('"rules":{}') }),
  ),
  wrong(
    'rules/none-shown',
    'a group without rules has none, not an empty object',
    ['rules/rules-of-other-policies', 'groups/create'],
    says(create, ({ server_group }) => {
      delete server_group.rules;
    }),
    '2.64',
  ),
];
