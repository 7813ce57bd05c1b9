/** Removes, now and then, what is kept of idempotent creations and is out of time. */

import type { Logger } from '../logger.ts';
import type { Store } from './store.ts';

const EVERY = 60_000;

/** Removes all keys that are out of time, a few at once, so that other writes come in between. */
export const forgetAllKeys = async (store: Pick<Store, 'forgetKeys'>, now: number): Promise<void> => {
  while ((await store.forgetKeys(now)) > 0);
};

/** Starts to do so every minute; the answer stops it. */
export const startForgetting = (store: Store, log: Logger): (() => void) => {
  const timer = setInterval(() => {
    forgetAllKeys(store, Date.now()).catch((err) => log.warn({ err }, 'old keys cannot be removed now'));
  }, EVERY).unref();
  return () => clearInterval(timer);
};
