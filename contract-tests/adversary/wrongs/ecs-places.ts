/** Servers that are wrong about the places, quotas and roles of members below `/v1`. */

import { fault } from '../made.ts';
import { type Alter, asMember, handlerOf, jsonOf, withBody, withJson, withText } from '../wire.ts';
import { answers, lenient, says, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { action, asAdmin, BATCHES, done, isAdding, once } from './of-ecs-members.ts';

const CHANGES = [action.of, ...BATCHES] as const;

/** Who joins again loses its place. */
const losesPlace = (): Alter => async (request, pass) => {
  if (handlerOf(request) === 'updateEcsGroupMembers' && isAdding(request)) {
    const { add_member } = jsonOf(request);
    await pass(withBody(request, { remove_member: add_member }));
  }
  return pass(request);
};

export const ecsPlaces: readonly Wrong[] = [
  wrong(
    'ecs-members/no-quota',
    'there is no quota of members below /v1',
    'ecs-members/quota',
    answers({ ...action, status: 400, says: /Quota/ }, done),
  ),
  wrong(
    'ecs-members/quota-code',
    'a quota of members that is used up has the code of a wrong body',
    'ecs-members/quota',
    answers({ ...action, status: 400 }, (answer) =>
      withText(answer, answer.body.replace('Ecs.0022', 'Ecs.0005')),
    ),
  ),
  wrong(
    'ecs-members/quota-of-members',
    'who is a member counts again when it joins again',
    'ecs-members/quota',
    once(true),
  ),
  wrong(
    'ecs-members/place',
    'who joins has a place',
    'ecs-members/places',
    says({ of: 'listMembers' }, ({ members }) => {
      for (const each of members) each.host ??= 'host-1';
    }),
  ),
  wrong(
    'ecs-members/hidden',
    'who has no place is not listed',
    'ecs-members/places',
    says({ of: 'listMembers' }, ({ members, policy }) => ({
      members: members.filter(({ host }) => host !== null),
      policy,
    })),
  ),
  wrong('ecs-members/loses-place', 'who joins again loses its place', 'ecs-members/places', losesPlace),
  wrong(
    'ecs-members/claims',
    'who has joined below /v1 cannot claim a place',
    'ecs-members/places',
    strict({ of: 'claimMember' }, 409),
  ),
  ...CHANGES.map((of) =>
    wrong(
      `ecs-members/anyone-${of}`,
      `whoever sees a group may do what ${of} does`,
      'ecs-members/roles',
      lenient({ of, status: 403 }, asAdmin),
    ),
  ),
  ...CHANGES.map((of) =>
    wrong(
      `ecs-members/others-${of}`,
      `whoever is of another project may do what ${of} does`,
      'ecs-members/roles',
      lenient({ of, status: 404 }, asAdmin),
    ),
  ),
  wrong(
    'ecs-members/others-forbidden',
    "another project's group may not be changed, which tells that it is there",
    'ecs-members/roles',
    answers({ of: CHANGES, status: 404 }, (_, request) => fault(request, 403, 'No.')),
  ),
  wrong(
    'ecs-members/admin',
    'an administrator changes the groups of one project',
    'ecs-members/roles',
    takes(
      { of: CHANGES, and: ({ headers }, { tokens }) => headers['x-auth-token']?.[0] === tokens.admin },
      (request, { tokens }) => asMember(request, tokens.member),
    ),
  ),
  wrong(
    'ecs-members/rule',
    'the rule that refuses a change names another action',
    'ecs-members/roles',
    answers({ of: CHANGES, status: 403 }, (answer) =>
      withJson(answer, {
        error: {
          code: 'Ecs.0003',
          message: "Policy doesn't allow os_compute_api:os-server-groups:update to be performed.",
        },
      }),
    ),
  ),
];
