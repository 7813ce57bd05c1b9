import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { StartupError } from '../startup-error.ts';

/** The system's code of an error (`ENOENT`), or its message where it has none. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? String(error.code) : error.message;
};

/**
 * Writes a file so that readers see the old text or the new one, never a part. A new file is for its owner alone;
 * one that exists keeps owner and mode, so that root's command line does not lock the service out.
 */
export const writeSecretFile = (file: string, text: string): void => {
  const old = statSync(file, { throwIfNoEntry: false });
  // A link stays a link.
  const target = old === undefined ? file : realpathSync(file);
  const temporary = `${target}.${randomUUID()}`;
  try {
    const fd = openSync(temporary, 'wx', 0o600);
    try {
      if (old !== undefined) fchmodSync(fd, old.mode & 0o777);
      if (old !== undefined && old.uid !== process.getuid?.()) fchownSync(fd, old.uid, old.gid);
      writeFileSync(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
};

const ATTEMPTS = 250;
const PAUSE_MS = 20;

const acquire = async (lock: string, attempts: number): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      closeSync(openSync(lock, 'wx', 0o600));
      return;
    } catch (error) {
      if (reasonOf(error) !== 'EEXIST') throw error;
    }
    if (attempt === attempts) {
      throw new StartupError(
        `${lock} exists: another process is changing the file, or one was killed while it did. ` +
          'If none is running, delete that lock file and try again.',
      );
    }
    await setTimeout(PAUSE_MS);
  }
};

/**
 * Does the work while no other process changes the file; its folder is made (for its owner alone) where there is
 * none.
 *
 * @param change is synchronous: a lock that is held for milliseconds only needs no renewal
 * @throws {StartupError} if the file cannot be written or stays locked
 */
export const whileLocked = async <Result>(
  file: string,
  change: () => Result,
  attempts = ATTEMPTS,
): Promise<Result> => {
  const lock = `${file}.lock`;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    await acquire(lock, attempts);
    try {
      return change();
    } finally {
      rmSync(lock, { force: true });
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new StartupError(
      `${file} cannot be written (${reasonOf(error)}). Let the user who runs this write to the folder ` +
        `${path.resolve(path.dirname(file))}, or choose another file with OSG_TOKENS_FILE.`,
      { cause: error },
    );
  }
};
