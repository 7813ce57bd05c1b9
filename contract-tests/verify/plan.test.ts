/** Which versions are tried, by what the server offers and by what was asked for, and which cases at each. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { ranges } from '../../src/views/view.ts';
import { cases } from '../cases/all.ts';
import { EVERY, LEGACY, NEWEST } from '../cases/case.ts';
import { isTriedAt, versionsToTry } from './plan.ts';

const plans: readonly (readonly [
  newest: string,
  asked: readonly string[] | undefined,
  tried: readonly string[],
])[] = [
  [NEWEST, undefined, EVERY],
  ['2.1', undefined, ['2.0', '2.1']],
  ['2.13', undefined, ['2.0', '2.1', '2.12', '2.13']],
  ['2.60', undefined, ['2.0', '2.1', '2.12', '2.13', '2.60']],
  ['2.63', undefined, ['2.0', '2.1', '2.12', '2.13', '2.63']],
  ['2.93', undefined, ['2.0', '2.1', '2.12', '2.13', '2.63', '2.64', '2.74', '2.75', '2.93']],
  [NEWEST, ['2.64'], ['2.0', '2.64']],
  [NEWEST, ['2.70', '2.5'], ['2.0', '2.5', '2.70']],
  [NEWEST, ['2.12', '2.2'], ['2.0', '2.12', '2.2']],
  ['2.60', ['2.60', '2.1'], ['2.0', '2.1', '2.60']],
];

for (const [newest, asked, tried] of plans) {
  const what = asked === undefined ? 'all' : asked.join(', ');
  test(`of a server with versions up to ${newest}, where ${what} is asked for, ${tried.join(', ')} are tried`, () => {
    const plan = versionsToTry(newest, asked);
    assert.deepEqual(
      plan.map(({ version }) => version),
      tried,
    );
    for (const { version, view } of plan) {
      const of = ranges.findLast(({ first }) => Number(first.slice(2)) <= Number(version.slice(2)));
      assert.equal(view, of?.first);
    }
  });
}

test('all cases are tried where the server offers all versions, and each version has some', () => {
  const plan = versionsToTry(NEWEST, undefined);
  for (const one of cases)
    assert.ok(
      plan.some((tried) => isTriedAt(one, tried)),
      one.id,
    );
  for (const tried of plan)
    assert.ok(
      cases.some((one) => isTriedAt(one, tried)),
      tried.version,
    );
});

test('the last version of a view that the server offers stands for the last of the view, one in between for both ends', () => {
  const at = (newest: string, asked?: readonly string[]) => versionsToTry(newest, asked).at(-1);
  assert.deepEqual(at('2.60')?.standsFor, ['2.63']);
  assert.deepEqual(at('2.13')?.standsFor, ['2.13', '2.63']);
  assert.deepEqual(at(NEWEST, ['2.70'])?.standsFor, ['2.64', '2.74']);
});

test('what has no microversions comes first', () => {
  assert.deepEqual(versionsToTry('2.1', ['2.1'])[0], { version: LEGACY, view: LEGACY, standsFor: [LEGACY] });
});
