import assert from 'node:assert/strict';
import test from 'node:test';
import { version } from 'uuid';
import { createIds } from './ids.ts';

const NOW = Date.UTC(2026, 10, 1);
const timeOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16);

/** A clock that shows these times one after the other, then the last for ever. */
const clockOf = (...times: number[]) => {
  let calls = 0;
  return () => times[Math.min(calls++, times.length - 1)] ?? 0;
};

const clocks: Record<string, () => number> = {
  'goes on': clockOf(...Array.from({ length: 1000 }, (_, index) => NOW + index)),
  'stands still': clockOf(NOW),
  'goes back': clockOf(NOW, NOW - 1, NOW - 3_600_000, NOW - 1, NOW, NOW + 1, NOW - 5),
};
for (const [what, clock] of Object.entries(clocks)) {
  test(`ids increase while the clock ${what}`, () => {
    const ids = createIds(clock);
    const made = Array.from({ length: 1000 }, () => ids.next());
    assert.deepEqual(made, [...new Set(made)].sort());
    assert.ok(made.every((id) => version(id) === 7));
    assert.equal(ids.last, made.at(-1));
  });
}

test('an id carries the time of the clock', () => {
  assert.equal(timeOf(createIds(() => NOW).next()), NOW);
});

const starts: Record<string, string> = {
  'an id of the same millisecond': createIds(() => NOW).next(),
  'an id of the future': createIds(() => NOW + 86_400_000).next(),
  'the last sequence of a millisecond': '019a3d2b-c400-7fff-bfff-ffffffffffff',
  'a sequence with all its middle bits': '019a3d2b-c400-70ff-bfff-fc0000000000',
};
for (const [what, start] of Object.entries(starts)) {
  test(`ids increase from ${what}`, () => {
    const ids = createIds(() => Math.min(NOW, timeOf(start)));
    ids.startAfter(start);
    const made = [start, ids.next(), ids.next()];
    assert.deepEqual(made, [...new Set(made)].sort());
  });
}

test('a start before the last id, or an empty one, changes nothing', () => {
  const ids = createIds(() => NOW);
  const first = ids.next();
  for (const start of ['', createIds(() => NOW - 1).next()]) ids.startAfter(start);
  assert.ok(ids.next() > first);
});
