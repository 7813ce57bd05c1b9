/** How long to wait before a request is sent again. */

const LONGEST_BACKOFF = 8_000;
const LONGEST_ORDER = 30_000;

/** The milliseconds that `Retry-After` asks for, as seconds or as a date (RFC 9110, 10.2.3); undefined when it says nothing. */
const ordered = (retryAfter: string): number | undefined => {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const date = /GMT$/.test(retryAfter) ? Date.parse(retryAfter) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
};

/**
 * The milliseconds to wait after attempt `n`, counted from 0: what the server asks for, but 30 s at most; else about half a
 * second, twice as long each time, 8 s at most, and less by chance, so that clients which failed together do not return together.
 */
export const backoff = (n: number, retryAfter: string | undefined): number => {
  const order = retryAfter === undefined ? undefined : ordered(retryAfter);
  if (order !== undefined) return Math.min(order, LONGEST_ORDER);
  return Math.min(500 * 2 ** n, LONGEST_BACKOFF) * (0.5 + Math.random() / 2);
};

/** Resolves after some milliseconds; rejects with the reason of `signal` as soon as that is aborted. */
export const wait = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      settle();
    };
    const aborted = () => end(() => reject(signal?.reason));
    const timer = setTimeout(() => end(resolve), milliseconds);
    signal?.addEventListener('abort', aborted);
    if (signal?.aborted) aborted();
  });
