/** What a store tells of its work while it does it. Statements have names here; what was in them is nobody's business. */

export interface StoreObserver {
  /** From how many milliseconds on a statement is slow. */
  readonly slowFrom: number;
  /** A statement, or the wait for a lock or for the disk that belongs to it, took so many milliseconds. */
  readonly slow: (statement: string, ms: number) => void;
  /** So many writes came to the disk together. */
  readonly committed: (writes: number) => void;
}

export const UNOBSERVED: StoreObserver = {
  slowFrom: Number.POSITIVE_INFINITY,
  slow: () => {},
  committed: () => {},
};

/** Tells of a statement that has ended now, if it was slow. */
export const tellIfSlow = (
  { slowFrom, slow }: Pick<StoreObserver, 'slowFrom' | 'slow'>,
  statement: string,
  started: number,
): void => {
  const ms = performance.now() - started;
  if (ms >= slowFrom) slow(statement, Math.round(ms * 1000) / 1000);
};

/** Runs a statement that is over when the function returns. */
export const observe = <T>(
  observer: Pick<StoreObserver, 'slowFrom' | 'slow'>,
  statement: string,
  run: () => T,
): T => {
  const started = performance.now();
  try {
    return run();
  } finally {
    tellIfSlow(observer, statement, started);
  }
};
