/** Servers that have other methods. */

import { fault, made } from '../made.ts';
import { withHeaders } from '../wire.ts';
import { answers, headers, instead, strict, type Wrong, wrong } from '../wrong.ts';
import { isWithoutToken } from './of-routes.ts';

const METHODS = 'routes/methods-of*';

const OPTIONS = 'routes/options-of*';

const allowing = (change: (allow: string) => string) =>
  answers({ and: ({ method }) => method !== 'GET' }, (answer) =>
    answer.headers.allow === undefined
      ? answer
      : withHeaders(answer, { allow: change(String(answer.headers.allow)) }),
  );

export const methods: readonly Wrong[] = [
  wrong(
    'routes/405-404',
    'a wrong method leads nowhere',
    METHODS,
    answers({ status: 405 }, (_, request) => fault(request, 404, 'The resource could not be found.')),
  ),
  wrong(
    'routes/405-501',
    'a wrong method is not built yet',
    METHODS,
    answers({ status: 405 }, (answer) => ({ ...answer, status: 501 })),
  ),
  wrong(
    'routes/405-200',
    'a wrong method does nothing, with success',
    METHODS,
    answers({ status: 405 }, () => made(200, {})),
  ),
  wrong(
    'routes/405-no-allow',
    'it is not said which methods there are',
    METHODS,
    headers({ status: 405 }, { allow: undefined }),
  ),
  wrong(
    'routes/405-more',
    'PATCH is named among the methods',
    METHODS,
    allowing((allow) => `${allow}, PATCH`),
  ),
  wrong(
    'routes/405-no-head',
    'HEAD is not named among the methods',
    ['routes/methods-of/os-server-groups', 'routes/methods-of-version'],
    allowing((allow) => allow.replace(', HEAD', '')),
  ),
  wrong(
    'routes/405-open',
    'a wrong method needs a token to be told',
    'discovery/methods',
    answers({ status: 405, and: isWithoutToken }, (_, request) => fault(request, 401, 'Unauthorized')),
  ),
  wrong(
    'routes/trace',
    'TRACE sends the request back',
    METHODS,
    instead({ method: 'TRACE' }, () => made(200, {})),
  ),
  wrong(
    'routes/put',
    'a group can be changed',
    ['routes/methods-of/os-server-groups/x', 'routes/methods-of/abc/os-server-groups/x'],
    instead({ method: 'PUT', path: /os-server-groups\/x$/ }, () => made(200, {})),
  ),
  wrong(
    'routes/patch',
    'a group can be patched',
    'routes/methods-of/os-server-groups/x',
    instead({ method: 'PATCH' }, () => made(200, {})),
  ),
  wrong(
    'routes/delete-all',
    'all groups can be deleted at once',
    ['routes/methods-of/os-server-groups', 'routes/methods-of/abc/os-server-groups'],
    instead({ method: 'DELETE', path: /os-server-groups$/ }, () => made(204, undefined)),
  ),
  wrong(
    'routes/post-members',
    'members are posted',
    'routes/methods-of/os-server-groups/x/members',
    instead({ method: 'POST', path: /members$/ }, () => made(200, {})),
  ),
  wrong(
    'routes/get-member',
    'a member can be shown',
    'routes/methods-of/os-server-groups/x/members/y',
    instead({ method: 'GET', path: /members\/y$/ }, () => made(200, {})),
  ),

  wrong('routes/options-token', 'OPTIONS needs a token', OPTIONS, strict({ method: 'OPTIONS' }, 401)),
  wrong(
    'routes/options-200',
    'OPTIONS is answered with 200',
    OPTIONS,
    answers({ method: 'OPTIONS' }, (answer) => ({ ...answer, status: 200 })),
  ),
  wrong('routes/options-405', 'there is no OPTIONS', OPTIONS, strict({ method: 'OPTIONS' }, 405)),
  wrong(
    'routes/options-no-allow',
    'OPTIONS does not name the methods',
    OPTIONS,
    headers({ method: 'OPTIONS' }, { allow: undefined }),
  ),
  wrong(
    'routes/options-every-origin',
    'every origin is allowed',
    OPTIONS,
    headers({ method: 'OPTIONS' }, { 'access-control-allow-origin': '*' }),
  ),
  wrong(
    'routes/options-length',
    'OPTIONS has a length, and no body',
    OPTIONS,
    headers({ method: 'OPTIONS' }, { 'content-length': '0' }),
  ),
  wrong(
    'routes/options-no-id',
    'an answer to OPTIONS has no id',
    OPTIONS,
    headers({ method: 'OPTIONS' }, { 'x-compute-request-id': undefined }),
  ),
];
