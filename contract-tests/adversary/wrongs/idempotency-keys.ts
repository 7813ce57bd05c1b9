/** Servers that take other keys for the same, or refuse keys. */

import { fault } from '../made.ts';
import { type Sent, withHeaders } from '../wire.ts';
import { answers, instead, lenient, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { both, create, isKeyed, keyOf, replays, tokenOf, withoutKey } from './of-idempotency.ts';

const withKey =
  (change: (key: string) => string) =>
  (request: Sent): Sent =>
    withHeaders(request, { 'idempotency-key': change(keyOf(request) ?? '') });

const isMalformed = { ...create, status: 400, says: /header Idempotency-Key/ };

/** What a key may not be, and what is done with it. */
const MALFORMED: readonly (readonly [id: string, what: string, test: RegExp])[] = [
  ['empty', 'an empty key is none', /^$/],
  ['blank', 'a key may have blanks', /^a b$/],
  ['tab', 'a key may have tabs', /\t/],
  ['letters', 'a key may have letters of any script', /[^ -~\t]/],
  ['list', 'a list is a key', /^a, b$/],
  ['long', 'a key may be as long as it pleases', /^k{256}$/],
];

export const idempotencyKeys: readonly Wrong[] = [
  wrong(
    'idempotency/malformed',
    'whatever comes is a key',
    both('malformed'),
    lenient(isMalformed, withoutKey),
  ),
  wrong(
    'idempotency/malformed-message',
    'a key that is none is refused in other words',
    both('malformed'),
    answers(isMalformed, (_, request) => fault(request, 400, 'The key is malformed.')),
  ),
  ...MALFORMED.map(([id, what, test]) =>
    wrong(
      `idempotency/malformed-${id}`,
      what,
      both('malformed'),
      lenient({ ...isMalformed, and: (request) => test.test(keyOf(request) ?? 'none') }, withoutKey),
    ),
  ),
  wrong(
    'idempotency/short',
    'a key has 64 characters at most',
    both('any-sign'),
    strict({ ...create, and: (request) => (keyOf(request) ?? '').length > 64 }),
  ),
  wrong(
    'idempotency/signs',
    'a key has letters, digits and hyphens',
    both('any-sign'),
    strict({ ...create, and: (request) => /[^\w-]/.test(keyOf(request) ?? '') }),
  ),
  wrong(
    'idempotency/letters',
    'upper and lower case are the same in keys',
    both('any-sign'),
    takes(
      { ...create, and: isKeyed },
      withKey((key) => key.toLowerCase()),
    ),
  ),
  wrong(
    'idempotency/cut',
    'keys are cut',
    both('any-sign'),
    takes(
      { ...create, and: isKeyed },
      withKey((key) => (key.length > 200 ? 'k' : key)),
    ),
  ),
  wrong(
    'idempotency/all-projects',
    'keys are for all projects',
    both('projects'),
    replays((request) => `${keyOf(request)}`),
  ),
  wrong(
    'idempotency/users',
    'keys are for one user',
    both('projects'),
    replays((request) => `${keyOf(request)} ${tokenOf(request)}`),
  ),
  wrong(
    'idempotency/paths',
    'a key is for all ways to write the path',
    ['idempotency/*other-path*'],
    replays((request) => `${keyOf(request)}`),
  ),
  wrong(
    'idempotency/versions',
    'a key is for all versions',
    'idempotency/other-version',
    replays((request) => `${keyOf(request)} ${request.path}`),
  ),
  wrong(
    'idempotency/headers',
    'a key is for one way to ask for a version',
    'idempotency/other-version',
    instead(
      {
        ...create,
        and: (request) => isKeyed(request) && request.headers['x-openstack-nova-api-version'] !== undefined,
      },
      (request) => fault(request, 409, 'The key was used.'),
    ),
  ),
];
