/** Servers that take other types for JSON, or answer with others. */

import { fault, made } from '../made.ts';
import { type Sent, withHeaders } from '../wire.ts';
import { answers, instead, lenient, strict, type Wrong, wrong } from '../wrong.ts';
import { create } from './of-bodies.ts';

const types = (...names: string[]) => names.map((name) => `media-types/type-${name}`);

const typeOf = ({ headers }: Sent): string => headers['content-type']?.[0] ?? '';

const ofType = (pattern: RegExp) => (request: Sent) => pattern.test(typeOf(request));

const typed = (request: Sent): Sent => withHeaders(request, { 'content-type': 'application/json' });

const untyped = { status: 415 } as const;

/** Types that are refused, and what takes them. */
const TAKEN: readonly (readonly [id: string, types: readonly string[], pattern: RegExp])[] = [
  ['letters', ['APPLICATION/JSON'], /^APPLICATION/],
  ['xml', ['application/xml'], /xml/],
  ['html', ['text/html'], /html/],
  ['patch', ['application/json-patch+json'], /patch/],
  ['form', ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'], /form/],
  ['list', ['application/json, text/plain'], /,/],
  ['word', ['json'], /^json/],
  ['any', ['*/*'], /^\*/],
];

const REFUSED: readonly (readonly [id: string, types: readonly string[], pattern: RegExp])[] = [
  ['json', ['application/json'], /^application\/json$/],
  ['charset', ['application/json; charset=utf-8'], /charset=utf-8/],
  ['parameters', ['application/json;x=1;y=2'], /x=1/],
  ['own', ['application/vnd.openstack.compute+json'], /vnd/],
  ['plain', ['text/plain', 'text/plain; charset=us-ascii'], /plain/],
  ['empty', ['empty'], /^$/],
];

export const mediaTypes: readonly Wrong[] = [
  wrong(
    'media-types/anything',
    'whatever its type, a body is taken for JSON',
    ['media-types/type-application/xml', 'media-types/type-json'],
    lenient(untyped, typed),
  ),
  ...TAKEN.map(([id, names, pattern]) =>
    wrong(
      `media-types/taken-${id}`,
      `the type ${names[0]} is taken for JSON`,
      types(...names),
      lenient({ ...untyped, and: ofType(pattern) }, typed),
    ),
  ),
  ...REFUSED.map(([id, names, pattern]) =>
    wrong(
      `media-types/refused-${id}`,
      `the type ${names[0]} is refused`,
      types(...names),
      strict({ ...create, and: ofType(pattern) }, 415),
    ),
  ),
  wrong(
    'media-types/of-get',
    'the type does not matter where no body is read',
    ['media-types/type-text/html', 'media-types/type-application/xml'],
    lenient({ ...untyped, method: 'GET' }, typed),
  ),
  wrong(
    'media-types/of-delete',
    'the type does not matter to a deletion',
    ['media-types/type-text/html'],
    lenient({ ...untyped, method: 'DELETE' }, typed),
  ),
  wrong(
    'media-types/400',
    'a wrong type is a body that is not JSON',
    'media-types/type-text/html',
    answers(untyped, (_, request) => fault(request, 400, 'Malformed request body')),
  ),
  wrong(
    'media-types/none',
    'a body without a type is refused',
    'media-types/no-type',
    instead({ and: ({ bytes }) => bytes !== undefined }, (request) =>
      fault(request, 415, 'Unsupported Content-Type'),
    ),
  ),
  wrong(
    'media-types/accept',
    'a client that accepts no JSON is refused',
    'media-types/accept',
    instead({ and: ({ headers }) => headers.accept?.[0] === 'text/html' }, () => made(406, undefined)),
  ),
  wrong(
    'media-types/accept-html',
    'a client that accepts pages is sent one',
    'media-types/accept',
    answers({ and: ({ headers }) => headers.accept?.[0] === 'text/html' }, (answer) =>
      withHeaders(answer, { 'content-type': 'text/html' }),
    ),
  ),
  wrong(
    'media-types/accept-own',
    "OpenStack's own name of the type is not known",
    'media-types/accept',
    answers({ status: 200 }, (answer) => withHeaders(answer, { 'content-type': 'application/json' })),
  ),
];
