/** Servers that are wrong about HEAD, about slashes, and about what an id is. */

import { fault, made } from '../made.ts';
import { type Sent, withText } from '../wire.ts';
import { answers, headers, instead, strict, takes, type Wrong, wrong } from '../wrong.ts';

const isByHand = ({ bytes }: Sent): boolean => bytes !== undefined;

/** Ids that are taken for others, and what becomes of them. */
const taking = (pattern: RegExp, change: (id: string) => string) =>
  takes({ path: /os-server-groups\/./ }, (request) => ({
    ...request,
    path: request.path.replace(pattern, change),
  }));

export const headsAndIds: readonly Wrong[] = [
  wrong(
    'routes/slashes',
    'repeated slashes lead nowhere',
    'routes/slashes',
    instead({ path: /\/\// }, (request) => fault(request, 404, 'The resource could not be found.')),
  ),
  wrong(
    'routes/slashes-moved',
    'repeated slashes are sent on',
    'routes/slashes',
    instead({ path: /\/\// }, ({ path }) =>
      made(301, undefined, { location: [path.replaceAll(/\/+/g, '/')] }),
    ),
  ),
  wrong('routes/head-405', 'there is no HEAD', 'routes/head', strict({ method: 'HEAD' }, 405)),
  wrong(
    'routes/head-404',
    'HEAD finds nothing',
    'routes/head',
    answers({ method: 'HEAD' }, (answer) => ({ ...answer, status: 404 })),
  ),
  wrong(
    'routes/head-204',
    'HEAD is answered with 204',
    'routes/head',
    answers({ method: 'HEAD', status: 200 }, (answer) => ({ ...answer, status: 204 })),
  ),
  ...['content-type', 'content-length', 'vary', 'openstack-api-version'].map((name) =>
    wrong(
      `routes/head-${name}`,
      `an answer to HEAD has no ${name}`,
      'routes/head',
      headers({ method: 'HEAD' }, { [name]: undefined }),
      '2.1',
    ),
  ),
  wrong(
    'routes/head-empty',
    'an answer to HEAD has the length of nothing',
    'routes/head',
    headers({ method: 'HEAD' }, { 'content-length': '0' }),
  ),
  wrong(
    'routes/head-body',
    'an answer to HEAD has a body',
    'routes/bare',
    answers({ method: 'HEAD', and: isByHand }, (answer) => ({ ...answer, body: '{"server_groups":[]}' })),
  ),
  wrong(
    'routes/204-body',
    'an answer without content has a body',
    'routes/bare',
    answers({ status: 204, and: isByHand }, (answer) => ({ ...answer, body: '{}' })),
  ),
  wrong(
    'routes/whole-url',
    'a request line must not hold a whole URL',
    'routes/whole-url',
    instead({ and: ({ bytes }) => /^GET http/i.test(String(bytes)) }, () => made(400, {})),
  ),
  wrong(
    'routes/whole-url-of-others',
    'a request line must not hold a URL of another host',
    'routes/whole-url',
    instead({ and: ({ bytes }) => /^GET http:\/\/h\//i.test(String(bytes)) }, () => made(421, {})),
  ),

  wrong(
    'routes/id-400',
    'what is no id is a wrong request',
    'routes/unknown-id',
    strict({ path: /os-server-groups\/[^/?]*[^0-9a-f-][^/?]*$/ }),
  ),
  wrong(
    'routes/id-odd',
    'letters beyond ASCII lead nowhere',
    'routes/odd-id',
    instead({ path: /%[c-f]/i }, (request) => fault(request, 404, 'The resource could not be found.')),
  ),
  wrong(
    'routes/id-slash',
    'a slash that is an escape is a slash',
    'routes/odd-id',
    taking(/%2F/i, () => '/'),
  ),
  wrong(
    'routes/id-nul',
    'what follows a NUL is passed over',
    'routes/odd-id',
    taking(/%00.*/, () => ''),
  ),
  wrong(
    'routes/id-letters',
    'an id may be in upper case',
    'routes/upper-case-id',
    taking(/[0-9A-F]{8}-[0-9A-F-]{27}$/, (id) => id.toLowerCase()),
  ),
  wrong(
    'routes/id-bare',
    'an id may lack its hyphens',
    'routes/unknown-id',
    taking(/[0-9a-f]{32}$/, (id) => id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')),
  ),
  wrong(
    'routes/id-detail',
    'there is a list with details',
    'routes/unknown-id',
    taking(/\/detail$/, () => ''),
  ),
  wrong(
    'routes/id-cut',
    'a long id is cut where it is told',
    'routes/unknown-id',
    answers({ status: 404 }, (answer) => withText(answer, answer.body.replace(/x{3000}/, '…'))),
  ),
  wrong(
    'routes/id-decoded-twice',
    'an id is decoded twice',
    'routes/unknown-id',
    taking(/%25$/, () => '%2525'),
  ),
  wrong(
    'routes/id-quoted',
    'an id is quoted where it is told',
    ['routes/unknown-id', 'groups/delete'],
    answers({ status: 404 }, (answer) =>
      withText(answer, answer.body.replace(/group (\S+) could/, "group '$1' could")),
    ),
  ),
];
