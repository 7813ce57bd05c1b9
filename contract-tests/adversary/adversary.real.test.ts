/** No wrong server passes: whatever one does otherwise, the cases that should notice it do, and they keep the right server. */

import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { cases } from '../cases/all.ts';
import { startAdversary } from './adversary.fixture.ts';
import { type Trial, trialsOf, versionFor } from './trials.ts';
import { wrongs } from './wrongs/all.ts';

const { judge, close } = await startAdversary();
after(close);

const nameOf = ({ one, version }: Trial): string => `${one.id} at ${version}`;

test('through the proxy, the right server keeps each case, at each version at which a wrong one is tried', async () => {
  const all: Trial[] = [
    ...cases.map((one) => ({ one, version: versionFor(one) })),
    ...wrongs.flatMap(trialsOf),
  ];
  for (const [name, trial] of new Map(all.map((each) => [nameOf(each), each]))) {
    const { outcome, reason, violation } = await judge(trial);
    assert.equal(outcome, 'kept', `${name}: ${reason ?? violation?.came}`);
  }
});

for (const wrong of wrongs) {
  test(`${wrong.id}: ${wrong.what}`, async () => {
    for (const trial of trialsOf(wrong)) {
      const { outcome, reason, violation } = await judge(trial, wrong.make);
      assert.equal(outcome, 'broken', `${nameOf(trial)} does not notice it: ${reason ?? outcome}`);
      for (const part of ['expected', 'came', 'place', 'curl'] as const) {
        assert.notEqual(violation?.[part] ?? '', '', `${nameOf(trial)} does not say the ${part}`);
      }
    }
  });
}
