/**
 * The profile of Huawei Cloud, Open Telekom Cloud and their kin: what their documents say otherwise, and where these are silent,
 * on what the checks cannot insist. Below `/v2.1` there is a Nova of 2.60.
 */

import { libertiesOfSuccesses } from './nova.ts';
import * as nova from './nova-differences.ts';
import { type Difference, type Liberty, MEMBERS, type Profile } from './profile.ts';

const OF_GATEWAY: readonly Difference[] = [
  {
    checks: [
      ...['routes/*', 'versions/none', 'http/old'],
      ...['A/*/{project_id}/os-server-groups/404', 'A/*/{project_id}/limits/404', 'A/*/os-quota-sets/*/404'],
    ],
    but: ['routes/unknown-id'],
    reason: 'A gateway answers in a form of its own where there is no such path or method.',
  },
  {
    checks: ['bodies/limit', 'A/* *os-server-groups*/413', 'A/* */limits/413', 'A/* */os-quota-sets/*/413'],
    reason: 'How large a body may be, the gateway says.',
  },
  {
    checks: ['order/*'],
    reason: 'The documents name no order of the checks, some of which are those of the gateway.',
  },
];

const OF_ROLES: readonly Difference[] = [
  {
    checks: ['roles/*', 'media-types/no-type', 'ecs-faults/roles', 'ecs-groups/all-projects', 'A/*/403'],
    but: ['roles/no-token', 'roles/other-project'],
    reason:
      'One permission allows all operations on groups: there are no readers, and no administrators of all projects.',
  },
  {
    checks: ['quotas/*'],
    but: ['quotas/limits'],
    reason: 'Quotas are raised by the support, and set by no operation.',
  },
];

const OF_GROUPS: readonly Difference[] = [
  {
    checks: ['groups/create-soft', 'groups/made-at-*-soft', 'ecs-groups/create-others'],
    reason:
      'The documents do not agree on whether other policies than anti-affinity are taken; below /v1 they are not.',
  },
  {
    checks: ['groups/rules', 'ecs-groups/rules'],
    reason: 'They end at 2.60, before there are rules.',
  },
  {
    checks: ['pages/*'],
    reason:
      'The documents name no order in which groups are listed, and a marker and an offset not together.',
  },
  {
    checks: ['ecs-groups/page-queries', 'ecs-groups/unknown-query', 'ecs-groups/slashes-and-head'],
    reason:
      'Below /v1 a marker counts beside a limit only; what more a query may be, the documents do not say.',
  },
  {
    checks: [
      ...[
        'ecs-members/*',
        'ecs-groups/delete-with-members',
        'ecs-groups/members-there',
        'ecs-faults/change-*',
      ],
      ...['action', 'add_members', 'remove_members'].map((name) => `A/POST /v1/*/${name}/*`),
    ],
    but: ['A/*/401', 'A/*/429', 'A/*/500', 'A/*/503'],
    reason: 'A server that joins must exist, and be stopped; those of the checks do not exist.',
  },
  {
    checks: [
      'ecs-faults/*',
      'A/* /v1/*/404',
      'A/* /v1/*/415',
      'A/GET /v1/{project_id}/cloudservers/os-server-groups/400',
    ],
    but: ['ecs-faults/token', 'ecs-faults/project', 'ecs-faults/body-*'],
    reason: 'Which status stands for what below /v1, the documents do not say.',
  },
];

const liberties: readonly Liberty[] = [
  {
    answers: ['*'],
    objections: ['*-request-id*', '*X-Request-Id*'],
    reason: 'A gateway gives requests ids of its own.',
  },
  {
    answers: ['* 401'],
    objections: ['response.body*', 'the body at *', '*WWW-Authenticate*', '*www-authenticate*'],
    reason: 'A gateway refuses tokens in a form of its own.',
  },
  {
    answers: ['* /v1/* 400', '* /v1/* 404'],
    objections: ['response.body.error.code: *', 'the body at "/error/code" *'],
    reason: 'The family has more codes than the documents tie to these operations.',
  },
];

export const huawei = {
  name: 'huawei',
  what: 'Huawei Cloud, Open Telekom Cloud and their kin',
  has: { legacy: true, ecs: true },
  lacks: [...MEMBERS, 'setQuotaSet', 'resetQuotaSet'],
  lacksParts: ['members', 'idempotency'],
  traits: { messages: 'free', form: 'gateway', nowhere: 'pages', softPolicies: '2.15' },
  differences: [
    ...[OF_GATEWAY, OF_ROLES, OF_GROUPS].flat(),
    ...[nova.groups, nova.limits, nova.requests, nova.documents].flat(),
  ],
  liberties: [...liberties, ...libertiesOfSuccesses],
} as const satisfies Profile;
