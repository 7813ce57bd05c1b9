/** What a group may be called. */

import assert from 'node:assert/strict';
import { type Case, creation, EACH_CREATION } from './case.ts';
import { groupOf, isFault } from './expect.ts';

const ACCEPTED: readonly [what: string, name: string][] = [
  ['one character', 'a'],
  ['255 characters', 'a'.repeat(255)],
  ['255 characters of three bytes', '組'.repeat(255)],
  ['255 characters beyond the BMP', '\u{1F600}'.repeat(255)],
  ['an emoji', '\u{1F600}'],
  ['a blank inside', 'a b'],
  ['several blanks inside', 'a   b'],
  ['punctuation', 'good* $%name'],
  ['quotes and backslashes', `a'b"c\\d`],
  ['a no-break space inside', 'a\u00a0b'],
  ['an ideographic space inside', 'a\u3000b'],
  ['a slash', 'a/b'],
  ['a combining mark', 'e\u0301'],
  ['a name like an id', '5bbcc3c4-1da2-4437-a48a-66f15b1b13f9'],
  ['right-to-left letters', 'שלום'],
  ['markup', '<script>alert(1)</script>'],
  ['digits', '007'],
  ['a key of every object', '__proto__'],
];

const BAD =
  "An invalid 'name' value was provided. The name must be: printable characters. Can not start or end with whitespace.";

const UNPRINTABLE: readonly [what: string, name: string][] = [
  ['a blank before', ' a'],
  ['a blank after', 'a '],
  ['only blanks', '   '],
  ['a no-break space before', '\u00a0a'],
  ['a no-break space after', 'a\u00a0'],
  ['an ideographic space before', '\u3000a'],
  ['an ideographic space after', 'a\u3000'],
  ['an en quad after', 'a\u2000'],
  ['a NUL', 'a\u0000b'],
  ['a line feed inside', 'a\nb'],
  ['a line feed after', 'a\n'],
  ['a carriage return after', 'a\r'],
  ['a tab', 'a\tb'],
  ['a delete', 'a\u007fb'],
  ['a control of C1', 'a\u0085b'],
  ['a zero-width space', 'a\u200bb'],
  ['a byte order mark', '\ufeffa'],
  ['a line separator', 'a\u2028b'],
  ['a paragraph separator', 'a\u2029b'],
  ['a soft hyphen', 'a\u00adb'],
  ['U+FFFE', 'a\ufffeb'],
  ['U+FFFF', 'a\uffff'],
  ['private use', 'a\ue000b'],
  ['private use beyond the BMP', 'a\u{F0000}b'],
  ['an unassigned character', 'a\u0378b'],
  ['a tag beyond the BMP', 'a\u{E0001}b'],
  ['an isolate of bidirectional text', 'a\u2066b'],
];

const field = (value: string, reason: string) =>
  `Invalid input for field/attribute name. Value: ${value}. ${reason}`;

/** Value → what is said of it. */
const WRONG: readonly (readonly [what: string, name: unknown, message: string])[] = [
  ...UNPRINTABLE.map(([what, name]) => [what, name, BAD] as const),
  ['nothing', '', field('', "'' is too short")],
  ['256 characters', 'a'.repeat(256), field(`${'a'.repeat(200)}…`, `'${'a'.repeat(187)}… is too long`)],
  [
    '256 characters beyond the BMP',
    '\u{1F600}'.repeat(256),
    field(`${'\u{1F600}'.repeat(200)}…`, `'${'\u{1F600}'.repeat(187)}… is too long`),
  ],
  ['a number', 5, field('5', "5 is not of type 'string'")],
  ['a fraction', 1.5, field('1.5', "1.5 is not of type 'string'")],
  ['null', null, field('null', "None is not of type 'string'")],
  ['true', true, field('true', "True is not of type 'string'")],
  ['a list', ['a'], field('["a"]', "['a'] is not of type 'string'")],
  ['an object', { a: null }, field('{"a":null}', "{'a': None} is not of type 'string'")],
];

export const names: readonly Case[] = [
  ...ACCEPTED.map(
    ([what, name]): Case => ({
      id: `names/accepted-${what.replaceAll(' ', '-')}`,
      what: `${what} is a name, which is stored and shown as it came`,
      versions: EACH_CREATION,
      run: async ({ call, version }) => {
        const made = groupOf(
          await call({ method: 'POST', path: '/os-server-groups', body: creation(version, name) }),
        );
        assert.equal(made.name, name);
        assert.equal(groupOf(await call({ path: `/os-server-groups/${made.id}` })).name, name);
      },
    }),
  ),
  ...WRONG.map(
    ([what, name, message]): Case => ({
      id: `names/refused-${what.replaceAll(' ', '-')}`,
      what: `${what} is no name`,
      versions: EACH_CREATION,
      run: async ({ call, version }) => {
        const body = creation(version, name);
        isFault(await call({ method: 'POST', path: '/os-server-groups', body }), 400, message);
      },
    }),
  ),
];
