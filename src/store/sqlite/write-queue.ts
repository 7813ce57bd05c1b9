import type { StoreObserver } from '../observer.ts';
import { StoreUnavailable } from '../store.ts';
import { identityOf, taken } from './files.ts';
import { startWriteThread, type WriteThread } from './write-thread.ts';
import type { WriterData } from './writer.ts';

export interface WriteQueue extends Pick<WriteThread, 'write' | 'waiting' | 'end'> {
  /** The thread in use, for tests of its death. */
  readonly thread: () => WriteThread['thread'];
}

/**
 * The writer, whose thread is started again when it has died, by the first write that finds it so.
 *
 * @throws StartupError see `openForWriting`
 */
export const startWriteQueue = async (
  data: Omit<WriterData, 'slowFrom'>,
  observer: StoreObserver,
): Promise<WriteQueue> => {
  let current = await startWriteThread(data, observer);
  const identity = identityOf(data.file);
  let starting: Promise<WriteThread> | undefined;
  let isEnding = false;

  const startAgain = async (): Promise<WriteThread> => {
    // Another file would be written than the one that is read.
    if (identityOf(data.file) !== identity) throw taken(data.file);
    try {
      current = await startWriteThread(data, observer);
      return current;
    } catch (error) {
      throw new StoreUnavailable(
        `The writer of the store has ended and cannot be started again: ${(error as Error).message}`,
        { cause: error },
      );
    }
  };
  const living = (): Promise<WriteThread> => {
    starting ??= startAgain().finally(() => {
      starting = undefined;
    });
    return starting;
  };

  const write: WriteQueue['write'] = async (name, ...values) => {
    if (current.isGone() && isEnding) throw new StoreUnavailable('The store is closed.');
    const thread = current.isGone() ? await living() : current;
    return thread.write(name, ...values);
  };
  const end = async () => {
    isEnding = true;
    await starting?.catch(() => {});
    await current.end();
  };
  return { write, waiting: () => current.waiting(), end, thread: () => current.thread };
};
