/** Servers that are wrong about many servers that join or leave at once. */

import { fault, made } from '../made.ts';
import { type Alter, handlerOf, jsonOf, type Sent, withBody, withText } from '../wire.ts';
import { answers, instead, says, type Wrong, wrong } from '../wrong.ts';
import { action, asAdmin, BATCHES, done } from './of-ecs-members.ts';

const add = { of: 'addEcsGroupMembers' } as const;

const remove = { of: 'removeEcsGroupMembers' } as const;

const serversIn = (request: Sent) => (jsonOf(request).server_ids ?? []) as string[];

const succeeded = (request: Sent) =>
  made(200, {
    status: 'SUCCESS',
    servers: serversIn(request).map((server_id) => ({ server_id, status: 'SUCCESS' })),
  });

/** A batch is done as a whole, or not at all. */
const allOrNone = (): Alter => async (request, pass) => {
  const answer = await pass(request);
  if (handlerOf(request) !== 'addEcsGroupMembers' || !answer.body.includes('"PARTIAL"')) return answer;
  const path = request.path.replace('add_members', 'remove_members');
  await pass({ ...request, path });
  return answer;
};

export const ecsBatches: readonly Wrong[] = [
  wrong(
    'ecs-members/batch-nothing',
    'many servers that join are no members',
    ['ecs-members/batch', 'ecs-members/places'],
    instead(add, succeeded),
  ),
  wrong(
    'ecs-members/batch-stays',
    'many servers that leave are still members',
    'ecs-members/batch',
    instead(remove, succeeded),
  ),
  wrong(
    'ecs-members/batch-all',
    'leaving takes all members out',
    'ecs-members/batch',
    (known) => async (request, pass) => {
      if (handlerOf(request) !== remove.of) return pass(request);
      const answer = await pass(request);
      const group = request.path.replace('/remove_members', '');
      const { members } = jsonOf(
        await pass(
          asAdmin(
            {
              ...request,
              method: 'GET',
              path: group,
              body: Buffer.alloc(0),
              headers: { 'x-auth-token': request.headers['x-auth-token'] },
            },
            known,
          ),
        ),
      ).server_group;
      if ((members as string[]).length > 0) await pass(withBody(request, { server_ids: members }));
      return answer;
    },
  ),
  wrong(
    'ecs-members/batch-order',
    'results stand in another order than their servers',
    'ecs-members/batch',
    says({ of: BATCHES }, ({ status, servers }) => ({ status, servers: servers.reverse() })),
  ),
  wrong(
    'ecs-members/batch-lower',
    'results have their servers in lower case',
    'ecs-members/batch-letters',
    says({ of: BATCHES }, (body) => {
      for (const each of body.servers) each.server_id = String(each.server_id).toLowerCase();
    }),
  ),
  wrong(
    'ecs-members/batch-first',
    'results are told of the first server alone',
    'ecs-members/batch',
    says({ of: BATCHES }, ({ status, servers }) => ({ status, servers: servers.slice(0, 1) })),
  ),
  wrong(
    'ecs-members/batch-keys',
    'results have their keys in another order',
    'ecs-members/batch',
    says({ of: BATCHES }, ({ status, servers }) => ({ servers, status })),
  ),
  wrong(
    'ecs-members/batch-success',
    'a batch that failed is told to have succeeded',
    ['ecs-members/partial', 'ecs-members/quota'],
    says(add, (body, request) => {
      Object.assign(body, jsonOf(succeeded(request)));
    }),
  ),
  wrong(
    'ecs-members/batch-status',
    'of a batch that failed the whole is told to have succeeded',
    ['ecs-members/partial', 'ecs-members/quota'],
    says(add, (body) => {
      body.status = 'SUCCESS';
    }),
  ),
  wrong(
    'ecs-members/batch-partial',
    'a batch that failed is told to have succeeded in part',
    'ecs-members/partial',
    answers({ ...add, status: 200 }, (answer) =>
      withText(answer, answer.body.replace('{"status":"FAIL"', '{"status":"PARTIAL"')),
    ),
  ),
  wrong(
    'ecs-members/batch-reasonless',
    'of what failed it is not told why',
    ['ecs-members/partial', 'ecs-members/quota'],
    says(add, (body) => {
      for (const each of body.servers) delete each.fail_reason;
    }),
  ),
  wrong(
    'ecs-members/batch-other-reason',
    'of what failed another reason is told',
    ['ecs-members/partial', 'ecs-members/quota'],
    says(add, (body) => {
      for (const each of body.servers) if ('fail_reason' in each) each.fail_reason = 'failed';
    }),
  ),
  wrong(
    'ecs-members/batch-400',
    'a batch that failed in part is refused',
    ['ecs-members/partial', 'ecs-members/quota'],
    answers({ ...add, says: /"PARTIAL"/ }, (_, request) => fault(request, 400, 'Some servers cannot join.')),
  ),
  wrong(
    'ecs-members/batch-whole',
    'a batch is done as a whole, or not at all',
    ['ecs-members/partial', 'ecs-members/quota'],
    allOrNone,
  ),
  wrong(
    'ecs-members/moved',
    'who is in another group moves',
    'ecs-members/partial',
    answers({ ...action, status: 400, says: /Ecs\.0100/ }, done),
  ),
  wrong(
    'ecs-members/elsewhere-code',
    'who is in another group is refused with the code of a wrong body',
    'ecs-members/partial',
    answers({ ...action, status: 400 }, (answer) =>
      withText(answer, answer.body.replace('Ecs.0100', 'Ecs.0005')),
    ),
  ),
  wrong(
    'ecs-members/one-shown',
    'of the members of a group one is shown',
    'ecs-members/partial',
    says({ of: 'showEcsGroup' }, ({ server_group }) => {
      server_group.members = (server_group.members as string[]).slice(0, 1);
    }),
  ),
];
