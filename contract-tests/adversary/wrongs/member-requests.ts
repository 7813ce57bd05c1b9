/** Servers that read requests on members otherwise. */

import { fault } from '../made.ts';
import { withJson, withQuery } from '../wire.ts';
import { answers, instead, lenient, says, strict, type Wrong, wrong } from '../wrong.ts';
import { claim, hostIn, list, PLACES, placed } from './of-members.ts';

export const memberRequests: readonly Wrong[] = [
  wrong(
    'members/bodies',
    'whatever is sent is a claim',
    'member-requests/bodies',
    answers({ ...claim, status: 400 }, (_, request) => placed(request)),
  ),
  wrong(
    'members/body-message',
    'a claim that does not fit is refused in other words',
    'member-requests/bodies',
    answers({ ...claim, status: 400 }, (answer) =>
      withJson(answer, { badRequest: { code: 400, message: 'The body is not valid.' } }),
    ),
  ),
  wrong(
    'members/lookup-first',
    'a group is looked for before a body is read',
    'member-requests/bodies',
    instead({ ...claim, path: /os-server-groups\/x\// }, (request) =>
      fault(request, 404, 'Instance group x could not be found.'),
    ),
  ),
  wrong(
    'members/short-hosts',
    'the name of a host has 63 characters at most',
    'member-requests/hosts',
    strict({ ...claim, and: (request) => String(hostIn(request)).length > 63 }),
  ),
  wrong(
    'members/domain-names',
    'hosts are names of domains',
    'member-requests/hosts',
    strict({ ...claim, and: (request) => /_|\.\./.test(String(hostIn(request))) }),
  ),
  wrong(
    'members/unknown-keys',
    'unknown keys of a claim are passed over',
    'member-requests/unknown-keys',
    answers({ ...claim, status: 400, says: /unexpected/ }, (_, request) => placed(request)),
  ),
  wrong(
    'members/unknown-queries',
    'unknown parameters are passed over',
    'member-requests/unknown-keys',
    lenient({ of: PLACES, path: /\?(a|offset)=1/, status: 400 }, (request) => withQuery(request, '')),
  ),
  wrong(
    'members/legacy-strict',
    'below /v2 unknown keys of a claim are refused',
    'member-requests/legacy-unknown-keys',
    strict({
      ...claim,
      path: /^\/v2\//,
      and: ({ body }) => body.includes('"x"') || body.includes('server_id'),
    }),
  ),
  wrong(
    'members/legacy-query',
    'below /v2 unknown parameters are refused',
    'member-requests/legacy-unknown-keys',
    strict({ ...list, path: /offset=1/ }),
  ),
  wrong(
    'members/server-ids',
    'whatever stands there is a server',
    'member-requests/server-ids',
    answers({ of: PLACES, status: 400, says: /server_id/ }, (_, request) =>
      fault(request, 404, 'Instance group x could not be found.'),
    ),
  ),
  wrong(
    'members/queries',
    'whatever a query says, members are listed',
    'member-requests/queries',
    lenient({ ...list, status: 400 }, (request) => withQuery(request, '')),
  ),
  wrong(
    'members/unclaimed',
    'a place is listed that nobody has claimed',
    'policies/many-hosts-for-one',
    says(list, ({ members: all }) => {
      for (const each of all) each.host = 'host-99';
    }),
  ),
];
