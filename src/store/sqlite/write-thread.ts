import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { StartupError } from '../../startup-error.ts';
import type { StoreObserver } from '../observer.ts';
import { OutcomeUnknown, StoreUnavailable } from '../store.ts';
import type { Failure } from './commit.ts';
import type { FromWriter, ToWriter, WriterData } from './writer.ts';
import type { WriteName, WriteRequest, WriteResult, Writes } from './writes.ts';

interface Pending {
  readonly resolve: (result: WriteResult) => void;
  readonly reject: (error: Error) => void;
}

export interface WriteThread {
  /** Resolves once the write is durable. */
  write<Name extends WriteName>(
    name: Name,
    ...values: Parameters<Writes[Name]>
  ): Promise<ReturnType<Writes[Name]>>;
  /** How many writes are under way. */
  readonly waiting: () => number;
  /** Waits for the writes under way, then ends the thread. */
  end(): Promise<void>;
  /** Whether it has ended, wanted or not. */
  readonly isGone: () => boolean;
  /** The thread itself, for tests of its death. */
  readonly thread: Worker;
}

// The name of the file when running from the sources, or compiled.
const WRITER = new URL(`./writer${path.extname(import.meta.url)}`, import.meta.url);

const KINDS = { unknown: OutcomeUnknown, unavailable: StoreUnavailable, failed: Error } as const;

const errorOf = ({ kind, message, stack }: Failure): Error => {
  const error = new KINDS[kind](message);
  if (stack !== undefined && kind === 'failed') error.stack = stack;
  return error;
};

const unknownOutcome = (why: string, cause?: unknown): OutcomeUnknown =>
  new OutcomeUnknown(
    `The writer of the store ${why}. Whether it has written what was under way is not known: look whether it is there before you repeat it, or repeat it with its Idempotency-Key.`,
    { cause },
  );

/**
 * Starts the thread of the writer and waits until it is ready.
 *
 * A message between threads costs more than a write, so requests of one turn of the event loop travel in one message,
 * and so do the results of one commit. Results come in the order of the requests, hence no request has a number.
 *
 * @throws StartupError see `openForWriting`
 */
export const startWriteThread = async (
  data: Omit<WriterData, 'slowFrom'>,
  { slowFrom, slow, committed }: StoreObserver,
): Promise<WriteThread> => {
  const thread = new Worker(WRITER, {
    workerData: { ...data, slowFrom } satisfies WriterData,
    name: 'store-writer',
  });
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
    committed(results.length);
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
      else if ('slow' in message) slow(message.slow, message.ms);
      // Under `node --watch` Node itself posts as well: which files the thread has loaded.
      else if ('mend' in message) reject(new StartupError(message.mend));
    });
    thread.once('error', (cause: Error) => {
      gone = unknownOutcome(`failed (${cause.message})`, cause);
      reject(cause);
    });
    exited.then(() => reject(new Error('the writer of the store ended before it was ready')));
  });
  const lost = exited.then(() => {
    gone ??= unknownOutcome('has ended');
    for (const { reject } of pending.splice(0)) reject(gone);
  });

  const write: WriteThread['write'] = (...request) =>
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
  return { write, waiting: () => pending.length, end, isGone: () => gone !== undefined, thread };
};
