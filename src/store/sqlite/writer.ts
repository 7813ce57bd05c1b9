/**
 * The thread that writes, so that the event loop of the service never waits for a disk or a lock. `write-thread.ts`
 * starts it. It answers messages in the order in which they came: one list of results for one or more lists of requests.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { StartupError } from '../../startup-error.ts';
import { createCommit, type Failure } from './commit.ts';
import { openForWriting } from './database.ts';
import type { WriteRequest, WriteResult } from './writes.ts';

export interface WriterData {
  readonly file: string;
  readonly patience: number;
  /** See `StoreObserver`. */
  readonly slowFrom: number;
}

/** Requests, or the wish to end, which comes only after all requests have been answered. */
export type ToWriter = WriteRequest[] | 'end';
/** First 'ready' or the message of a StartupError, then results in the order of the requests, and slow statements. */
export type FromWriter =
  | 'ready'
  | { readonly mend: string }
  | { readonly slow: string; readonly ms: number }
  | (WriteResult | Failure)[];

if (parentPort) {
  const port = parentPort;
  const { file, patience, slowFrom } = workerData as WriterData;
  const answer = (message: FromWriter) => port.postMessage(message);

  const openOrTell = () => {
    try {
      return openForWriting(file, patience);
    } catch (error) {
      if (!(error instanceof StartupError)) throw error;
      answer({ mend: error.message });
      return undefined;
    }
  };

  const db = openOrTell();
  if (db) {
    const commit = createCommit(db, patience, { slowFrom, slow: (slow, ms) => answer({ slow, ms }) });
    const takeWith = (first: WriteRequest[]) => () => {
      const requests = [...first];
      for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
        requests.push(...(next.message as WriteRequest[]));
      }
      return requests;
    };
    port.on('message', (message: ToWriter) => {
      if (message !== 'end') return answer(commit(takeWith(message)));
      // Another process may be reading; then this does what it can, and the last one to close does the rest.
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
      port.close();
    });
    answer('ready');
  }
}
