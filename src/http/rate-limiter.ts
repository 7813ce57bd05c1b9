/** Counts the requests of callers against a rate. */

import { LRUCache } from 'lru-cache';

const UNITS = {
  s: { milliseconds: 1000, word: 'a second' },
  min: { milliseconds: 60_000, word: 'a minute' },
  h: { milliseconds: 3_600_000, word: 'an hour' },
} as const;

/** How many requests a caller may send on average, and as many at once after a pause. */
export interface Rate {
  readonly requests: number;
  readonly per: keyof typeof UNITS;
}

export const textOfRate = ({ requests, per }: Rate): string => `${requests} ${UNITS[per].word}`;

/**
 * Whose requests are counted. The two kinds are kept apart, so that addresses, of which a client may have many, cannot push
 * out callers that are known.
 */
export type Kind = 'caller' | 'address';

export interface RateLimiter {
  readonly rate: Rate;
  /**
   * Counts a request, unless the rate does not permit it.
   *
   * @returns 0 where it is permitted, else the whole seconds after which one will be
   */
  take(kind: Kind, key: string): number;
}

/** How many of a kind are remembered: who has not been heard of for longest is forgotten, and begins anew. */
const MOST = 10_000;

/**
 * The generic cell rate algorithm, which is a token bucket that needs one number for each caller: the time at which all of
 * the burst is there again. Times are counted in parts of a millisecond, as many as there are requests in the rate, so that
 * all sums are of whole numbers and exact.
 *
 * @param now milliseconds of a clock that is never set back
 * @param most how many of each kind are remembered
 */
export const createRateLimiter = (rate: Rate, now: () => number, most = MOST): RateLimiter => {
  const cost = UNITS[rate.per].milliseconds;
  const burst = rate.requests * cost;
  const full: Record<Kind, LRUCache<string, number>> = {
    caller: new LRUCache({ max: most }),
    address: new LRUCache({ max: most }),
  };
  return {
    rate,
    take: (kind, key) => {
      const time = Math.floor(now()) * rate.requests;
      const next = Math.max(full[kind].get(key) ?? 0, time) + cost;
      const tooEarly = next - time - burst;
      if (tooEarly > 0) return Math.ceil(tooEarly / rate.requests / 1000);
      full[kind].set(key, next);
      return 0;
    },
  };
};
