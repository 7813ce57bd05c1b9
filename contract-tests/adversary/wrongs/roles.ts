/** Servers that let in whom they should not, or keep out whom they should let in. */

import { fault } from '../made.ts';
import { handlerOf } from '../wire.ts';
import { answers, instead, lenient, takes, type When, type Wrong, wrong } from '../wrong.ts';
import { as, denied, is, list, noGroup, tokenOf } from './of-roles.ts';

const ACTIONS = {
  createServerGroup: 'creates',
  listServerGroups: 'lists',
  showServerGroup: 'shows',
  deleteServerGroup: 'deletes',
} as const;

type Action = keyof typeof ACTIONS;

const actions = (Object.keys(ACTIONS) as Action[]).map((of) => [of, ACTIONS[of]] as const);

/** Tokens that are none, and what makes one of them. */
const UNKNOWN: readonly (readonly [id: string, what: string, and: NonNullable<When['and']>])[] = [
  ['none', 'no token at all', (request) => tokenOf(request) === undefined],
  ['empty', 'an empty token', (request) => tokenOf(request) === ''],
  ['unknown', 'any token', (request) => tokenOf(request) === 'unknown'],
  [
    'longer',
    'a token with something after it',
    (request, { tokens }) => tokenOf(request) === `${tokens.member}x`,
  ],
  [
    'letters',
    'a token in upper case',
    (request, { tokens }) => tokenOf(request) === tokens.member.toUpperCase(),
  ],
];

export const roles: readonly Wrong[] = [
  ...UNKNOWN.map(([id, what, and]) =>
    wrong(
      `roles/token-${id}`,
      `${what} is that of a member`,
      'roles/no-token',
      takes({ path: /^\/v2/, and }, as('member')),
    ),
  ),
  wrong(
    'roles/401-403',
    'who is not known may not',
    'roles/no-token',
    answers({ status: 401 }, (_, request) => denied(request)),
  ),
  wrong(
    'roles/401-404',
    'who is not known finds nothing',
    'roles/no-token',
    answers({ status: 401 }, (_, request) => noGroup(request)),
  ),
  wrong(
    'roles/401-302',
    'who is not known is sent to a page',
    'roles/no-token',
    answers({ status: 401 }, (answer) => ({ ...answer, status: 302 })),
  ),
  wrong(
    'roles/401-open',
    'a list needs no token',
    'roles/no-token',
    lenient({ ...list, status: 401 }, as('member')),
  ),

  ...(['createServerGroup', 'deleteServerGroup'] as const).map((of) =>
    wrong(
      `roles/reader-${ACTIONS[of]}`,
      `a reader ${ACTIONS[of]} groups`,
      'roles/reader',
      lenient({ of, status: 403 }, as('member')),
    ),
  ),
  ...(['listServerGroups', 'showServerGroup'] as const).map((of) =>
    wrong(
      `roles/reader-${ACTIONS[of]}-not`,
      `a reader ${ACTIONS[of]} no groups`,
      'roles/reader',
      instead({ of, and: is('reader') }, denied),
    ),
  ),
  ...actions.map(([of, what]) =>
    wrong(
      `roles/no-role-${what}`,
      `who has no role ${what} groups`,
      'roles/no-role',
      lenient({ of, status: 403, and: is('noRole') }, as('member')),
    ),
  ),
  ...actions.map(([of, what]) =>
    wrong(
      `roles/rule-${what}`,
      `the rule that refuses who ${what} is not named`,
      'roles/no-role',
      answers({ of, status: 403 }, (_, request) => denied(request)),
    ),
  ),
  wrong(
    'roles/no-role-all',
    'who has no role lists the groups of all projects',
    'roles/no-role',
    lenient({ ...list, status: 403, path: /all_projects/, and: is('noRole') }, as('admin')),
  ),
  wrong(
    'roles/403-404',
    'who may not finds nothing',
    ['roles/reader', 'roles/no-role'],
    answers({ status: 403 }, (_, request) => noGroup(request)),
  ),
  wrong(
    'roles/403-401',
    'who may not is not known',
    ['roles/reader', 'roles/no-role'],
    answers({ status: 403 }, (_, request) => fault(request, 401, 'Unauthorized')),
  ),
  wrong(
    'roles/deleted-anyway',
    'who may not delete is told so, and the group is gone',
    'roles/reader',
    (known) => async (request, pass) => {
      const answer = await pass(request);
      if (answer.status === 403 && handlerOf(request) === 'deleteServerGroup')
        await pass(as('member')(request, known));
      return answer;
    },
  ),
];
