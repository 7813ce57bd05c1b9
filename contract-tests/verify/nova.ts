/** The profile of OpenStack Nova. */

import * as differences from './nova-differences.ts';
import { type Liberty, MEMBERS, type Profile } from './profile.ts';

/** Its keys, as JSON. */
const PAGE = ['code', 'message', 'title'].map(
  (key) => `response.body: must NOT have additional properties; found '${key}'`,
);

/** Of what its successes say. */
export const libertiesOfSuccesses: readonly Liberty[] = [
  {
    answers: ['DELETE * 204', 'DELETE * 202'],
    objections: ['the Content-Type is application/json'],
    reason: 'Nova names a type also where there is no body.',
  },
  {
    answers: ['GET */os-quota-sets/* 200', 'PUT */os-quota-sets/* 200'],
    objections: [
      'the body at "/quota_set" must NOT have additional properties *',
      'response.body.quota_set: must NOT have additional properties; found *',
    ],
    reason: 'Nova has quotas of other resources too.',
  },
  {
    answers: ['GET */limits 200'],
    objections: ['the body at "/limits/absolute" must NOT have additional properties *'],
    reason: 'Nova has limits of other resources too.',
  },
];

/** Of what has no operation, and no id. */
const libertiesOfPages: readonly Liberty[] = [
  {
    answers: ['GET / *'],
    objections: ['*x-openstack-request-id*', '*x-compute-request-id*'],
    reason: 'In Nova a request for the list of versions has no id.',
  },
  {
    answers: ['* 413'],
    objections: ['the body is not JSON', "response.body: must have required property 'overLimit'", ...PAGE],
    reason: 'Nova answers a body that is too large with a page for people.',
  },
  {
    answers: [
      '* */{project_id}/os-server-groups 404',
      '* */{project_id}/os-quota-sets/* 404',
      'GET */{project_id}/limits 404',
    ],
    objections: ["response.body: must have required property 'itemNotFound'", ...PAGE],
    reason: 'Nova answers with a page for people where there is no such path.',
  },
];

export const nova = {
  name: 'nova',
  what: 'OpenStack Nova',
  has: { legacy: true, ecs: false },
  lacks: MEMBERS,
  lacksParts: ['members', 'idempotency', 'ecs'],
  traits: { messages: 'library', form: 'loose', nowhere: 'pages', softPolicies: '2.15' },
  differences: Object.values(differences).flat(),
  liberties: [...libertiesOfSuccesses, ...libertiesOfPages],
} as const satisfies Profile;
