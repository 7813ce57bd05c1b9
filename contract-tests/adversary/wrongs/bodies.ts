/** Servers that read bodies otherwise: what JSON is, and how long it may be. */

import { named } from '../../run.ts';
import { fault } from '../made.ts';
import { type Alter, withBody, withCreation } from '../wire.ts';
import { answers, lenient, says, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { create } from './of-bodies.ts';

const malformed = { ...create, status: 400, says: /Malformed request body/ };

/** A text that is mended before it is read, and the cases that notice. */
const MENDED: readonly (readonly [
  id: string,
  what: string,
  cases: readonly string[],
  mend: (text: string) => string,
])[] = [
  ['mark', 'a byte order mark is passed over', ['a-byte-order-mark'], (text) => text.replace(/^\ufeff/, '')],
  [
    'garbage',
    'what follows the first value is passed over',
    ['trailing-garbage', 'two-values', 'a-comment'],
    (text) => text.replace(/^\{\}.+$/, '{}'),
  ],
  ['comma', 'a trailing comma is passed over', ['a-trailing-comma'], (text) => text.replace(',}', '}')],
  [
    'quotes',
    'single quotes are taken for double ones',
    ['single-quotes'],
    (text) => text.replaceAll("'", '"'),
  ],
  ['nan', 'NaN is a number', ['NaN'], (text) => text.replace('NaN', '0')],
  [
    'blank',
    'white space alone is nothing',
    ['only-white-space', 'a-NUL'],
    (text) => (/^[\s\0]*$/.test(text) ? 'null' : text),
  ],
  ['form', 'a form is an object', ['a-form'], (text) => (text.includes('=') ? '{}' : text)],
  [
    'bytes',
    'bytes that are not UTF-8 are replaced',
    ['invalid-UTF-8', 'overlong-UTF-8', 'a-surrogate-in-UTF-8'],
    (text) => text,
  ],
  [
    'surrogates',
    'surrogates that stand alone are replaced',
    ['a-lone-surrogate*', 'surrogates-in-the-wrong-order'],
    (text) => text.replaceAll(/\\u[dD][89a-fA-F]../g, '?'),
  ],
  [
    'depth',
    'bodies are as deep as they please',
    ['101-levels', '50-000-levels', '101-levels-of-objects'],
    (text) => (/^(\[|\{"a":){101}/.test(text) ? '[]' : text),
  ],
];

const textual = (mend: (text: string) => string) =>
  takes({ ...create, and: ({ body }) => !body.includes('"policies"') && body.length > 0 }, (request) =>
    withBody(request, mend(request.body.toString())),
  );

/** Of a key that is there twice the first value counts. */
const firstCounts = (): Alter => (request, pass) => {
  const text = request.body.toString();
  const first = text
    .replace(/"name":5,"name":"[^"]*"/, '"name":5')
    .replace(/^\{"server_group":1,.*/, '{"server_group":1}');
  return pass(first === text ? request : withBody(request, first));
};

export const bodies: readonly Wrong[] = [
  wrong(
    'bodies/anything',
    'what is no JSON makes a group',
    'bodies/broken-*',
    lenient(malformed, withCreation),
  ),
  wrong(
    'bodies/failure',
    'what is no JSON is a failure of the server',
    'bodies/broken-*',
    answers(malformed, (_, request) => fault(request, 500, 'The server has failed.')),
  ),
  ...MENDED.map(([id, what, cases, mend]) =>
    wrong(
      `bodies/${id}`,
      what,
      cases.map((each) => `bodies/broken-${each}`),
      textual(mend),
    ),
  ),
  wrong(
    'bodies/shallow',
    'a body of 100 levels is too deep',
    'bodies/nesting',
    strict(
      { ...create, and: ({ body }) => body.toString().startsWith('[[[[') },
      400,
      'Malformed request body',
    ),
  ),
  wrong(
    'bodies/empty-malformed',
    'no body at all is one that is not JSON',
    'bodies/empty',
    strict({ ...create, and: ({ body }) => body.length === 0 }, 400, 'Malformed request body'),
  ),
  wrong(
    'bodies/empty-object',
    'no body at all is an object without keys',
    'bodies/empty',
    takes({ ...create, and: ({ body }) => body.length === 0 }, (request) => withBody(request, {})),
  ),
  wrong(
    'bodies/white-space',
    'white space before a body is refused',
    'bodies/white-space',
    strict({ ...create, and: ({ body }) => /^\s/.test(body.toString()) }, 400, 'Malformed request body'),
  ),
  wrong(
    'bodies/first-key',
    'of a key that is there twice the first value counts',
    'bodies/duplicate-keys',
    firstCounts,
  ),
  wrong(
    'bodies/same-keys',
    'a key that is there twice is refused',
    'bodies/duplicate-keys',
    strict({ ...create, and: ({ body }) => /"name":5,"name"/.test(body.toString()) }),
  ),
  wrong(
    'bodies/escapes',
    'escapes are kept as they are',
    ['bodies/escapes'],
    says(create, ({ server_group }) => {
      server_group.name = named(String.raw`\u0041\u00e9\/`);
    }),
  ),
  wrong(
    'bodies/escapes-of-pairs',
    'two escapes stand for two characters',
    'bodies/escapes-of-pairs',
    says(create, ({ server_group }) => {
      server_group.name = named('??');
    }),
  ),
  wrong(
    'bodies/proto',
    'the key __proto__ is passed over',
    'bodies/proto',
    lenient({ ...create, says: /__proto__/ }, withCreation),
  ),
  wrong(
    'bodies/proto-lends',
    'what stands below __proto__ stands in the object too',
    ['bodies/proto-legacy'],
    lenient({ ...create, says: /__proto__/ }, withCreation),
  ),
];
