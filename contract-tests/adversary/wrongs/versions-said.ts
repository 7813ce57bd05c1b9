/** Servers that say versions where they should not, or do not where they should. */

import { headers, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { isAsked, OLDER, STANDARD, silent } from './of-versions.ts';

/** Says a version where none was asked for. */
const echo = (status: number) =>
  headers(
    { status },
    {
      [STANDARD]: 'compute 2.1',
      [OLDER]: '2.1',
      vary: ['OpenStack-API-Version', 'X-OpenStack-Nova-API-Version'],
    },
  );

/** Below /v2 the version is heeded. */
const heeds = takes({ path: /^\/v2\//, and: isAsked(/2\.64|latest/) }, (request) => ({
  ...request,
  path: request.path.replace('/v2/', '/v2.1/'),
}));

export const versionsSaid: readonly Wrong[] = [
  ...[200, 204, 400, 404, 415].map((status) =>
    wrong(
      `versions/silent-${status}`,
      `an answer ${status} does not say its version`,
      'versions/echo',
      silent(status),
    ),
  ),
  ...[401, 404, 405, 413].map((status) =>
    wrong(
      `versions/said-${status}`,
      `an answer ${status} says a version, where none is known`,
      'versions/none',
      echo(status),
    ),
  ),
  wrong(
    'versions/said-options',
    'an answer to OPTIONS says a version',
    'versions/none',
    headers({ method: 'OPTIONS' }, { [STANDARD]: 'compute 2.1', [OLDER]: '2.1' }),
  ),
  wrong(
    'versions/said-list',
    'the list of versions says one',
    'versions/none',
    headers({ of: 'listVersions' }, { [STANDARD]: 'compute 2.1', [OLDER]: '2.1' }),
  ),
  wrong(
    'versions/legacy-said',
    'below /v2 the answer says a version',
    'versions/legacy',
    headers({ path: /^\/v2\// }, { [STANDARD]: 'compute 2.1', [OLDER]: '2.1' }),
  ),
  wrong(
    'versions/legacy-vary',
    'below /v2 caches are told of version headers',
    'versions/legacy',
    headers({ path: /^\/v2\// }, { vary: ['OpenStack-API-Version', 'X-OpenStack-Nova-API-Version'] }),
  ),
  wrong('versions/legacy-heeded', 'below /v2 the version header is heeded', 'versions/legacy', heeds),
  wrong(
    'versions/legacy-refused',
    'below /v2 a malformed version is refused',
    'versions/legacy',
    strict({ path: /^\/v2\//, and: isAsked(/nonsense/) }),
  ),
  wrong(
    'versions/legacy-unsupported',
    'below /v2 a version that is not supported is refused',
    'versions/legacy',
    strict({ path: /^\/v2\//, and: isAsked(/9\.9/) }, 406),
  ),
];
