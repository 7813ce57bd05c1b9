/** Commands that are ended while they work: what is unfinished goes, and a line says so. */

import { mkdtempSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { say } from './command.ts';

/** Ctrl-C, `kill`, and the end of the terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ends the process when a signal comes during the work, as one ends that does not listen to signals: its shell sees 128 and the
 * number of the signal.
 *
 * @param giveUp removes what is unfinished, and says in a sentence what that means; undefined where it is too late to end
 */
export const interruptible = async <Result>(
  giveUp: () => string | undefined,
  work: () => Promise<Result>,
): Promise<Result> => {
  const stopListening = () => {
    for (const each of SIGNALS) process.off(each, end);
  };
  const end = (signal: (typeof SIGNALS)[number]) => {
    const said = giveUp();
    if (said === undefined) return;
    say(`Ended by ${signal}: ${said}`);
    stopListening();
    // At once: an exit would wait until SQLite has copied all.
    process.kill(process.pid, signal);
    // The first process of a container does not die of a signal.
    process.exit(128 + constants.signals[signal]);
  };
  for (const each of SIGNALS) process.on(each, end);
  try {
    return await work();
  } finally {
    stopListening();
  }
};

/** Until signals that came while nothing else could go on are heard: a whole turn of the event loop, begun after this one. */
export const hearSignals = async (): Promise<void> => {
  await setImmediate();
  await setImmediate();
};

/**
 * Works with a folder beside a file, whose place something in it may take, and removes the folder at the end, also when the process
 * is ended. It is a folder so that whatever SQLite puts beside a file goes with it.
 *
 * @param said of a process that is ended, what that means
 * @param work gets a function to call when it is too late to be ended, since what follows takes a moment
 */
export const withFolder = async <Result>(
  place: string,
  said: string,
  work: (folder: string, tooLate: () => void) => Promise<Result>,
): Promise<Result> => {
  let isTooLate = false;
  let folder: string | undefined;
  const remove = () => {
    // What SQLite is writing meanwhile may come into it once more.
    if (folder !== undefined)
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 10 });
  };
  const giveUp = () => {
    if (isTooLate) return undefined;
    remove();
    return said;
  };
  const tooLate = () => {
    isTooLate = true;
  };
  try {
    return await interruptible(giveUp, () => {
      folder = mkdtempSync(`${place}.`);
      return work(folder, tooLate);
    });
  } finally {
    remove();
  }
};
