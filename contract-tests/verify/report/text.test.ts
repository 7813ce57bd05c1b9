/** Texts for people: nothing that a server sent can steer what shows them. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { cut, duration, moment, versionsText, visible, visibleLines } from './text.ts';

const hostile: readonly (readonly [name: string, text: string, shown: string])[] = [
  ['escape sequences', '\u001b[2J\u001b]0;x\u0007', '\\u001b[2J\\u001b]0;x\\u0007'],
  ['escape sequences of one character', '\u009b31m', '\\u009b31m'],
  ['NUL and DEL', '\u0000\u007f', '\\u0000\\u007f'],
  ['marks of direction', 'a\u202eb\u2066', 'a\\u202eb\\u2066'],
  ['invisible letters', '\u200b\u{e0041}', '\\u200b\\udb40\\udc41'],
  ['odd line breaks', '\u0085\u2028\u2029\r', '\\u0085\\u2028\\u2029\\u000d'],
  ['lone surrogates and what is no character', '\ud800\ufffe', '\\ud800\\ufffe'],
  ['nothing of what people write', 'Größe 名前 👩 ✓', 'Größe 名前 👩 ✓'],
];

for (const [name, text, shown] of hostile) {
  test(`text for people shows ${name} as characters`, () => {
    assert.equal(visible(text), shown);
    assert.equal(visibleLines(text), shown);
  });
}

test('lines stay lines where they may, and are shown as characters where not', () => {
  assert.equal(visibleLines('a\r\nb\tc\nd'), 'a\nb\tc\nd');
  assert.equal(visible('a\nb\tc'), 'a\\u000ab\\u0009c');
});

test('a text that is too long says how much is left out, and no character is torn', () => {
  assert.equal(cut('12345', 5), '12345');
  assert.equal(cut('123456', 5), '12345… (1 more character)');
  assert.equal(cut('1👩2', 2), '1… (3 more characters)');
});

const durations: readonly (readonly [milliseconds: number, text: string])[] = [
  [0, '0 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [59_949, '59.9 s'],
  [59_960, '1 min 0 s'],
  [73_400, '1 min 13 s'],
];

for (const [milliseconds, text] of durations) {
  test(`${milliseconds} ms are told as ${text}`, () => assert.equal(duration(milliseconds), text));
}

test('a moment is told for people, and what is none is left as it is', () => {
  assert.equal(moment('2026-11-02T03:51:09.123Z'), '2026-11-02 03:51:09 UTC');
  assert.equal(moment('yesterday'), 'yesterday');
});

const TRIED = ['2.0', '2.1', '2.12', '2.13', '2.63'];
const versionCases: readonly (readonly [some: readonly string[], text: string])[] = [
  [TRIED, 'all versions'],
  [['2.13', '2.1', '2.12'], '2.1 to 2.13'],
  [['2.0', '2.1'], '2.0, 2.1'],
  [['2.0', '2.12', '2.13', '2.63'], '2.0, 2.12 to 2.63'],
  [['2.0', '2.99'], '2.0, 2.99'],
  [[], ''],
];

for (const [some, text] of versionCases) {
  test(`of the versions that were tried, ${JSON.stringify(some)} are told as "${text}"`, () => {
    assert.equal(versionsText(some, TRIED), text);
  });
}

test('one version that was tried alone is named', () => assert.equal(versionsText(['2.1'], ['2.1']), '2.1'));
