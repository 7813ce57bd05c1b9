/** Servers that show quotas, or let them be set, to whom they should not. */

import { fault } from '../made.ts';
import { answers, instead, lenient, type When, type Wrong, wrong } from '../wrong.ts';
import { asAdmin, limits, reset, set, show } from './of-quotas.ts';

const QUOTAS = ['showQuotaSet', 'setQuotaSet', 'resetQuotaSet', 'showDefaultQuotaSet', 'showLimits'] as const;

/** Each has a rule of its own, which a refusal names, and a case that looks at it. */
const RULES = [
  ['showQuotaSet', 'quotas/roles'],
  ['setQuotaSet', 'quotas/roles'],
  ['resetQuotaSet', 'quotas/roles'],
  ['showDefaultQuotaSet', 'quotas/no-role'],
  ['showLimits', 'quotas/no-role'],
] as const;

const isAdmin: NonNullable<When['and']> = ({ headers }, { tokens }) =>
  headers['x-auth-token']?.[0] === tokens.admin;

export const quotasRoles: readonly Wrong[] = [
  wrong(
    'quotas/others-shown',
    'everybody sees the quotas of all',
    'quotas/roles',
    lenient({ ...show, status: 403 }, asAdmin),
  ),
  wrong(
    'quotas/others-limits',
    'everybody sees the limits of all',
    'quotas/limits-of-project',
    lenient({ ...limits, status: 403, path: /tenant_id/ }, (request) => ({
      ...request,
      path: request.path.replace(/\?.*/, ''),
    })),
  ),
  wrong(
    'quotas/own-hidden',
    'the own quotas are for administrators',
    'quotas/roles',
    instead({ ...show, and: (request, known) => !isAdmin(request, known) }, (request) =>
      fault(request, 403, 'No.'),
    ),
  ),
  wrong(
    'quotas/defaults-hidden',
    'the defaults are for administrators',
    'quotas/roles',
    instead({ of: 'showDefaultQuotaSet', and: (request, known) => !isAdmin(request, known) }, (request) =>
      fault(request, 403, 'No.'),
    ),
  ),
  wrong(
    'quotas/limits-hidden',
    'limits are for members',
    'quotas/roles',
    instead(
      { ...limits, and: ({ headers }, { tokens }) => headers['x-auth-token']?.[0] === tokens.reader },
      (request) => fault(request, 403, 'No.'),
    ),
  ),
  wrong(
    'quotas/member-sets',
    'everybody sets quotas',
    'quotas/roles',
    lenient({ ...set, status: 403 }, asAdmin),
  ),
  wrong(
    'quotas/member-resets',
    'everybody resets quotas',
    'quotas/roles',
    lenient({ ...reset, status: 403 }, asAdmin),
  ),
  ...RULES.map(([of, noticedBy]) =>
    wrong(
      `quotas/rule-${of}`,
      `the rule that refuses ${of} is not named`,
      noticedBy,
      answers({ of, status: 403 }, (_, request) => fault(request, 403, "Policy doesn't allow this.")),
    ),
  ),
  wrong(
    'quotas/no-role',
    'who has no role sees quotas',
    ['quotas/roles', 'quotas/no-role'],
    lenient(
      {
        of: QUOTAS,
        status: 403,
        and: ({ headers }, { tokens }) => headers['x-auth-token']?.[0] === tokens.noRole,
      },
      asAdmin,
    ),
  ),
];
