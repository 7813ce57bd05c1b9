/** Servers that refuse otherwise below `/v1`. */

import { fault } from '../made.ts';
import { jsonOf, withHeaders, withText } from '../wire.ts';
import { answers, lenient, strict, type Wrong, wrong } from '../wrong.ts';
import { as, below, tokenOf } from './of-ecs.ts';

/** The same group on the other API has a fault of that one. */
const native = (status: number, name: string) =>
  answers({ ...below, status }, (answer) =>
    withText(answer, JSON.stringify({ [name]: { code: status, message: jsonOf(answer).error.message } })),
  );

const refusals: readonly (readonly [id: string, status: number, name: string, noticedBy: string])[] = [
  ['400', 400, 'badRequest', 'ecs-faults/json'],
  ['403', 403, 'forbidden', 'ecs-members/roles'],
  ['404', 404, 'itemNotFound', 'ecs-groups/delete'],
];

export const ecsFaults: readonly Wrong[] = [
  ...refusals.map(([id, status, name, noticedBy]) =>
    wrong(
      `ecs/native-${id}`,
      `a fault ${status} below /v1 has the form of the other API`,
      noticedBy,
      native(status, name),
    ),
  ),
  wrong(
    'ecs/native-nowhere',
    'what leads nowhere below /v1 is told in the form of the other API',
    'ecs-faults/routes',
    native(404, 'itemNotFound'),
  ),
  wrong(
    'ecs/native-method',
    'a wrong method below /v1 is told in the form of the other API',
    'ecs-faults/method',
    native(405, 'badMethod'),
  ),
  wrong(
    'ecs/token-unknown',
    'any token is that of a member below /v1',
    'ecs-faults/token',
    lenient({ ...below, status: 401 }, as('member')),
  ),
  wrong(
    'ecs/token-open',
    'what leads nowhere below /v1 is told without a token',
    'ecs-faults/routes',
    answers({ ...below, status: 401 }, (_, request) =>
      fault(request, 404, 'The resource could not be found.'),
    ),
  ),
  wrong(
    'ecs/method-404',
    'a wrong method leads nowhere below /v1',
    'ecs-faults/method',
    answers({ ...below, status: 405 }, (_, request) =>
      fault(request, 404, 'The resource could not be found.'),
    ),
  ),
  wrong(
    'ecs/options',
    'there is no OPTIONS below /v1',
    'ecs-faults/method',
    strict({ ...below, method: 'OPTIONS' }, 405),
  ),
  wrong(
    'ecs/media-type',
    'whatever its type, a body below /v1 is taken for JSON',
    'ecs-faults/media-type',
    lenient({ ...below, status: 415 }, (request) =>
      withHeaders(request, { 'content-type': 'application/json' }),
    ),
  ),
  wrong(
    'ecs/any-project',
    'any project may be named below /v1',
    'ecs-faults/project',
    lenient({ ...below, status: 400, says: /Malformed request URL/ }, (request, { project }) => ({
      ...request,
      path: request.path.replace('/abc/', `/${project}/`),
    })),
  ),
  wrong(
    'ecs/other-project-403',
    'the project of another may not be named below /v1',
    'ecs-faults/project',
    answers({ ...below, status: 400, says: /Malformed request URL/ }, (_, request) =>
      fault(request, 403, 'No.'),
    ),
  ),
  wrong(
    'ecs/no-group',
    'a group that is not there is told in other words below /v1',
    ['ecs-faults/no-group', 'ecs-groups/delete'],
    answers({ ...below, status: 404 }, (_, request) => fault(request, 404, 'There is no such group.')),
  ),
  wrong(
    'ecs/no-group-role',
    'a role is looked at before the group below /v1',
    'ecs-faults/no-group',
    answers(
      { ...below, status: 404, and: (request, { tokens }) => tokenOf(request) === tokens.noRole },
      (_, request) => fault(request, 403, 'No.'),
    ),
  ),
];
