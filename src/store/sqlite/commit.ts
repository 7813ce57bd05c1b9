import type { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '../store.ts';
import { whenFreeBlocking } from './busy.ts';
import { asUnavailable, isOutside } from './errors.ts';
import { createIds, type Ids } from './ids.ts';
import { prepareWrites, type WriteRequest, type WriteResult } from './writes.ts';

/** An error as it passes between threads, which keep of an `Error` little else than its message. */
export interface Failure {
  readonly unavailable: boolean;
  readonly message: string;
  readonly stack: string | undefined;
}

const failure = (thrown: unknown): Failure => {
  const error = asUnavailable(thrown);
  const unavailable = error instanceof StoreUnavailable;
  return error instanceof Error
    ? { unavailable, message: error.message, stack: error.stack }
    : { unavailable, message: String(error), stack: undefined };
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
export const createCommit = (db: DatabaseSync, patience: number, ids: Ids = createIds()) => {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const savepoint = db.prepare('SAVEPOINT one');
  const release = db.prepare('RELEASE one');
  const rollbackToSavepoint = db.prepare('ROLLBACK TO one');
  const readLastId = db.prepare('SELECT last_id FROM store');
  const writeLastId = db.prepare('UPDATE store SET last_id = ?');
  const writes = prepareWrites(db, ids);

  const runOne = ([name, ...values]: WriteRequest): WriteResult | Failure => {
    savepoint.run();
    try {
      const result = (writes[name] as (...values: unknown[]) => WriteResult)(...values);
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
      whenFreeBlocking(() => begin.run(), patience);
    } catch (error) {
      return failAll(take(), error);
    }
    const requests = take();
    try {
      const stored = String(readLastId.get()?.last_id);
      ids.startAfter(stored);
      const results = requests.map(runOne);
      if (ids.last > stored) writeLastId.run(ids.last);
      commit.run();
      return results;
    } catch (error) {
      if (db.isTransaction) rollback.run();
      return failAll(requests, error);
    }
  };
};
