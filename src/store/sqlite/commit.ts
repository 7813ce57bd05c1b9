import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { createIds } from '../ids.ts';
import { observe, type StoreObserver, UNOBSERVED } from '../observer.ts';
import { OutcomeUnknown, StoreUnavailable } from '../store.ts';
import { whenFreeBlocking } from './busy.ts';
import { asUnavailable, isOutside, mayBeWritten } from './errors.ts';
import { watchFiles } from './files.ts';
import { prepareWrites, type WriteRequest, type WriteResult } from './writes.ts';

/** An error as it passes between threads, which keep of an `Error` little else than its message. */
export interface Failure {
  readonly kind: 'unknown' | 'unavailable' | 'failed';
  readonly message: string;
  readonly stack: string | undefined;
}

const failure = (thrown: unknown): Failure => {
  const error = asUnavailable(thrown);
  if (!(error instanceof Error)) return { kind: 'failed', message: String(error), stack: undefined };
  const kind =
    error instanceof OutcomeUnknown
      ? 'unknown'
      : error instanceof StoreUnavailable
        ? 'unavailable'
        : 'failed';
  return { kind, message: error.message, stack: error.stack };
};

/** The log may hold the whole transaction although the disk has reported a failure: then the next start would find it there. */
const commitOrTell = (commit: StatementSync): void => {
  try {
    commit.run();
  } catch (error) {
    if (!mayBeWritten(error)) throw error;
    throw new OutcomeUnknown(
      `Whether the disk has taken a write is not known (${(error as Error).message}): look for errors of the disk in the system log, and ` +
        'whether the write is there before you repeat it, or repeat it with its Idempotency-Key.',
      { cause: error },
    );
  }
};

/** The same failure for each of them. */
const failAll = (requests: WriteRequest[], error: unknown): Failure[] => {
  const known = asUnavailable(error);
  const failed = failure(
    known instanceof StoreUnavailable
      ? known
      : new StoreUnavailable(
          `The store could not commit (${(error as Error).message}): nothing was written.`,
        ),
  );
  return requests.map(() => failed);
};

/**
 * Group commit: the requests that `take` returns are committed together, since the sync of the disk costs far more than
 * a write. Each has a savepoint of its own, so that one that fails harms no other. When the transaction as a whole
 * fails (disk, lock), all of them have failed and nothing is written; the next commit starts afresh.
 *
 * @param patience milliseconds to wait for a lock of another process
 */
export const createCommit = (
  db: DatabaseSync,
  patience: number,
  observer: Pick<StoreObserver, 'slowFrom' | 'slow'> = UNOBSERVED,
) => {
  const ids = createIds();
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const savepoint = db.prepare('SAVEPOINT one');
  const release = db.prepare('RELEASE one');
  const rollbackToSavepoint = db.prepare('ROLLBACK TO one');
  const readLastId = db.prepare('SELECT last_id FROM store');
  const writeLastId = db.prepare('UPDATE store SET last_id = ?');
  const writes = prepareWrites(db, ids);
  const checkFiles = watchFiles(db);

  const runOne = ([name, ...values]: WriteRequest): WriteResult | Failure => {
    savepoint.run();
    try {
      const result = observe(observer, name, () =>
        (writes[name] as (...values: unknown[]) => WriteResult)(...values),
      );
      release.run();
      return result;
    } catch (error) {
      // A full or broken disk fails the others as well, and SQLite may have ended the transaction by itself.
      if (isOutside(error) || !db.isTransaction) throw error;
      rollbackToSavepoint.run();
      release.run();
      return failure(error);
    }
  };

  /** @param take called once the lock is held, so that what came while waiting for it is taken along */
  return (take: () => WriteRequest[]): (WriteResult | Failure)[] => {
    try {
      checkFiles();
      observe(observer, 'BEGIN', () => whenFreeBlocking(() => begin.run(), patience));
    } catch (error) {
      return failAll(take(), error);
    }
    const requests = take();
    try {
      const stored = String(readLastId.get()?.last_id);
      ids.startAfter(stored);
      const results = requests.map(runOne);
      if (ids.last > stored) writeLastId.run(ids.last);
      observe(observer, 'COMMIT', () => commitOrTell(commit));
      return results;
    } catch (error) {
      if (db.isTransaction) rollback.run();
      return failAll(requests, error);
    }
  };
};
