/** Servers that answer requests for version documents otherwise: hosts, tokens, slashes, methods. */

import { fault, made } from '../made.ts';
import { type Sent, withHeaders, withText } from '../wire.ts';
import { answers, headers, instead, lenient, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { list, show } from './of-discovery.ts';

const PUBLIC = ['listVersions', 'showVersion'] as const;

const byHand = ({ bytes }: Sent): boolean => bytes !== undefined;

const isWithoutToken = ({ headers: { 'x-auth-token': token } }: Sent): boolean => token === undefined;

const hostIn = ({ bytes }: Sent): string => /^Host: (.*)\r$/im.exec(String(bytes))?.[1] ?? '';

export const discoveryRequests: readonly Wrong[] = [
  wrong(
    'discovery/host',
    'links begin with the name that the server has for itself',
    'discovery/host-*',
    answers({ and: byHand }, (answer, request) =>
      withText(answer, answer.body.replaceAll(hostIn(request), 'nova.example')),
    ),
  ),
  wrong(
    'discovery/hostile',
    'whatever the client names stands in links',
    'discovery/hostile-host-*',
    answers({ and: byHand }, (answer, request) =>
      withText(answer, answer.body.replaceAll(/http:\/\/[^/"]+/g, `http://${hostIn(request)}`)),
    ),
  ),
  wrong(
    'discovery/hostile-refused',
    'a host that is none is refused',
    'discovery/hostile-host-*',
    instead({ and: byHand }, (request) => fault(request, 400, 'The host is none.')),
  ),
  wrong(
    'discovery/token',
    'the list of versions needs a token',
    'discovery/all',
    instead({ ...list, and: isWithoutToken }, (request) => fault(request, 401, 'Unauthorized')),
  ),
  wrong(
    'discovery/token-of-version',
    'a version needs a token',
    ['discovery/current', 'discovery/legacy', 'discovery/token'],
    instead({ ...show, and: isWithoutToken }, (request) => fault(request, 401, 'Unauthorized')),
  ),
  wrong(
    'discovery/unknown-token',
    'an unknown token is refused also where none is needed',
    'discovery/token',
    strict({ of: PUBLIC, and: ({ headers: { 'x-auth-token': token } }) => token?.[0] === 'unknown' }, 401),
  ),
  wrong(
    'discovery/more-for-some',
    'who has a token is told more',
    'discovery/token',
    answers({ ...show, status: 200, and: (request) => !isWithoutToken(request) }, (answer) =>
      withText(answer, answer.body.replace('"CURRENT"', '"SUPPORTED"')),
    ),
  ),
  wrong(
    'discovery/slash',
    'a version has no slash at the end',
    ['discovery/current', 'discovery/legacy'],
    strict({ path: /^\/v2(\.1)?\/$/ }, 404),
  ),
  wrong(
    'discovery/no-slash-at-end',
    'a version is sent on to a slash at its end',
    ['discovery/current', 'discovery/legacy'],
    instead({ path: /^\/v2(\.1)?$/ }, ({ path }) => made(302, undefined, { location: [`${path}/`] })),
  ),
  wrong(
    'discovery/versions-of-legacy',
    'the document of /v2 is in a version',
    'discovery/legacy',
    headers(
      { ...show, path: /^\/v2\/?$/ },
      { 'openstack-api-version': 'compute 2.1', 'x-openstack-nova-api-version': '2.1' },
    ),
  ),
  wrong(
    'discovery/legacy-406',
    'the document of /v2 heeds the version header',
    'discovery/legacy',
    strict(
      { ...show, path: /^\/v2\/?$/, and: ({ headers: sent }) => sent['openstack-api-version'] !== undefined },
      406,
    ),
  ),
  wrong(
    'discovery/malformed',
    'the document of /v2.1 takes a malformed version',
    'discovery/current',
    lenient({ ...show, status: 400 }, (request) =>
      withHeaders(request, { 'openstack-api-version': undefined }),
    ),
  ),
  wrong(
    'discovery/unsupported',
    'the document of /v2.1 takes a version that is not supported',
    'discovery/current',
    lenient({ ...show, status: 406 }, (request) =>
      withHeaders(request, { 'x-openstack-nova-api-version': undefined }),
    ),
  ),
  wrong(
    'discovery/post',
    'a version takes a POST',
    'discovery/methods',
    takes({ method: 'POST', path: /^\/(v2(\.1)?\/?)?$/ }, (request) => ({ ...request, method: 'GET' })),
  ),
  wrong(
    'discovery/post-404',
    'a version that is sent a POST is not found',
    'discovery/methods',
    answers({ status: 405 }, (_, request) => fault(request, 404, 'The resource could not be found.')),
  ),
];
