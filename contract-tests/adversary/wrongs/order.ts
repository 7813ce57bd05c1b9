/** Servers that look at a request in another order: each thing that can be wrong with a creation is looked at first of all. */

import { wrongs } from '../../cases/wrongs.ts';
import { fault } from '../made.ts';
import { handlerOf, jsonOf, type Sent } from '../wire.ts';
import { answers, strict, type When, type Wrong, wrong } from '../wrong.ts';

const slug = (what: string): string => what.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const typeOf = ({ headers }: Sent): string => headers['content-type']?.[0] ?? '';
const isLong = ({ body }: Sent): boolean => body.length > 114_688;
const isChunked = ({ headers }: Sent): boolean => headers['transfer-encoding'] !== undefined;
const says =
  (text: string) =>
  ({ body }: Sent) =>
    body.toString() === text;

/** How each of them is seen, and the status of its refusal. */
const SEEN: Readonly<Record<string, readonly [status: number, sees: NonNullable<When['and']>]>> = {
  'no token': [401, ({ headers }) => headers['x-auth-token'] === undefined],
  'a path that leads nowhere': [404, ({ path }) => path.endsWith('/x/y')],
  'a path that is not UTF-8': [400, ({ path }) => path.endsWith('%ff')],
  'a method that the path has not got': [405, ({ method }) => method === 'PUT'],
  'a malformed version': [400, ({ headers }) => headers['openstack-api-version']?.[0] === 'compute abc'],
  'an unsupported version': [406, ({ headers }) => headers['openstack-api-version']?.[0] === 'compute 3.0'],
  'a Content-Type that is not JSON': [415, (request) => typeOf(request) === 'text/xml'],
  'a chunked body above the limit': [413, (request) => isLong(request) && isChunked(request)],
  'broken JSON': [400, says('{"server_group":')],
  'the project of another': [400, ({ path }) => path.includes('/abc/')],
  'a body that does not fit the schema': [400, says('{}')],
  'a role that may not': [403, ({ headers }, { tokens }) => headers['x-auth-token']?.[0] === tokens.reader],
  'rules that the policy does not take': [
    400,
    (request) => jsonOf(request).server_group?.rules !== undefined,
  ],
};

const nothing = 'Nothing else was looked at.';

export const order: readonly Wrong[] = [
  ...wrongs.slice(1).map(({ what }) => {
    const [status, sees] = SEEN[what] ?? [];
    if (status === undefined || sees === undefined) throw new Error(`It is not known how to see ${what}.`);
    return wrong(
      `order/${slug(what)}`,
      `${what} is told of before all else`,
      `order/*-before-${slug(what)}`,
      strict({ and: sees }, status, nothing),
    );
  }),
  wrong(
    'order/no-group',
    'a group that is not there is told of before a query that is refused',
    'order/query-before-lookup',
    answers({ of: 'showServerGroup', status: 400 }, (_, request) =>
      fault(request, 404, 'Instance group x could not be found.'),
    ),
  ),
  wrong(
    'order/query',
    'a query is looked at before the project',
    'order/project-before-query',
    strict({ path: /\/abc\/os-server-groups\?/ }, 400, 'Query string is not UTF-8 encoded'),
  ),
  wrong(
    'order/role',
    'a role is looked at before the group',
    'order/lookup-before-role',
    answers(
      {
        status: 404,
        and: (request, { tokens }) =>
          [tokens.reader, tokens.noRole].includes(request.headers['x-auth-token']?.[0] ?? '') &&
          handlerOf(request) !== undefined,
      },
      (_, request) => fault(request, 403, "Policy doesn't allow this."),
    ),
  ),
  wrong(
    'order/no-role',
    'a role is not looked at where there is a group',
    'order/lookup-before-role',
    answers({ status: 403 }, (_, request) => fault(request, 404, 'Instance group could not be found.')),
  ),
];
