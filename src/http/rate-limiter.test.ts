/** The counting of requests against a rate. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { createRateLimiter, type Rate } from './rate-limiter.ts';

const setUp = (rate: Rate, most?: number) => {
  const clock = { now: 123_456.789 };
  const { take } = createRateLimiter(rate, () => clock.now, most);
  /** What comes of so many requests at once. */
  const send = (count: number, key = 'a') => Array.from({ length: count }, () => take('caller', key));
  return { clock, take, send };
};

const waits: readonly (readonly [rate: Rate, seconds: number])[] = [
  [{ requests: 1, per: 's' }, 1],
  [{ requests: 3, per: 's' }, 1],
  [{ requests: 7, per: 'min' }, 9],
  [{ requests: 600, per: 'min' }, 1],
  [{ requests: 1, per: 'h' }, 3600],
  [{ requests: 99_999, per: 's' }, 1],
];

for (const [rate, seconds] of waits) {
  test(`${rate.requests}/${rate.per}: exactly so many at once, then one after ${seconds} seconds, which is told`, () => {
    const { clock, send } = setUp(rate);
    assert.deepEqual(new Set(send(rate.requests)), new Set([0]));
    assert.deepEqual(send(2), [seconds, seconds]);
    clock.now += seconds * 1000;
    assert.equal(send(1)[0], 0);
  });
}

test('who goes on asking loses nothing by it, and is told a shorter time', () => {
  const { clock, send } = setUp({ requests: 6, per: 'min' });
  send(6);
  const told = [0, 4000, 4000, 1999, 1].map((more) => {
    clock.now += more;
    return send(1)[0];
  });
  assert.deepEqual(told, [10, 6, 2, 1, 0]);
});

test('on average the rate is kept, however long it goes on', () => {
  const { clock, send } = setUp({ requests: 3, per: 's' });
  let permitted = 0;
  for (let passed = 0; passed < 1000; passed++) {
    permitted += send(5).filter((seconds) => seconds === 0).length;
    clock.now += 100;
  }
  // In 99.9 seconds, and the burst.
  assert.equal(permitted, 299 + 3);
});

test('after a pause there is a whole burst again, and no more than one', () => {
  const { clock, send } = setUp({ requests: 4, per: 's' });
  send(4);
  clock.now += 3_600_000;
  assert.deepEqual(send(5), [0, 0, 0, 0, 1]);
});

test('callers do not touch each other, nor a caller an address of the same name', () => {
  const { take, send } = setUp({ requests: 1, per: 's' });
  send(1, 'a');
  assert.deepEqual([take('caller', 'b'), take('address', 'a'), take('caller', 'a')], [0, 0, 1]);
});

test('who has not been heard of for longest is forgotten when there are too many, and no other', () => {
  const { take } = setUp({ requests: 1, per: 'h' }, 3);
  for (const key of ['a', 'b', 'c']) take('address', key);
  take('caller', 'known');
  // It is heard of again, though it is refused.
  take('address', 'a');
  take('address', 'd');
  assert.deepEqual(
    ['c', 'a', 'd', 'b'].map((key) => take('address', key) > 0),
    [true, true, true, false],
  );
  for (let made = 0; made < 1000; made++) take('address', `made up ${made}`);
  assert.ok(take('caller', 'known') > 0);
});
