/** Servers that are wrong about what becomes of groups. */

import type { Answer } from '../../cases/case.ts';
import { again, fault, made } from '../made.ts';
import { type Alter, type Fields, handlerOf, idIn, jsonOf, type Sent, withJson } from '../wire.ts';
import { answers, instead, says, strict, type When, type Wrong, wrong } from '../wrong.ts';
import { create, isCreation, list, noGroup, READS, show } from './of-groups.ts';

const isDeletion = (request: Sent): boolean => handlerOf(request) === 'deleteServerGroup';

/** Shows what it has deleted as it was before. */
const remembers = (): Alter => {
  const shown = new Map<string, Answer>();
  return async (request, pass) => {
    if (isDeletion(request)) {
      const before = await pass({ ...request, method: 'GET' });
      if (before.status === 200) shown.set(idIn(request), before);
    }
    const answer = await pass(request);
    return answer.status === 404 && request.method === 'GET'
      ? again(shown.get(idIn(request)) ?? answer)
      : answer;
  };
};

/** Lists what it has deleted as it was before. */
const relists = (): Alter => {
  const gone: Fields[] = [];
  return async (request, pass) => {
    if (isDeletion(request)) {
      const before = await pass({ ...request, method: 'GET' });
      if (before.status === 200) gone.push(jsonOf(before).server_group);
    }
    const answer = await pass(request);
    if (handlerOf(request) !== 'listServerGroups' || answer.status !== 200) return answer;
    return withJson(answer, { server_groups: [...jsonOf(answer).server_groups, ...gone] });
  };
};

/** With a group goes the one that was made before it. */
const deletesTwo = (): Alter => {
  const ids: string[] = [];
  return async (request, pass) => {
    const answer = await pass(request);
    if (isCreation(request) && answer.status === 200) ids.push(String(jsonOf(answer).server_group.id));
    const before = ids[ids.indexOf(idIn(request)) - 1];
    if (isDeletion(request) && before !== undefined) {
      await pass({ ...request, path: request.path.replace(idIn(request), before) });
    }
    return answer;
  };
};

/** A creation whose name is taken is answered with the group that has it. */
const oneOfAName = (): Alter => {
  const known = new Map<string, Answer>();
  return async (request, pass) => {
    if (!isCreation(request)) return pass(request);
    const name = JSON.stringify(jsonOf(request).server_group?.name);
    const first = known.get(name);
    if (first !== undefined) return again(first);
    const answer = await pass(request);
    if (answer.status === 200) known.set(name, answer);
    return answer;
  };
};

const conflicts = (): Alter => {
  const known = new Set<string>();
  return async (request, pass) => {
    const name = JSON.stringify(jsonOf(request).server_group?.name);
    if (isCreation(request) && known.has(name)) return fault(request, 409, 'The name is taken.');
    known.add(name);
    return pass(request);
  };
};

/** A deletion of what is not there is done already. */
const deletesAgain = answers({ of: 'deleteServerGroup', status: 404 }, () => made(204, undefined));

const withStatus = (status: number, when: When = { of: 'deleteServerGroup' }) =>
  answers({ status: [200, 204], ...when }, (answer) => ({ ...answer, status }));

const remove = { of: 'deleteServerGroup' } as const;

export const groups: readonly Wrong[] = [
  wrong(
    'groups/unlisted',
    'what was made is not listed',
    [...READS, 'groups/project-in-path', 'pages/order'],
    says(list, () => ({ server_groups: [] })),
  ),
  wrong(
    'groups/last-unlisted',
    'the newest group is not listed yet',
    ['pages/order', 'groups/rules'],
    says(list, ({ server_groups }) => ({ server_groups: server_groups.slice(0, -1) })),
  ),
  wrong(
    'groups/listed-twice',
    'each group is listed twice',
    ['pages/order', 'groups/rules'],
    says(list, ({ server_groups }) => ({ server_groups: [...server_groups, ...server_groups] })),
  ),
  wrong(
    'groups/unshown',
    'what was made is not shown',
    [...READS, 'groups/project-in-path'],
    instead(show, noGroup),
  ),
  wrong('groups/deleted-shown', 'what was deleted is still shown', 'groups/delete', remembers),
  wrong('groups/deleted-listed', 'what was deleted is still listed', 'groups/delete', relists),
  wrong(
    'groups/delete-nothing',
    'a deletion deletes nothing',
    'groups/delete',
    instead(remove, () => made(204, undefined)),
  ),
  wrong('groups/delete-again', 'a repeated deletion is a success', 'groups/delete', deletesAgain),
  wrong('groups/delete-two', 'a deletion deletes another group too', 'groups/delete', () => deletesTwo()),
  wrong('groups/delete-accepted', 'a deletion is answered with 202', 'groups/delete', withStatus(202)),
  wrong('groups/delete-ok', 'a deletion is answered with 200', 'groups/delete', withStatus(200)),
  wrong('groups/delete-refused', 'there is no deletion', 'groups/delete', strict(remove, 405)),
  wrong('groups/created', 'a creation is answered with 201', 'groups/create', withStatus(201, create)),
  wrong('groups/accepted', 'a creation is answered with 202', 'groups/create', withStatus(202, create)),
  wrong(
    'groups/made-twice',
    'a creation makes two groups',
    'groups/same-name',
    () => async (request, pass) => {
      if (isCreation(request)) await pass(request);
      return pass(request);
    },
  ),
  wrong(
    'groups/same-name-same-group',
    'a name that is taken leads to the group that has it',
    'groups/same-name',
    oneOfAName,
  ),
  wrong('groups/same-name-refused', 'a name that is taken is refused', 'groups/same-name', conflicts),
];
