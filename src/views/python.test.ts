import assert from 'node:assert/strict';
import test from 'node:test';
import { reasons, repr } from './python.ts';

/** A value → as Python 3 writes it. */
const REPRS: readonly [value: unknown, text: string][] = [
  [null, 'None'],
  [undefined, 'None'],
  [true, 'True'],
  [false, 'False'],
  [1, '1'],
  [-1.5, '-1.5'],
  ['', "''"],
  ["it's", `"it's"`],
  ['"', `'"'`],
  [`'"`, `'\\'"'`],
  ['a\\b', String.raw`'a\\b'`],
  ['\n\r\t', String.raw`'\n\r\t'`],
  ['\u0000\u007f\u0085', String.raw`'\x00\x7f\x85'`],
  ['\u00a0\u00ad', String.raw`'\xa0\xad'`],
  ['\u200b\u2028\ue000\u3000', String.raw`'\u200b\u2028\ue000\u3000'`],
  ['\u{E0001}', String.raw`'\U000e0001'`],
  ['a b ä 組 \u{1F600}', "'a b ä 組 \u{1F600}'"],
  [[], '[]'],
  [['a', 1, null], "['a', 1, None]"],
  [{}, '{}'],
  [{ a: { 'b"': [true] } }, `{'a': {'b"': [True]}}`],
];

for (const [value, text] of REPRS) {
  test(`${JSON.stringify(value)} is written ${text}`, () => assert.equal(repr(value), text));
}

/** Keyword, value, schema → the reason. */
const REASONS: readonly [keyword: string, value: unknown, schema: object, text: string][] = [
  ['type', 1, { type: 'string' }, "1 is not of type 'string'"],
  ['type', 1, { anyOf: [{ type: 'integer' }, { type: 'string' }] }, "1 is not of type 'integer', 'string'"],
  ['enum', 'x', { enum: ['a', 'b'] }, "'x' is not one of ['a', 'b']"],
  ['pattern', 'x', { pattern: '^[0-9]*$' }, "'x' does not match '^[0-9]*$'"],
  ['format', 'x', { format: 'uuid' }, "'x' is not a 'uuid'"],
  ['uniqueItems', [1, 1], {}, '[1, 1] has non-unique elements'],
  ['minimum', '00', { minimum: 1 }, '0 is less than the minimum of 1'],
  ['maximum', '012', { maximum: 9 }, '12 is greater than the maximum of 9'],
  [
    'additionalProperties',
    { b: 1, a: 2, known: 3 },
    { properties: { known: {} } },
    "Additional properties are not allowed ('a', 'b' were unexpected)",
  ],
];

for (const [keyword, value, schema, text] of REASONS) {
  test(`a violation of ${keyword} by ${JSON.stringify(value)} is told as "${text}"`, () => {
    assert.equal(reasons[keyword]?.(value, schema, '').join(''), text);
  });
}
