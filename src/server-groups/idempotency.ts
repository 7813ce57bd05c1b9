/** What makes a creation one that can be repeated: its `Idempotency-Key`, and what must be the same in a repetition. */

import { createHash } from 'node:crypto';
import { type Exchange, routeOf } from '../http/exchange.ts';
import type { Idempotency } from '../store/store.ts';

/** Objects with their keys in order, so that the same value is always the same text. */
const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** The key of a request, with a fingerprint of its prefix, its version and its body; undefined where there is none. */
export const idempotencyOf = (exchange: Exchange): Idempotency | undefined => {
  const key = exchange.request.headers['idempotency-key']?.toString();
  if (key === undefined) return undefined;
  const what = JSON.stringify([routeOf(exchange).path, exchange.version, exchange.body], sorted);
  return { key, fingerprint: createHash('sha256').update(what).digest('hex'), now: Date.now() };
};
