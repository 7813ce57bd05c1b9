/** The names of groups tell whose they are. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { filledName, isOfThisRun, named, RUN, startOf } from './run.ts';

test('names of this run are known as such, with the time at which it began', () => {
  for (const name of [named(), named('a b'), named(''), filledName(255, 'ü')]) {
    assert.ok(isOfThisRun(name), name);
    const start = startOf(name) ?? 0;
    assert.ok(start <= Date.now() && start > Date.now() - 3_600_000, String(start));
  }
});

test('a name can be filled to a length', () => {
  for (const length of [60, 255, 256]) assert.equal(filledName(length, 'a').length, length);
});

test('another run is known by its time, and as another', () => {
  const name = 'osgv-mwusbu2a-f17aa9 test';
  assert.equal(startOf(name), Number.parseInt('mwusbu2a', 36));
  assert.ok(!isOfThisRun(name));
});

const foreign = [
  '',
  'test',
  'osgv',
  'osgv-mwusbu2a-f17aa9',
  'osgv-mwusbu2a-f17aa9x test',
  'osgv-MWUSBU2A-f17aa9 test',
  'osgv-mwusbu2-f17aa9 test',
  'my osgv-mwusbu2a-f17aa9 test',
  `x${RUN} test`,
  `${RUN}test`,
];

for (const name of foreign) {
  test(`"${name.replace(RUN, 'RUN')}" is the name of a group of others`, () => {
    assert.equal(startOf(name), undefined);
    assert.ok(!isOfThisRun(name));
  });
}
