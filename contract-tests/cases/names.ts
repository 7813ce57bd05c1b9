/** What a group may be called. */

import assert from 'node:assert/strict';
import { filledName, named } from '../run.ts';
import { type Case, creation, EACH_CREATION } from './case.ts';
import { groupOf, isFault } from './expect.ts';

/** Names with the mark of the run; those that have no room for it are for tests of the service alone. */
const ACCEPTED: readonly [what: string, name: string][] = [
  ['255 characters', filledName(255, 'a')],
  ['255 characters of three bytes', filledName(255, '組')],
  ['255 characters beyond the BMP', filledName(255, '\u{1F600}')],
  ['an emoji', named('\u{1F600}')],
  ['a blank inside', named('a b')],
  ['several blanks inside', named('a   b')],
  ['punctuation', named('good* $%name')],
  ['quotes and backslashes', named(`a'b"c\\d`)],
  ['a no-break space inside', named('a\u00a0b')],
  ['an ideographic space inside', named('a\u3000b')],
  ['a slash', named('a/b')],
  ['a combining mark', named('e\u0301')],
  ['a name with an id', named('5bbcc3c4-1da2-4437-a48a-66f15b1b13f9')],
  ['right-to-left letters', named('שלום')],
  ['markup', named('<script>alert(1)</script>')],
  ['digits', named('007')],
  ['upper and lower case', named('aBc')],
  ['a name with a key of every object', named('__proto__')],
];

const BAD =
  "An invalid 'name' value was provided. The name must be: printable characters. Can not start or end with whitespace.";

const UNPRINTABLE: readonly [what: string, name: string][] = [
  ['a blank before', ` ${named('a')}`],
  ['a blank after', named('a ')],
  ['only blanks', '   '],
  ['a no-break space before', `\u00a0${named('a')}`],
  ['a no-break space after', named('a\u00a0')],
  ['an ideographic space before', `\u3000${named('a')}`],
  ['an ideographic space after', named('a\u3000')],
  ['an en quad after', named('a\u2000')],
  ['a NUL', named('a\u0000b')],
  ['a line feed inside', named('a\nb')],
  ['a line feed after', named('a\n')],
  ['a carriage return after', named('a\r')],
  ['a tab', named('a\tb')],
  ['a delete', named('a\u007fb')],
  ['a control of C1', named('a\u0085b')],
  ['a zero-width space', named('a\u200bb')],
  ['a byte order mark', `\ufeff${named('a')}`],
  ['a line separator', named('a\u2028b')],
  ['a paragraph separator', named('a\u2029b')],
  ['a soft hyphen', named('a\u00adb')],
  ['U+FFFE', named('a\ufffeb')],
  ['U+FFFF', named('a\uffff')],
  ['private use', named('a\ue000b')],
  ['private use beyond the BMP', named('a\u{F0000}b')],
  ['an unassigned character', named('a\u0378b')],
  ['a tag beyond the BMP', named('a\u{E0001}b')],
  ['an isolate of bidirectional text', named('a\u2066b')],
];

const field = (value: string, reason: string) =>
  `Invalid input for field/attribute name. Value: ${value}. ${reason}`;

const cut = (text: string, length: number) => `${[...text].slice(0, length).join('')}…`;
const tooLong = (name: string) => field(cut(name, 200), `'${cut(name, 187)} is too long`);

/** Value → what is said of it. */
const WRONG: readonly (readonly [what: string, name: unknown, message: string])[] = [
  ...UNPRINTABLE.map(([what, name]) => [what, name, BAD] as const),
  ['nothing', '', field('', "'' is too short")],
  ['256 characters', filledName(256, 'a'), tooLong(filledName(256, 'a'))],
  ['256 characters beyond the BMP', filledName(256, '\u{1F600}'), tooLong(filledName(256, '\u{1F600}'))],
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
