/** Servers that negotiate microversions otherwise. */

import { withHeaders } from '../wire.ts';
import { answers, headers, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { asks, isAsked, isAskedOlder, newest, OLDER, S, STANDARD, unversioned } from './of-versions.ts';

const OF_ONE = '{*} asks for 2.53, which the answer says in both headers';

export const versions: readonly Wrong[] = [
  wrong(
    'versions/always-2.1',
    'each answer is in 2.1',
    [OF_ONE, asks(`${S}"compute latest"`, 'the newest version')],
    takes({}, unversioned),
  ),
  wrong('versions/newest', 'who asks for no version gets the newest', asks('', '2.1'), newest),
  wrong(
    'versions/latest-as-text',
    'the answer says latest, not which version that is',
    [asks(`${S}"compute latest"`, 'the newest version')],
    answers({ and: isAsked(/latest/) }, (answer) =>
      withHeaders(answer, { [STANDARD]: 'compute latest', [OLDER]: 'latest' }),
    ),
  ),
  wrong(
    'versions/latest-unknown',
    'latest is malformed',
    '{*latest"} asks for the newest version*',
    strict({ and: (request) => isAsked(/latest/)(request) || isAskedOlder(/latest/)(request) }),
  ),
  wrong(
    'versions/one-echo',
    'the version is said in the newer header alone',
    [OF_ONE, 'versions/echo'],
    headers({ status: 200 }, { [OLDER]: undefined }),
  ),
  wrong(
    'versions/one-vary',
    'caches are told of one header',
    [OF_ONE, 'versions/echo'],
    headers({ status: 200 }, { vary: 'OpenStack-API-Version' }),
  ),
  wrong(
    'versions/joined-vary',
    'caches are told of both headers in one',
    [OF_ONE],
    headers({ status: 200 }, { vary: 'OpenStack-API-Version, X-OpenStack-Nova-API-Version' }),
  ),
  wrong(
    'versions/swapped',
    'the two headers have the value of each other',
    [OF_ONE, 'versions/echo'],
    answers({ status: 200 }, (answer) =>
      withHeaders(answer, { [STANDARD]: answer.headers[OLDER], [OLDER]: answer.headers[STANDARD] }),
    ),
  ),
];
