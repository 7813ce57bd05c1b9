/** Servers that keep other names than they are sent, or refuse what is a name. */

import { fault } from '../made.ts';
import { type Alter, handlerOf, jsonOf, type Sent, withBody } from '../wire.ts';
import { type Wrong, wrong } from '../wrong.ts';

const nameIn = (request: Sent): unknown => jsonOf(request).server_group?.name;

/** Keeps another name than was sent; undefined: it refuses. */
const keeps = (change: (name: string) => string | undefined) => (): Alter => (request, pass) => {
  const name = nameIn(request);
  if (handlerOf(request) !== 'createServerGroup' || typeof name !== 'string') return pass(request);
  const kept = change(name);
  if (kept === undefined) return fault(request, 400, 'The name is not one.');
  return pass(withBody(request, { server_group: { ...jsonOf(request).server_group, name: kept } }));
};

const refuses = (pattern: RegExp) => keeps((name) => (pattern.test(name) ? undefined : name));

const replaces = (pattern: RegExp, by: string) => keeps((name) => name.replaceAll(pattern, by));

/** What becomes of a name, and the cases on names that are taken which notice it. */
const OTHERS: readonly (readonly [id: string, what: string, cases: readonly string[], make: () => Alter])[] =
  [
    ['254', 'a name has 254 characters at most', ['255-characters*'], refuses(/^.{255}/su)],
    [
      'bytes',
      'the length of a name is that of its bytes',
      ['255-characters-of-three-bytes', '255-characters-beyond-the-BMP'],
      keeps((name) => (Buffer.byteLength(name) > 255 ? undefined : name)),
    ],
    [
      'units',
      'a character beyond the BMP counts twice',
      ['255-characters-beyond-the-BMP'],
      keeps((name) => (name.length > 255 ? undefined : name)),
    ],
    ['cut', 'a long name is cut', ['255-characters*'], keeps((name) => [...name].slice(0, 200).join(''))],
    [
      'bmp',
      'what is beyond the BMP is refused',
      ['an-emoji', '255-characters-beyond-the-BMP'],
      refuses(/[\u{10000}-\u{10FFFF}]/u),
    ],
    ['emoji', 'what is beyond the BMP is lost', ['an-emoji'], replaces(/[\u{10000}-\u{10FFFF}]/gu, '?')],
    [
      'ascii',
      'names are ASCII',
      [
        'an-emoji',
        'a-combining-mark',
        'right-to-left-letters',
        'an-ideographic-space-inside',
        '255-characters-of-three-bytes',
      ],
      refuses(/[^ -~]/),
    ],
    [
      'latin',
      'letters of other scripts are lost',
      ['right-to-left-letters'],
      replaces(/[\u0300-\uffff]/gu, '?'),
    ],
    ['blanks', 'a blank ends a name', ['a-blank-inside', 'several-blanks-inside'], refuses(/ .* /)],
    ['joined', 'several blanks become one', ['several-blanks-inside'], replaces(/ {2,}/g, ' ')],
    [
      'no-break',
      'other spaces become blanks',
      ['a-no-break-space-inside', 'an-ideographic-space-inside'],
      replaces(/[\u00a0\u3000]/g, ' '),
    ],
    [
      'signs',
      'a name has letters, digits, hyphens and blanks',
      ['punctuation', 'quotes-and-backslashes', 'a-slash', 'markup'],
      refuses(/[^\p{L}\p{N} -]/u),
    ],
    ['quotes', 'quotes are doubled', ['quotes-and-backslashes'], replaces(/'/g, "''")],
    ['slash', 'a slash is not allowed', ['a-slash', 'markup'], refuses(/\//)],
    ['composed', 'names are normalised', ['a-combining-mark'], keeps((name) => name.normalize('NFC'))],
    [
      'ids',
      'a name that looks like an id is refused',
      ['a-name-with-an-id'],
      refuses(/[0-9a-f]{8}-[0-9a-f]{4}-/),
    ],
    [
      'markup',
      'markup is escaped',
      ['markup'],
      keeps((name) => name.replaceAll('<', '&lt;').replaceAll('>', '&gt;')),
    ],
    ['numbers', 'zeros before digits are lost', ['digits'], replaces(/ 0+(?=\d)/g, ' ')],
    [
      'proto',
      'a name with a key of every object is refused',
      ['a-name-with-a-key-of-every-object'],
      refuses(/__proto__/),
    ],
    [
      'letters',
      'names are kept in lower case',
      ['upper-and-lower-case'],
      keeps((name) => name.toLowerCase()),
    ],
  ];

export const names: readonly Wrong[] = [
  ...OTHERS.map(([id, what, cases, make]) =>
    wrong(
      `names/${id}`,
      what,
      cases.map((each) => `names/accepted-${each}`),
      make,
    ),
  ),
];
