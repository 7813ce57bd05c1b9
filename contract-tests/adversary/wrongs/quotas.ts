/** Servers that show quotas as they are not, or set others. */

import { made } from '../made.ts';
import { type Alter, handlerOf, jsonOf, type Sent, withBody, withJson, withText } from '../wire.ts';
import { answers, instead, lenient, says, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { asAdmin, quotasIn, reset, set, show, withQuotas } from './of-quotas.ts';

/** A quota that is reset is what it was set to. */
const remembersQuotas = (): Alter => {
  let last: string | undefined;
  return async (request, pass) => {
    const answer = await pass(request);
    if (handlerOf(request) === 'showQuotaSet' && answer.status === 200) {
      if (last !== undefined) return withText(answer, last);
    }
    if (handlerOf(request) === 'resetQuotaSet')
      last = (await pass({ ...request, method: 'GET' })).body.replace('-1', '0');
    return answer;
  };
};

/** What is set for one project is the default of all. */
const forAll: Wrong['make'] = (known) => {
  let last: unknown;
  const alter = answers({ of: ['setQuotaSet', 'showDefaultQuotaSet'], status: 200 }, (answer, request) => {
    const body = jsonOf(answer);
    if (handlerOf(request) === 'setQuotaSet') last = body.quota_set.server_groups;
    else if (last !== undefined) body.quota_set.server_groups = last;
    return withJson(answer, body);
  });
  return alter(known);
};

/** Values that are none, what is said of them, and what makes them one. */
const TAKEN: readonly (readonly [id: string, what: string, pattern: RegExp])[] = [
  ['negative', 'a quota may be less than -1', /less than the minimum of -1/],
  ['great', 'a quota may be greater than 2147483647', /greater than the maximum/],
  ['words', 'a word is a quota', /does not match/],
  ['type', 'a quota is of any type', /is not of type 'integer', 'string'/],
  ['object', 'a list is a set of quotas', /is not of type 'object'/],
  ['unknown', 'quotas of other resources are passed over', /was unexpected/],
];

const readable = (request: Sent): Sent => withBody(request, { quota_set: {} });

export const quotas: readonly Wrong[] = [
  wrong(
    'quotas/other-project',
    'a set of quotas is shown with another project',
    'quotas/defaults',
    says(show, ({ quota_set }) => {
      quota_set.id = 'another';
    }),
  ),
  wrong(
    'quotas/order',
    'quotas are shown in another order',
    'quotas/defaults',
    says(show, ({ quota_set }) => ({ quota_set: Object.fromEntries(Object.entries(quota_set).reverse()) })),
  ),
  wrong(
    'quotas/altered',
    'a quota that was set is shown as another',
    'quotas/set-and-reset',
    says(show, ({ quota_set }) => {
      quota_set.server_groups = Number(quota_set.server_groups) + 1;
    }),
  ),
  wrong(
    'quotas/not-defaults',
    'a project without quotas of its own has none',
    'quotas/defaults',
    says(show, ({ quota_set }) => {
      quota_set.server_group_members = -1;
    }),
  ),
  wrong(
    'quotas/set-nothing',
    'setting a quota changes nothing',
    ['quotas/set-and-reset', 'quotas/below-use', 'quotas/own', 'quotas/legacy-unknown-keys'],
    takes(set, (request) => withQuotas(request, () => ({}))),
  ),
  wrong(
    'quotas/set-echo',
    'setting a quota is answered as asked for, and changes nothing',
    ['quotas/set-and-reset', 'quotas/legacy-unknown-keys'],
    instead(set, (request) =>
      made(200, {
        quota_set: { server_groups: Number(quotasIn(request).server_groups), server_group_members: 10 },
      }),
    ),
  ),
  wrong(
    'quotas/set-both',
    'setting a quota sets the other too',
    'quotas/set-and-reset',
    takes(set, (request) =>
      withQuotas(request, (all) => ({ server_group_members: all.server_groups ?? 7, ...all })),
    ),
  ),
  wrong(
    'quotas/set-text',
    'a quota of digits is kept as text',
    'quotas/set-and-reset',
    says(set, ({ quota_set }, request) => {
      if ('server_groups' in quotasIn(request)) quota_set.server_groups = quotasIn(request).server_groups;
    }),
  ),
  wrong(
    'quotas/set-no-text',
    'a quota must not be text',
    'quotas/set-and-reset',
    strict({ ...set, and: (request) => typeof quotasIn(request).server_groups === 'string' }),
  ),
  wrong(
    'quotas/set-201',
    'setting a quota is answered with 201',
    'quotas/set-and-reset',
    answers({ ...set, status: 200 }, (answer) => ({ ...answer, status: 201 })),
  ),
  wrong(
    'quotas/set-for-all',
    'what is set for one project is the default of all',
    'quotas/set-and-reset',
    forAll,
  ),
  wrong(
    'quotas/unlimited',
    'there is no quota of -1',
    'quotas/set-and-reset',
    strict({ ...set, and: (request) => String(quotasIn(request).server_groups) === '-1' }),
  ),
  wrong(
    'quotas/none',
    'there is no quota of 0',
    ['quotas/set-and-reset'],
    strict({ ...set, and: (request) => quotasIn(request).server_groups === 0 }),
  ),
  wrong(
    'quotas/reset-nothing',
    'resetting quotas changes nothing',
    ['quotas/set-and-reset', 'quotas/own'],
    instead(reset, () => made(202, undefined)),
  ),
  wrong(
    'quotas/reset-remembered',
    'quotas that were reset are shown as they were',
    'quotas/set-and-reset',
    remembersQuotas,
  ),
  wrong(
    'quotas/reset-204',
    'resetting quotas is answered with 204',
    'quotas/set-and-reset',
    answers({ ...reset, status: 202 }, (answer) => ({ ...answer, status: 204 })),
  ),
  wrong(
    'quotas/reset-body',
    'resetting quotas is answered with quotas',
    'quotas/set-and-reset',
    answers({ ...reset, status: 202 }, (answer) => withText(answer, '{}')),
  ),
  ...TAKEN.map(([id, what, pattern]) =>
    wrong(
      `quotas/taken-${id}`,
      what,
      id === 'unknown' ? 'quotas/other-resources' : 'quotas/refused-values',
      lenient({ ...set, status: 400, says: pattern }, readable),
    ),
  ),
  wrong(
    'quotas/half-set',
    'a set of quotas that is refused is set in part',
    'quotas/other-resources',
    (known) => async (request, pass) => {
      const answer = await pass(request);
      if (handlerOf(request) === 'setQuotaSet' && answer.status === 400)
        await pass(asAdmin(withBody(request, { quota_set: { server_groups: 1 } }), known));
      return answer;
    },
  ),
  wrong(
    'quotas/legacy-strict',
    'below /v2 quotas of other resources are refused',
    'quotas/legacy-unknown-keys',
    strict({ ...set, path: /^\/v2\//, and: (request) => 'cores' in quotasIn(request) }),
  ),
];
