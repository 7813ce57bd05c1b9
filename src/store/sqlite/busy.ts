import { setTimeout } from 'node:timers/promises';
import { isBusy } from './errors.ts';

const LONGEST_PAUSE = 15;

/** In milliseconds; at random, so that two processes do not keep step. */
const pause = () => 1 + Math.random() * LONGEST_PAUSE;

/**
 * Tries again while the database is locked, without stopping the event loop.
 *
 * @param patience milliseconds, after which it rejects with SQLite's error
 */
export const whenFree = async <T>(attempt: () => T, patience: number): Promise<T> => {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= end) throw error;
    }
    await setTimeout(pause());
  }
};

/** Nobody ever wakes who waits here. */
const never = new Int32Array(new SharedArrayBuffer(4));

/** The same for the thread of the writer, which has nothing else to do: it sleeps. */
export const whenFreeBlocking = <T>(attempt: () => T, patience: number): T => {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= end) throw error;
    }
    Atomics.wait(never, 0, 0, pause());
  }
};
