/** Servers that read requests otherwise below `/v1`. */

import { named } from '../../run.ts';
import { fault, made } from '../made.ts';
import { handlerOf, isBelowV1, type Sent, withBody, withText } from '../wire.ts';
import { answers, headers, instead, lenient, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { as, below, create, tokenOf } from './of-ecs.ts';

const CHANGES = ['updateEcsGroupMembers', 'addEcsGroupMembers', 'removeEcsGroupMembers'] as const;

/** What is answered where all went well, and nothing was done. */
const succeeded = (request: Sent) => {
  const handler = handlerOf(request);
  if (handler === 'updateEcsGroupMembers') return made(200, undefined);
  if (handler !== 'createEcsGroup') return made(200, { status: 'SUCCESS', servers: [] });
  const id = '3b241101-e2bb-4255-8caf-4136c566a962';
  const server_group = { id, name: named(), policies: ['anti-affinity'], members: [], metadata: {} };
  return made(200, { server_group });
};

/** Each refusal of a body is one of these; whoever does not refuse does nothing, with success. */
const BODIES: readonly (readonly [id: string, what: string, says: RegExp, cases: readonly string[]])[] = [
  [
    'anything',
    'whatever is sent below /v1 is done',
    /Ecs\.0005/,
    ['ecs-faults/body-*', 'ecs-faults/change-*'],
  ],
  [
    'required',
    'what is missing below /v1 is made up',
    /is a required property/,
    [
      'below /v1, a creation refuses the body {}',
      'below /v1, /x/add_members refuses the body {}',
      'below /v1, /x/remove_members refuses the body {}',
    ],
  ],
  [
    'unknown',
    'unknown keys are passed over below /v1',
    /unexpected/,
    ['below /v1, a creation refuses the body *"x":1}', 'below /v1, /x/add_members refuses the body *"x":1}'],
  ],
  [
    'uuid',
    'whatever stands there is a server',
    /is not a 'uuid'/,
    ['*refuses the body {"server_ids":["x"]}', '*refuses the body {"add_member":{"instance_uuid":"x"}}'],
  ],
  [
    'twice',
    'a server may be named twice',
    /non-unique/,
    ['below /v1, /x/add_members refuses the body {"server_ids":["7f0f0d9a-3c6e-4c43-8a0e-6c1f2a9b5d10","7*'],
  ],
  [
    'none',
    'a batch may be empty',
    /\[\] is too short/,
    ['below /v1, /x/*_members refuses the body {"server_ids":[]}'],
  ],
  [
    'both',
    'a server may join and leave at once',
    /too many properties/,
    ['below /v1, /x/action refuses the body {"add_member":*"remove_m*'],
  ],
];

export const ecsBodies: readonly Wrong[] = [
  wrong(
    'ecs/json',
    'what is no JSON is an empty object below /v1',
    'ecs-faults/json',
    lenient({ ...below, says: /Malformed request body/ }, (request) => withBody(request, {})),
  ),
  wrong(
    'ecs/no-body',
    'no body at all is an empty object below /v1',
    ['ecs-faults/no-body', 'ecs-faults/empty-body'],
    takes(
      { ...below, method: 'POST', and: (request) => isBelowV1(request) && request.body.length === 0 },
      (request) => withBody(request, {}),
    ),
  ),
  wrong(
    'ecs/no-body-code',
    'no body at all has the code of one that does not fit',
    ['ecs-faults/no-body', 'ecs-faults/empty-body'],
    answers({ ...below, status: 400 }, (answer) =>
      withText(answer, answer.body.replace('Common.0002', 'Ecs.0005')),
    ),
  ),
  wrong(
    'ecs/size',
    'there is no limit below /v1',
    ['ecs-faults/size', 'ecs-faults/chunks'],
    lenient({ ...below, status: 413 }, (request) => withBody(request, '{')),
  ),
  ...BODIES.map(([id, what, pattern, cases]) =>
    wrong(
      `ecs/body-${id}`,
      what,
      cases,
      answers({ of: [create.of, ...CHANGES], status: 400, says: pattern }, (_, request) =>
        succeeded(request),
      ),
    ),
  ),
  wrong(
    'ecs/escapes',
    'a path that is spelled with escapes leads nowhere',
    'ecs-faults/escapes',
    instead({ path: /%31/ }, (request) => fault(request, 404, 'The resource could not be found.')),
  ),
  wrong(
    'ecs/roles',
    'whoever sees a group may do all with it',
    'ecs-faults/roles',
    lenient({ ...below, status: 403 }, as('member')),
  ),
  wrong(
    'ecs/rule',
    'the rule that refuses is not named below /v1',
    ['ecs-faults/roles', 'ecs-members/roles'],
    answers({ ...below, status: 403 }, (_, request) => fault(request, 403, "Policy doesn't allow this.")),
  ),
  wrong(
    'ecs/versions',
    'a malformed version is refused below /v1',
    'ecs-faults/versions',
    strict({
      ...below,
      and: (request) =>
        isBelowV1(request) && request.headers['openstack-api-version']?.[0] === 'compute nonsense',
    }),
  ),
  wrong(
    'ecs/versions-said',
    'an answer below /v1 says a version',
    ['ecs-faults/versions', 'ecs-groups/create'],
    headers(below, { 'openstack-api-version': 'compute 2.1', 'x-openstack-nova-api-version': '2.1' }),
  ),
  wrong(
    'ecs/order',
    'a token is asked for before a body that is too large is refused',
    'ecs-faults/order',
    strict({ ...below, and: (request) => isBelowV1(request) && tokenOf(request) === undefined }, 401),
  ),
  wrong(
    'ecs/order-quota',
    'a quota is looked at before a role',
    'ecs-faults/order',
    answers({ ...create, status: 403 }, (_, request) =>
      fault(request, 400, 'Quota exceeded, too many server groups.'),
    ),
  ),
  wrong(
    'ecs/order-type',
    'a body is read before its type is looked at',
    'ecs-faults/order',
    answers({ ...below, status: 415 }, (_, request) => fault(request, 400, 'Malformed request body')),
  ),
];
