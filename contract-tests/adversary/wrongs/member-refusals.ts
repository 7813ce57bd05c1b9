/** Servers that let place servers who should not, or the other way round. */

import { fault, made } from '../made.ts';
import { type Alter, asMember, handlerOf, type Sent } from '../wire.ts';
import { answers, instead, type Known, lenient, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { claim, list, PLACES, placed, show } from './of-members.ts';

const release = { of: 'releaseMember' } as const;

const asService = (request: Sent, { tokens }: Known) => asMember(request, tokens.service);

/** Names of servers: whatever is released, it must have been claimed. */
const releasesOnce = (): Alter => {
  const claimed = new Set<string>();
  return async (request, pass) => {
    if (handlerOf(request) === 'claimMember') claimed.add(request.path.toLowerCase());
    if (handlerOf(request) === 'releaseMember' && !claimed.delete(request.path.toLowerCase()))
      return fault(request, 404, 'The server is no member.');
    return pass(request);
  };
};

export const memberRefusals: readonly Wrong[] = [
  wrong(
    'members/release-nothing',
    'a release is answered, and releases nothing',
    ['members/release', 'members/letters'],
    instead(release, () => made(204, undefined)),
  ),
  wrong('members/release-once', 'who is no member cannot be released', 'members/release', releasesOnce),
  wrong(
    'members/release-200',
    'a release is answered with 200',
    'members/release',
    answers({ ...release, status: 204 }, (answer) => ({ ...answer, status: 200 })),
  ),
  wrong(
    'members/project',
    'a project in the path is not understood',
    'members/project-in-path',
    strict({ path: /^\/v2(\.1)?\/[0-9a-f]{32}\/.*members/ }, 404),
  ),
  wrong(
    'members/deleted',
    'the members of a deleted group have their places for ever',
    'members/deleted-group',
    takes({ of: 'deleteServerGroup' }, (request) => ({ ...request, method: 'GET' })),
  ),
  wrong(
    'members/group-in-use',
    'a group with members cannot be deleted',
    'members/deleted-group',
    strict({ of: 'deleteServerGroup' }, 409),
  ),

  ...PLACES.map((of) =>
    wrong(
      `members/anyone-${of}`,
      `whoever sees a group may do what ${of} does`,
      'member-refusals/roles',
      lenient({ of, status: 403 }, asService),
    ),
  ),
  ...PLACES.map((of) =>
    wrong(
      `members/rule-${of}`,
      `the rule that refuses ${of} is not named`,
      'member-refusals/roles',
      answers({ of, status: 403 }, (_, request) => fault(request, 403, "Policy doesn't allow this.")),
    ),
  ),
  wrong(
    'members/others-forbidden',
    'whoever may place no servers is told so, though the group is not its own',
    'member-refusals/roles',
    answers({ of: PLACES, status: 404 }, (_, request) => fault(request, 403, 'No.')),
  ),
  wrong(
    'members/unknown-open',
    'members are listed without a token',
    'member-refusals/roles',
    lenient({ ...list, status: 401 }, asService),
  ),
  wrong(
    'members/admin-not',
    'an administrator may place no servers',
    ['members/claim', 'members/project-in-path'],
    instead(
      { ...claim, and: ({ headers }, { tokens }) => headers['x-auth-token']?.[0] === tokens.admin },
      (request) => fault(request, 403, 'No.'),
    ),
  ),
  wrong(
    'members/no-group',
    'a group that is not there is told in other words',
    'member-refusals/no-group',
    answers({ of: PLACES, status: 404 }, (_, request) => fault(request, 404, 'There is no such group.')),
  ),
  wrong(
    'members/no-group-400',
    'a group that is not there is a wrong request',
    'member-refusals/no-group',
    answers({ of: PLACES, status: 404 }, (_, request) => fault(request, 400, 'There is no such group.')),
  ),
  wrong(
    'members/quota',
    'there is no quota of members',
    'member-refusals/quota',
    answers({ ...claim, status: 403 }, (_, request) => placed(request)),
  ),
  wrong(
    'members/quota-409',
    'a quota of members that is used up is a conflict',
    'member-refusals/quota',
    answers({ ...claim, status: 403 }, (_, request) =>
      fault(request, 409, 'Quota exceeded, too many servers in group'),
    ),
  ),
  wrong(
    'members/service-blind',
    'who places servers sees the groups of one project',
    'member-refusals/service',
    instead(
      { ...show, and: ({ headers }, { tokens }) => headers['x-auth-token']?.[0] === tokens.service },
      (request) => fault(request, 404, 'No.'),
    ),
  ),
  wrong(
    'members/service-lists',
    'who places servers lists groups',
    'member-refusals/service',
    lenient({ of: 'listServerGroups', status: 403 }, (request, { tokens }) =>
      asMember(request, tokens.admin),
    ),
  ),
  wrong(
    'members/service-deletes',
    'who places servers deletes groups',
    'member-refusals/service',
    lenient({ of: 'deleteServerGroup', status: 404 }, (request, { tokens }) =>
      asMember(request, tokens.admin),
    ),
  ),
  wrong(
    'members/service-creates',
    'who places servers makes groups',
    'member-refusals/service',
    lenient({ of: 'createServerGroup', status: 403 }, (request, { tokens }) =>
      asMember(request, tokens.admin),
    ),
  ),
];
