/** Servers that are wrong about claims, moves and releases. */

import { fault } from '../made.ts';
import { type Alter, asMember, handlerOf, withBody, withText } from '../wire.ts';
import { answers, instead, type Wrong, wrong } from '../wrong.ts';
import { claim, hostIn, keepsPlaces, placed, serverIn } from './of-members.ts';

const isFull = { ...claim, status: 409, says: /is full/ };

const isElsewhere = { ...claim, status: 409, says: /is in server group/ };

/** A move that is refused loses the place. */
const losesPlace = (): Alter => async (request, pass) => {
  const answer = await pass(request);
  if (handlerOf(request) === 'claimMember' && answer.status === 409)
    await pass({
      ...request,
      method: 'DELETE',
      body: Buffer.alloc(0),
      headers: { ...request.headers, 'content-length': undefined },
    });
  return answer;
};

/** A member that is there already is not let in again. */
const claimsOnce = (): Alter => {
  const placed = new Set<string>();
  return async (request, pass) => {
    const key = `${request.path} ${hostIn(request)}`.toLowerCase();
    if (handlerOf(request) !== 'claimMember') return pass(request);
    if (placed.has(key)) return fault(request, 409, 'The server is a member.');
    const answer = await pass(request);
    if (answer.status === 200) placed.add(key);
    return answer;
  };
};

/** One host for all groups. */
const oneForAll = (): Alter => {
  const hosts = new Map<unknown, string>();
  return async (request, pass) => {
    if (handlerOf(request) !== 'claimMember') return pass(request);
    const group = request.path.split('/members/')[0] ?? '';
    if ((hosts.get(hostIn(request)) ?? group) !== group) return fault(request, 409, 'The host is full.');
    hosts.set(hostIn(request), group);
    return pass(request);
  };
};

/** A server that has a place is refused elsewhere. */
const onceInAll = (): Alter => {
  const groups = new Map<string, string>();
  return async (request, pass) => {
    if (handlerOf(request) !== 'claimMember') return pass(request);
    const group = request.path.split('/members/')[0] ?? '';
    if ((groups.get(serverIn(request)) ?? group) !== group)
      return fault(request, 409, 'The server is elsewhere.');
    groups.set(serverIn(request), group);
    return pass(request);
  };
};

export const places: readonly Wrong[] = [
  wrong(
    'members/claim-nothing',
    'a claim is granted, and the server is no member',
    ['members/claim', 'policies/host-full', 'members/repeat'],
    instead(claim, placed),
  ),
  wrong(
    'members/201',
    'a claim is answered with 201',
    'members/claim',
    answers({ ...claim, status: 200 }, (answer) => ({ ...answer, status: 201 })),
  ),
  wrong(
    'members/full',
    'a claim on a full host is granted',
    [
      'policies/host-full',
      'policies/max-server-per-host',
      'policies/one-host-for-many',
      'members/letters',
      'members/move',
    ],
    answers(isFull, (_, request) => placed(request)),
  ),
  wrong(
    'members/full-403',
    'a claim on a full host is forbidden',
    'policies/host-full',
    answers(isFull, (_, request) => fault(request, 403, 'The host is full.')),
  ),
  wrong(
    'members/full-nameless',
    'the refusal of a claim does not name the host',
    'policies/host-full',
    answers(isFull, (answer) => withText(answer, answer.body.replace(/The host \S+ is/, 'The host is'))),
  ),
  wrong(
    'members/full-other-host',
    'the refusal of a claim names another host',
    'policies/host-full',
    answers(isFull, (answer) => withText(answer, answer.body.replaceAll('host-1', 'host-7'))),
  ),
  wrong(
    'members/full-joins',
    'whose claim is refused joins without a place',
    'policies/host-full',
    (known) => async (request, pass) => {
      const answer = await pass(request);
      if (answer.status !== 409) return answer;
      const path = `/v1/${known.project}/cloudservers/os-server-groups/${request.path.split('/').at(-3)}/action`;
      await pass(
        asMember(
          withBody(
            { ...request, method: 'POST', path },
            { add_member: { instance_uuid: serverIn(request) } },
          ),
          known.tokens.member,
        ),
      );
      return answer;
    },
  ),
  wrong('members/loses-place', 'a move that is refused loses the place', 'members/move', losesPlace),
  wrong('members/keeps-places', 'who moves keeps the old place too', 'members/move', keepsPlaces),
  wrong(
    'members/no-move',
    'a member must not move',
    'members/move',
    instead({ ...claim, and: (request) => hostIn(request) === 'host-2' }, (request) =>
      fault(request, 409, 'The server has a place.'),
    ),
  ),
  wrong('members/repeat', 'a repeated claim is refused', ['members/repeat', 'members/letters'], claimsOnce),
  wrong(
    'members/one-for-all',
    'a host is for one group',
    ['policies/groups-apart', 'members/projects'],
    oneForAll,
  ),
  wrong(
    'members/one-group',
    'a server may be in several groups of its project',
    'member-refusals/other-group',
    answers(isElsewhere, (_, request) => placed(request)),
  ),
  wrong(
    'members/elsewhere-nameless',
    'the refusal does not name the group that the server is in',
    'member-refusals/other-group',
    answers(isElsewhere, (answer) =>
      withText(answer, answer.body.replace(/server group [0-9a-f-]+/, 'another server group')),
    ),
  ),
  wrong('members/one-project', 'a server may be in one group of all projects', 'members/projects', onceInAll),
  wrong(
    'members/no-rule',
    'the rule is not heeded: one member on a host',
    'policies/max-server-per-host',
    keepsPlaces,
  ),
];
