/** Servers that treat parameters otherwise which an operation does not have. */

import { fault } from '../made.ts';
import { queryOf, type Sent, withQuery } from '../wire.ts';
import { instead, lenient, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { bare, list, refused } from './of-queries.ts';

const show = { of: 'showServerGroup' } as const;

const KNOWN = ['all_projects', 'limit', 'marker', 'offset'];

const hasUnknown = (request: Sent): boolean =>
  [...new URLSearchParams(queryOf(request)).keys()].some((name) => !KNOWN.includes(name));

const unknown = { says: /unexpected/ };

export const unknownQueries: readonly Wrong[] = [
  wrong(
    'queries/strict-before',
    'unknown parameters are refused before 2.75',
    'queries/unknown-taken-*',
    strict({ ...list, and: hasUnknown }),
  ),
  wrong(
    'queries/lax-since',
    'unknown parameters are passed over since 2.75',
    'queries/unknown-refused-*',
    lenient({ ...refused, ...unknown }, bare),
  ),
  wrong(
    'queries/lax-since-legacy-names',
    'parameters that begin with an underscore are passed over',
    'the unknown parameters of __proto__=1 are refused by a list since 2.75',
    lenient({ ...refused, ...unknown, path: /\?__/ }, bare),
  ),
  wrong(
    'queries/order',
    'unknown parameters are told of before wrong values',
    'queries/values-before-unknown',
    instead({ ...list, path: /foo=1/ }, (request) =>
      fault(request, 400, "Additional properties are not allowed ('foo' was unexpected)"),
    ),
  ),
  wrong(
    'queries/show-strict-before',
    'a show refuses parameters before 2.102',
    'queries/show',
    strict({ ...show, path: /\?./ }),
  ),
  wrong(
    'queries/show-limit',
    'a show looks at a limit',
    'queries/show',
    strict({ ...show, path: /limit=x/ }),
  ),
  wrong(
    'queries/show-lax-since',
    'a show passes parameters over since 2.102',
    'queries/show-strict',
    lenient({ ...show, status: 400 }, bare),
  ),
  wrong(
    'queries/show-known',
    'a show takes the parameters of a list',
    'queries/show-strict',
    lenient({ ...show, status: 400, path: /all_projects|limit/ }, bare),
  ),
  wrong(
    'queries/show-mark',
    'a show refuses a question mark',
    'queries/show-strict',
    strict({ ...show, path: /\?$/ }),
  ),
  wrong(
    'queries/create',
    'a creation refuses parameters',
    'queries/create-and-delete',
    strict({ of: 'createServerGroup', path: /\?/ }),
  ),
  wrong(
    'queries/delete',
    'a deletion refuses parameters',
    'queries/create-and-delete',
    strict({ of: 'deleteServerGroup', path: /\?/ }),
  ),
  wrong(
    'queries/version',
    'a version refuses parameters',
    'queries/create-and-delete',
    strict({ of: 'showVersion', path: /\?/ }),
  ),
  wrong(
    'queries/tolerant-limit',
    'a limit in upper case is one',
    'the unknown parameters of Limit=1 are refused by a list since 2.75',
    takes(list, (request) => withQuery(request, queryOf(request).replace('Limit', 'limit'))),
  ),
];
