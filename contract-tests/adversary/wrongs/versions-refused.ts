/** Servers that take versions which are none, or refuse them otherwise. */

import { fault } from '../made.ts';
import { withHeaders, withJson } from '../wire.ts';
import { answers, headers, lenient, type Wrong, wrong } from '../wrong.ts';
import { having, OLDER, STANDARD, silent, unversioned } from './of-versions.ts';

const MALFORMED = 'versions/malformed-*';

const UNSUPPORTED = 'versions/unsupported-*';

export const versionsRefused: readonly Wrong[] = [
  wrong(
    'versions/malformed-taken',
    'what is malformed is 2.1',
    MALFORMED,
    lenient({ status: 400, says: /of invalid format/ }, unversioned),
  ),
  wrong(
    'versions/malformed-406',
    'what is malformed is not supported',
    MALFORMED,
    answers({ status: 400, says: /of invalid format/ }, (answer) => ({ ...answer, status: 406 })),
  ),
  wrong(
    'versions/malformed-echo',
    'what is malformed is repeated',
    MALFORMED,
    answers({ status: 400, says: /of invalid format/ }, (answer, request) =>
      withHeaders(answer, { [STANDARD]: request.headers[STANDARD]?.[0] ?? 'x', [OLDER]: 'x' }),
    ),
  ),
  wrong(
    'versions/malformed-message',
    'what is malformed is refused in other words',
    MALFORMED,
    answers({ status: 400 }, (answer) =>
      withJson(answer, { badRequest: { code: 400, message: 'The version is malformed.' } }),
    ),
  ),
  wrong(
    'versions/unsupported-taken',
    'in place of what is not supported the newest version is spoken',
    UNSUPPORTED,
    lenient({ status: 406 }, having({ [STANDARD]: 'compute latest', [OLDER]: undefined })),
  ),
  wrong(
    'versions/unsupported-400',
    'what is not supported is malformed',
    UNSUPPORTED,
    answers({ status: 406 }, (_, request) => fault(request, 400, 'API Version String is of invalid format.')),
  ),
  wrong(
    'versions/unsupported-404',
    'what is not supported is not found',
    UNSUPPORTED,
    answers({ status: 406 }, (_, request) => fault(request, 404, 'The resource could not be found.')),
  ),
  wrong('versions/unsupported-echo', 'what is not supported is not repeated', UNSUPPORTED, silent(406)),
  wrong(
    'versions/unsupported-newest',
    'in place of what is not supported the newest version is said',
    UNSUPPORTED,
    headers({ status: 406 }, { [STANDARD]: 'compute 2.103', [OLDER]: '2.75' }),
  ),
  wrong(
    'versions/unsupported-range',
    'another range is told of',
    UNSUPPORTED,
    answers({ status: 406 }, (answer) => ({
      ...answer,
      body: answer.body.replace('Minimum is 2.1', 'Minimum is 2.0'),
    })),
  ),
  wrong(
    'versions/next',
    'the version after the newest is spoken',
    'versions/unsupported-next',
    lenient({ status: 406 }, having({ [STANDARD]: 'compute latest', [OLDER]: undefined })),
  ),
];
