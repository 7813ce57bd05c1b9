/** Servers that make a group of what they should refuse, or refuse what makes one. */

import { jsonOf, withCreation, withJson } from '../wire.ts';
import { answers, lenient, says, strict, type Wrong, wrong } from '../wrong.ts';
import { body, create, group, refused } from './of-creations.ts';

const P = '"policies":["anti-affinity"]';

const N = '"name":"t"';

/** Which rule is skipped: what the right server says of it, and cases that notice. */
const SKIPPED: readonly (readonly [
  id: string,
  what: string,
  says: RegExp,
  cases: readonly string[],
  at: string,
])[] = [
  [
    'envelope',
    'a group that is missing',
    /^\{"badRequest":.*"'server_group' is a required/,
    [body('{}'), body('{"x":1}')],
    '2.64',
  ],
  [
    'no-object',
    'a body that is no object',
    /"(?!Invalid).*is not of type 'object'/,
    ['null', '[]', '1', 'false', '"x"'].map(body),
    '2.1',
  ],
  [
    'group-type',
    'a group that is no object',
    /field\/attribute server_group\. .*is not of type 'object'/,
    ['null', '[]', '"x"'].map((each) => body(`{"server_group":${each}}`)),
    '2.1',
  ],
  ['no-name', 'a group without a name', /'name' is a required property/, [group(''), group(P)], '2.1'],
  ['no-policies', 'a group without policies', /'policies' is a required property/, [group(N)], '2.1'],
  [
    'no-policies-legacy',
    'a group without policies below /v2',
    /'policies' is a required property/,
    [group(N), group('"name":5')],
    '2.0',
  ],
  [
    'no-policy',
    'a group without a policy',
    /'policy' is a required property/,
    [group(N), group(`${N},${P}`)],
    '2.64',
  ],
  [
    'no-policy-in-list',
    'an empty list of policies',
    /\[\] is too short/,
    [group(`${N},"policies":[]`)],
    '2.1',
  ],
  [
    'policies-type',
    'policies that are no list',
    /is not of type 'array'/,
    ['"anti-affinity"', 'null', '{}'].map((each) => group(`${N},"policies":${each}`)),
    '2.1',
  ],
  [
    'unknown-policy',
    'a policy that nobody has heard of',
    /is not one of/,
    ['["wrong-policy"]', '["legacy"]', '[""]'].map((each) => group(`${N},"policies":${each}`)),
    '2.1',
  ],
  [
    'unknown-policy-new',
    'a policy that nobody has heard of, since 2.64',
    /is not one of/,
    [group(`${N},"policy":"wrong-policy"`)],
    '2.64',
  ],
  [
    'letters',
    'a policy in upper case',
    /'Affinity' is not one of/,
    [group(`${N},"policies":["Affinity"]`)],
    '2.1',
  ],
  [
    'policy-type',
    'a policy that is no text',
    /is not of type 'string'/,
    [group(`${N},"policies":[null]`), group(`${N},"policies":[1]`)],
    '2.1',
  ],
  [
    'policy-list',
    'a list for the policy, since 2.64',
    /is not of type 'string'/,
    [group(`${N},"policy":["anti-affinity"]`), group(`${N},"policy":null`)],
    '2.64',
  ],
  [
    'two-policies',
    'two policies',
    /is too long/,
    [group(`${N},"policies":["anti-affinity","affinity"]`)],
    '2.1',
  ],
  [
    'same-policies',
    'one policy twice',
    /non-unique/,
    [group(`${N},"policies":["anti-affinity","anti-affinity"]`)],
    '2.1',
  ],
  [
    'unknown-key',
    'an unknown key of a group',
    /unexpected/,
    [group(`${N},${P},"rules":{}`), group(`${N},${P},"metadata":{},"members":[]`)],
    '2.1',
  ],
  [
    'unknown-keys',
    'unknown keys beside a group',
    /unexpected/,
    [body(`{"server_group":{${N},${P}},"b":1,"a":2}`)],
    '2.1',
  ],
  [
    'policies-since',
    'policies beside a policy',
    /'policies' was unexpected/,
    [group(`${N},"policy":"anti-affinity",${P}`)],
    '2.64',
  ],
  [
    'rules-type',
    'rules that are no object',
    /field\/attribute rules\. .*is not of type 'object'/,
    ['null', '[]', '""'].map((each) => group(`${N},"policy":"anti-affinity","rules":${each}`)),
    '2.64',
  ],
  [
    'unknown-rule',
    'an unknown rule',
    /unexpected/,
    [group(`${N},"policy":"anti-affinity","rules":{"x":1}`)],
    '2.64',
  ],
];

export const creations: readonly Wrong[] = [
  wrong('creations/anything', 'whatever is sent makes a group', body('*'), lenient(refused, withCreation)),
  wrong(
    'creations/422',
    'what cannot be a group is answered with 422',
    body('*'),
    answers(refused, (answer) => ({ ...answer, status: 422 })),
  ),
  wrong(
    'creations/message',
    'what cannot be a group is refused in other words',
    body('*'),
    answers(refused, (answer) =>
      withJson(answer, { badRequest: { code: 400, message: 'The body is not valid.' } }),
    ),
  ),
  ...SKIPPED.map(([id, what, pattern, cases, at]) =>
    wrong(
      `creations/${id}`,
      `${what} makes a group`,
      cases,
      lenient({ ...refused, says: pattern }, withCreation),
      at,
    ),
  ),
  wrong(
    'creations/legacy-strict',
    'unknown keys are refused below /v2',
    'creations/legacy-unknown-keys',
    strict({
      ...create,
      path: /^\/v2\//,
      and: ({ body: sent }) => sent.includes('"metadata"') || sent.includes('"members"'),
    }),
  ),
  wrong(
    'creations/legacy-kept',
    'members of a request are kept below /v2',
    'creations/legacy-unknown-keys',
    says({ ...create, path: /^\/v2\// }, ({ server_group }, request) => {
      server_group.members = jsonOf(request).server_group.members ?? [];
    }),
  ),
];
