/** Servers that find their way otherwise. */

import { fault } from '../made.ts';
import { handlerOf, type Sent, withHeaders, withText } from '../wire.ts';
import { answers, instead, takes, type Wrong, wrong } from '../wrong.ts';
import { isWithoutToken } from './of-routes.ts';

const isNowhere = (request: Sent): boolean => handlerOf(request) === undefined;

const OUTSIDE = ['routes/outside*'];

/** A path that is taken for another, and the cases that notice. */
const TAKEN: readonly (readonly [
  id: string,
  what: string,
  cases: readonly string[],
  from: RegExp,
  to: string | ((text: string) => string),
])[] = [
  [
    'slash',
    'a slash at the end does not matter',
    ['below/os-server-groups/', 'below/os-server-groups//'],
    /(os-server-groups)\/+$/,
    '$1',
  ],
  [
    'slash-of-group',
    'a slash at the end of a group does not matter',
    ['below/os-server-groups/a/'],
    /(os-server-groups\/a)\/$/,
    '$1',
  ],
  [
    'deep',
    'what stands below a group is passed over',
    ['below/os-server-groups/a/b', 'below/abc/os-server-groups/a/b'],
    /(os-server-groups\/a)\/b$/,
    '$1',
  ],
  ['json', 'a path may end with .json', ['below/os-server-groups.json'], /\.json$/, ''],
  [
    'letters',
    'upper and lower case are the same in a path',
    ['below/OS-server-groups', 'outside/V2.1', 'outside/V2/os-server-groups'],
    /OS-|\/V2/,
    (text) => text.toLowerCase(),
  ],
  [
    'singular',
    'one group is as good as many',
    ['below/os-server-group'],
    /os-server-group$/,
    'os-server-groups',
  ],
  ['parameters', 'what follows a semicolon is passed over', ['below/os-server-groups;x=1'], /;.*/, ''],
  [
    'project-letters',
    'a project may be in upper case',
    ['below/9C53A566CB3443AB910CF0DAEBCA90C4/os-server-groups'],
    /9C53A566CB3443AB910CF0DAEBCA90C4/,
    (text) => text.toLowerCase(),
  ],
  [
    'project',
    'whatever stands there is a project',
    ['below/not_a_project/os-server-groups', 'below/aaaaa*'],
    /\/(not_a_project|a{65})\//,
    '/',
  ],
  ['project-alone', 'a project alone is a version', ['below/abc', 'below/abc/'], /\/abc\/?$/, ''],
  [
    'prefix',
    'what begins like a version is one',
    ['outside/v2.10/os-server-groups', 'outside/v2.1x'],
    /v2\.1[0x]/,
    'v2.1',
  ],
  [
    'versions',
    'what looks like a version is one',
    ['outside/v3/', 'outside/v1.1', 'outside/v'],
    /^\/v(3\/|1\.1)?$/,
    '/v2.1',
  ],
  [
    'anything',
    'whatever leads nowhere leads to the list of versions',
    ['outside/nowhere', 'below/nowhere'],
    /\/nowhere$/,
    '/',
  ],
  ['utf-8', 'escapes that are not UTF-8 are replaced', ['malformed'], /%ff|%c3(%28)?/, '%EF%BF%BD'],
];

export const routes: readonly Wrong[] = [
  ...TAKEN.map(([id, what, cases, from, to]) =>
    wrong(
      `routes/${id}`,
      what,
      cases.map((each) => `routes/${each}`),
      takes({ path: from }, (request) => ({ ...request, path: request.path.replace(from, to as string) })),
    ),
  ),
  wrong(
    'routes/open',
    'what leads nowhere is told without a token',
    'routes/below*',
    answers({ status: 401, and: isNowhere }, (_, request) =>
      fault(request, 404, 'The resource could not be found.'),
    ),
  ),
  wrong(
    'routes/closed',
    'what lies outside of a version needs a token',
    OUTSIDE,
    answers({ status: 404, and: isWithoutToken }, (_, request) => fault(request, 401, 'Unauthorized')),
  ),
  wrong(
    'routes/page',
    'what leads nowhere is answered with a page',
    ['routes/below*', ...OUTSIDE],
    answers({ status: 404 }, (answer) =>
      withHeaders(withText(answer, '<html>404</html>'), { 'content-type': 'text/html' }),
    ),
  ),
  wrong(
    'routes/message',
    'what leads nowhere is told in other words',
    ['routes/below*', ...OUTSIDE],
    answers({ status: 404 }, (answer) => withText(answer, answer.body.replace('The resource', 'The path'))),
  ),
  wrong(
    'routes/300',
    'what leads nowhere is answered with a choice',
    ['routes/below/nowhere', 'routes/outside/nowhere'],
    answers({ status: 404 }, (answer) => ({ ...answer, status: 300 })),
  ),
  wrong(
    'routes/malformed-404',
    'escapes that are not UTF-8 lead nowhere',
    'routes/malformed',
    answers({ status: 400, says: /UTF-8/ }, (_, request) =>
      fault(request, 404, 'The resource could not be found.'),
    ),
  ),
  wrong(
    'routes/malformed-open',
    'escapes that are not UTF-8 are told without a token',
    'routes/malformed',
    instead({ path: /%ff/, and: isWithoutToken }, (request) =>
      fault(request, 400, 'The path is not UTF-8 encoded.'),
    ),
  ),
];
