/** When a run ends before its time, and why. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { createHealth, type Health, Stopped } from './health.ts';

const reasonOf = ({ signal }: Health): string | undefined => {
  if (!signal.aborted) return undefined;
  assert.ok(signal.reason instanceof Stopped);
  return signal.reason.message;
};

const LONG = 600_000;
const SILENT = 'the server does not answer any more: why';

const courses: readonly (readonly [
  what: string,
  course: readonly ('answered' | 'failed')[],
  reason?: string,
])[] = [
  ['two requests without an answer do not end it', ['failed', 'failed']],
  ['three in a row do', ['failed', 'failed', 'failed'], SILENT],
  ['three with an answer between them do not', ['failed', 'failed', 'answered', 'failed']],
  ['three after an answer do', ['failed', 'answered', 'failed', 'failed', 'failed'], SILENT],
  [
    'an answer that comes later does not set it going again',
    ['failed', 'failed', 'failed', 'answered'],
    SILENT,
  ],
];

for (const [what, course, reason] of courses) {
  test(`a run: ${what}`, () => {
    using health = createHealth(LONG);
    for (const step of course) health[step]('why');
    assert.equal(reasonOf(health), reason);
  });
}

test('it ends when the time for all is up, and says what gives more', async () => {
  using health = createHealth(1);
  await once(health.signal, 'abort');
  assert.equal(reasonOf(health), 'time is up (0.001 s; --total-timeout gives more)');
});

test('the first reason to end it counts', () => {
  using health = createHealth(LONG);
  health.stop('the run was interrupted');
  for (let count = 0; count < 3; count++) health.failed('why');
  assert.equal(reasonOf(health), 'the run was interrupted');
});
