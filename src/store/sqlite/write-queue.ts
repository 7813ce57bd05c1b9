import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { StartupError } from '../../startup-error.ts';
import { StoreUnavailable } from '../store.ts';
import type { Failure } from './commit.ts';
import type { FromWriter, ToWriter, WriterData } from './writer.ts';
import type { WriteName, WriteRequest, WriteResult, Writes } from './writes.ts';

interface Pending {
  readonly resolve: (result: WriteResult) => void;
  readonly reject: (error: Error) => void;
}

export interface WriteQueue {
  /** Resolves once the write is durable. */
  write<Name extends WriteName>(
    name: Name,
    ...values: Parameters<Writes[Name]>
  ): Promise<ReturnType<Writes[Name]>>;
  /** Waits for the writes under way, then ends the thread. */
  end(): Promise<void>;
  /** The thread itself, for tests of its death. */
  readonly thread: Worker;
}

// The name of the file when running from the sources, or compiled.
const WRITER = new URL(`./writer${path.extname(import.meta.url)}`, import.meta.url);

const errorOf = ({ unavailable, message, stack }: Failure): Error => {
  const error = unavailable ? new StoreUnavailable(message) : new Error(message);
  if (stack !== undefined && !unavailable) error.stack = stack;
  return error;
};

/**
 * Starts the thread of the writer and waits until it is ready.
 *
 * A message between threads costs more than a write, so requests of one turn of the event loop travel in one message,
 * and so do the results of one commit. Results come in the order of the requests, hence no request has a number.
 *
 * @throws StartupError see `openForWriting`
 */
export const startWriteQueue = async (data: WriterData): Promise<WriteQueue> => {
  const thread = new Worker(WRITER, { workerData: data, name: 'store-writer' });
  const send = (message: ToWriter) => thread.postMessage(message);
  let outbox: WriteRequest[] = [];
  const pending: Pending[] = [];
  let gone: Error | undefined;

  const flush = () => {
    if (gone) return;
    send(outbox);
    outbox = [];
  };
  const settle = (results: (WriteResult | Failure)[]) => {
    for (const [index, { resolve, reject }] of pending.splice(0, results.length).entries()) {
      const result = results[index] as WriteResult | Failure;
      if (typeof result === 'object') reject(errorOf(result));
      else resolve(result);
    }
  };

  const exited = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    thread.on('message', (message: FromWriter) => {
      if (Array.isArray(message)) settle(message);
      else if (message === 'ready') resolve();
      // Under `node --watch` Node itself posts as well: which files the thread has loaded.
      else if ('mend' in message) reject(new StartupError(message.mend));
    });
    thread.once('error', (cause: Error) => {
      gone = new StoreUnavailable(`The writer of the store failed (${cause.message}): restart the service.`, {
        cause,
      });
      reject(cause);
    });
  });
  const lost = exited.then(() => {
    gone ??= new StoreUnavailable('The writer of the store has ended: restart the service.');
    for (const { reject } of pending.splice(0)) reject(gone);
  });

  const write: WriteQueue['write'] = (...request) =>
    new Promise((resolve, reject) => {
      if (gone) return reject(gone);
      pending.push({ resolve: resolve as Pending['resolve'], reject });
      if (outbox.push(request as unknown as WriteRequest) === 1) setImmediate(flush);
    });

  const end = async () => {
    await Promise.allSettled([write('check')]); // Answered after all before it.
    if (!gone) send('end');
    await lost;
  };

  await ready.catch(async (error) => {
    await lost;
    throw error;
  });
  return { write, end, thread };
};
