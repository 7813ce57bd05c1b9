import { statSync } from 'node:fs';
import type { Logger } from '../logger.ts';
import { type Caller, CHALLENGE, type Identity } from './identity.ts';
import { hashOf, readTokens } from './token-file.ts';

const LOOK_EVERY_MS = 1000;
const LONGEST_TOKEN = 4096;

interface Known {
  readonly caller: Caller;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

const readKnown = (file: string): ReadonlyMap<string, Known> =>
  new Map(
    readTokens(file).map(({ hash, user, project, roles, expires }) => [
      hash,
      {
        caller: Object.freeze({ user, project, roles: Object.freeze(roles) }),
        expires: expires === undefined ? Number.POSITIVE_INFINITY : Date.parse(expires),
      },
    ]),
  );

/** Differs when the file was written, replaced or removed since. */
const stateOf = (file: string): string => {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  } catch {
    return 'unreadable';
  }
};

/**
 * Knows callers by the tokens of a file. A lookup that comes a second or more after the last look at the file looks
 * again whether it changed: what notifies about changes misses some on network drives and replaced folders.
 *
 * @param now milliseconds since 1970
 * @throws {StartupError} if the file cannot be used; later, one that cannot be used leaves the tokens as they were
 */
export const tokenIdentity = (
  file: string,
  log: Pick<Logger, 'info' | 'error'>,
  now: () => number = Date.now,
): Identity => {
  // Before it is read: what is written meanwhile is then seen at the next look.
  let state = stateOf(file);
  let known = readKnown(file);
  let looked = now();

  const readIfChanged = (): void => {
    const current = stateOf(file);
    if (current === state) return;
    state = current;
    try {
      known = readKnown(file);
      log.info({ file, tokens: known.size }, 'the tokens file was read again');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error({ reason }, 'the tokens file changed and cannot be used: the tokens known before stay valid');
    }
  };

  const authenticate = (token: string | undefined): Caller | null => {
    if (!token || token.length > LONGEST_TOKEN) return null;
    const time = now();
    // A clock that was set back must not put off the next look.
    if (time - looked >= LOOK_EVERY_MS || time < looked) {
      looked = time;
      readIfChanged();
    }
    const found = known.get(hashOf(token));
    return found === undefined || time >= found.expires ? null : found.caller;
  };

  return {
    mode: 'token',
    challenge: CHALLENGE,
    authenticate,
    recall: (token) => authenticate(token) ?? undefined,
    check: async () => {},
    close: async () => {},
  };
};
