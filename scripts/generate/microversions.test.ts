import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from 'yaml';
import type { Json } from './document.ts';
import { existsAt, minor, patternOf, rangesOf } from './microversions.ts';

const NEWEST = 112;

test('a version is the digits after "2.", in quotes and without anything else', () => {
  assert.equal(minor('2.0'), 0);
  assert.equal(minor('2.20'), 20);
  for (const malformed of [
    2.2,
    '2',
    '2.',
    '3.1',
    '2.01',
    '2.1 ',
    '2.1\n',
    'v2.1',
    '',
    undefined,
    null,
    ['2.1'],
  ]) {
    assert.throws(() => minor(malformed), /is not a microversion: write it in quotes, such as "2\.13"/);
  }
});

test('something exists from min-ver to max-ver, both included, as numbers and not as text', () => {
  const cases: [Json | undefined, string, boolean][] = [
    [undefined, '2.0', true],
    [{}, '2.5', true],
    [{ 'min-ver': '2.13' }, '2.12', false],
    [{ 'min-ver': '2.13' }, '2.13', true],
    [{ 'min-ver': '2.13' }, '2.102', true],
    [{ 'min-ver': '2.9' }, '2.10', true],
    [{ 'max-ver': '2.63' }, '2.63', true],
    [{ 'max-ver': '2.63' }, '2.64', false],
    [{ 'max-ver': '2.63' }, '2.7', true],
    [{ 'min-ver': '2.13', 'max-ver': '2.63' }, '2.12', false],
    [{ 'min-ver': '2.13', 'max-ver': '2.63' }, '2.40', true],
    [{ 'min-ver': '2.13', 'max-ver': '2.63' }, '2.64', false],
  ];
  for (const [bounds, version, expected] of cases) {
    assert.equal(existsAt(bounds, version), expected, `${JSON.stringify(bounds)} at ${version}`);
  }
  assert.throws(() => existsAt({ 'min-ver': 2.13 }, '2.1'), /2\.13 is not a microversion/);
});

test('the pattern of a range matches each of its versions and no other', () => {
  for (let first = 0; first <= NEWEST; first++) {
    for (let last = first; last <= NEWEST; last++) {
      const pattern = new RegExp(`^${patternOf({ first: `2.${first}`, last: `2.${last}` })}$`);
      for (let number = 0; number <= NEWEST + 1; number++) {
        const isIn = first <= number && number <= last;
        if (pattern.test(`2.${number}`) !== isIn) assert.fail(`2.${number} and ${pattern}`);
      }
    }
  }
  const pattern = new RegExp(`^${patternOf({ first: '2.1', last: '2.103' })}$`);
  for (const other of ['2.', '2.01', '2.1030', '3.1', '221', '2.1 ', 'compute 2.1'])
    assert.doesNotMatch(other, pattern);
});

const RANGES: readonly { name: string; yaml: string; newest: string; ranges: string[] }[] = [
  {
    name: 'without bounds there are the legacy dialect and one range',
    yaml: '{}',
    newest: '2.9',
    ranges: ['2.0–2.0', '2.1–2.9'],
  },
  {
    name: 'a min-ver begins a range, and so does what follows a max-ver',
    yaml: '{a: {x-openstack: {min-ver: "2.13", max-ver: "2.63"}}}',
    newest: '2.103',
    ranges: ['2.0–2.0', '2.1–2.12', '2.13–2.63', '2.64–2.103'],
  },
  {
    name: 'bounds are found in lists, and strictness counts as well; each start counts once',
    yaml: '{a: [{x-openstack: {max-ver: "2.12"}}, {b: {x-openstack-strict: {min-ver: "2.75"}}}, {x-openstack: {min-ver: "2.13"}}]}',
    newest: '2.80',
    ranges: ['2.0–2.0', '2.1–2.12', '2.13–2.74', '2.75–2.80'],
  },
  {
    name: 'ranges are in the order of numbers',
    yaml: '[{x-openstack: {min-ver: "2.102"}}, {x-openstack: {min-ver: "2.9"}}]',
    newest: '2.103',
    ranges: ['2.0–2.0', '2.1–2.8', '2.9–2.101', '2.102–2.103'],
  },
  {
    name: 'nothing begins after the newest version',
    yaml: '{x-openstack: {max-ver: "2.9"}}',
    newest: '2.9',
    ranges: ['2.0–2.0', '2.1–2.9'],
  },
];

for (const { name, yaml, newest, ranges } of RANGES) {
  test(name, () => {
    const found = rangesOf(parse(yaml), newest).map(({ first, last }) => `${first}–${last}`);
    assert.deepEqual(found, ranges);
  });
}

test('a malformed version anywhere stops the generator', () => {
  assert.throws(
    () => rangesOf({ a: [{ 'x-openstack': { 'min-ver': 2.2 } }] }, '2.9'),
    /2\.2 is not a microversion/,
  );
  assert.throws(() => rangesOf({}, 'latest'), /"latest" is not a microversion/);
});
