import assert from 'node:assert/strict';
import test from 'node:test';
import type { Logger } from '../logger.ts';
import { forgetAllKeys, startForgetting } from './forget-keys.ts';
import type { Store } from './store.ts';

const MINUTE = 60_000;

/** A store of which only this is asked, and which has so many keys to forget, a few at once. */
const storeOf = (portions: number[]) => {
  const asked: number[] = [];
  const store = {
    forgetKeys: async (now: number) => {
      asked.push(now);
      return portions.shift() ?? 0;
    },
  };
  return { asked, store };
};

test('keys are removed until none is left, all of them as of one moment', async () => {
  const { asked, store } = storeOf([500, 500, 1]);
  await forgetAllKeys(store, 7);
  assert.deepEqual(asked, [7, 7, 7, 7]);
});

test('old keys are removed every minute until it is stopped, and a failure is told and ends nothing', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval', 'Date'] });
  const told: unknown[] = [];
  const { asked, store } = storeOf([]);
  const broken = new Error('locked');
  let isBroken = false;
  const forgetKeys = async (now: number) => {
    if (isBroken) throw broken;
    return store.forgetKeys(now);
  };
  const log = { warn: ({ err }: { err: unknown }) => told.push(err) };
  const stop = startForgetting({ forgetKeys } as Store, log as unknown as Logger);
  const nextMinute = async () => {
    t.mock.timers.tick(MINUTE);
    await new Promise(setImmediate);
  };

  assert.deepEqual(asked, []);
  await nextMinute();
  assert.deepEqual([asked, told], [[MINUTE], []]);
  isBroken = true;
  await nextMinute();
  assert.deepEqual([asked, told], [[MINUTE], [broken]]);
  isBroken = false;
  await nextMinute();
  assert.deepEqual([asked, told], [[MINUTE, 3 * MINUTE], [broken]]);
  stop();
  await nextMinute();
  assert.deepEqual(asked, [MINUTE, 3 * MINUTE]);
});
