/** Knows callers by the tokens that OpenStack Keystone gives out. */

import { LRUCache } from 'lru-cache';
import type { Logger } from '../logger.ts';
import type { Identity, Verdict } from './identity.ts';
import type { KeystoneClient, Validated } from './keystone-client.ts';
import { hashOf } from './token-file.ts';

/** Tokens that are remembered, and as many that were refused: those cannot push out the others. */
const MOST_TOKENS = 10_000;
/** How long known tokens go on beyond their time while Keystone cannot be asked, in milliseconds. */
const GRACE_MS = 300_000;
/** A token may be so new that not every node of Keystone knows it. */
const REFUSED_MS = 10_000;
const CHECK_EVERY_MS = 1000;

/** What Keystone gives out: printable ASCII. No header can hold much else, and none may be longer. */
const TOKEN = /^[\x21-\x7e]{1,16384}$/;

interface Known {
  readonly verdict: Verdict;
  /** Milliseconds since 1970, as the others here. */
  readonly asked: number;
  readonly freshUntil: number;
  readonly usableUntil: number;
  readonly expires: number;
  /** Whether Keystone could not be asked when the time of the answer was over. */
  isOverdue: boolean;
}

interface Options {
  /** The text of WWW-Authenticate. */
  readonly challenge: string;
  /** How long an answer holds, in milliseconds. */
  readonly ttl: number;
}

const knownOf = (validated: Validated | null, asked: number, ttl: number): Known => {
  const { caller, expires } = validated ?? { caller: null, expires: Number.POSITIVE_INFINITY };
  const isRefused = caller === null || asked >= expires;
  const held = asked + (isRefused ? Math.min(ttl, REFUSED_MS) : ttl);
  return {
    verdict: isRefused ? null : caller,
    asked,
    freshUntil: Math.min(held, isRefused ? held : expires),
    usableUntil: isRefused ? held : Math.min(held + GRACE_MS, expires),
    expires,
    isOverdue: false,
  };
};

/** A clock that was set back must not lengthen the time of an answer. */
const isBetween = (from: number, time: number, until: number) => time >= from && time < until;

/**
 * Asks Keystone about each token once in its time, however many requests come with it. While Keystone cannot be asked, a
 * token that it knew before goes on for 5 minutes at most, and never beyond its own end; with others `authenticate` rejects.
 *
 * @param now milliseconds since 1970
 */
export const keystoneIdentity = (
  client: KeystoneClient,
  { challenge, ttl }: Options,
  log: Pick<Logger, 'info' | 'error'>,
  now: () => number = Date.now,
): Identity => {
  const known = new LRUCache<string, Known>({ max: MOST_TOKENS });
  const refused = new LRUCache<string, Known>({ max: MOST_TOKENS });
  const asking = new Map<string, Promise<Verdict>>();
  let isDown = false;
  let checked = { at: Number.NEGATIVE_INFINITY, result: Promise.resolve() };

  const remember = (key: string, answer: Known): Verdict => {
    const [into, outOf] = answer.verdict === null ? [refused, known] : [known, refused];
    outOf.delete(key);
    into.set(key, answer);
    return answer.verdict;
  };

  /** What is known of a token that Keystone cannot be asked about. */
  const goOn = (key: string, err: unknown): Verdict => {
    if (!isDown) log.error({ err }, 'Keystone cannot be asked; known tokens go on for 5 minutes at most');
    isDown = true;
    const before = known.get(key);
    if (before === undefined || !isBetween(before.asked, now(), before.usableUntil)) throw err;
    before.isOverdue = true;
    return before.verdict;
  };

  const ask = async (key: string, token: string): Promise<Verdict> => {
    const asked = now();
    try {
      const validated = await client.validate(token);
      if (isDown) log.info('Keystone can be asked again');
      isDown = false;
      return remember(key, knownOf(validated, asked, ttl));
    } catch (err) {
      return goOn(key, err);
    } finally {
      asking.delete(key);
    }
  };

  const askOnce = (key: string, token: string): Promise<Verdict> => {
    const under = asking.get(key) ?? ask(key, token);
    asking.set(key, under);
    return under;
  };

  return {
    mode: 'keystone',
    challenge,
    authenticate: (token) => {
      if (token === undefined || !TOKEN.test(token)) return null;
      const key = hashOf(token);
      const found = known.get(key) ?? refused.get(key);
      if (found === undefined) return askOnce(key, token);
      const time = now();
      if (time >= found.expires) return null;
      if (isBetween(found.asked, time, found.freshUntil)) return found.verdict;
      const answer = askOnce(key, token);
      if (!found.isOverdue || !isBetween(found.asked, time, found.usableUntil)) return answer;
      // In an outage nobody waits for Keystone again and again: it is asked beside the answer.
      answer.catch(() => {});
      return found.verdict;
    },
    recall: (token) => {
      const found = token === undefined ? undefined : known.get(hashOf(token));
      if (found === undefined || found.verdict === 'unscoped' || now() >= found.expires) return undefined;
      return found.verdict ?? undefined;
    },
    check: () => {
      const time = now();
      // Whoever asks for readiness needs no token, and must not be able to press Keystone.
      if (time - checked.at >= CHECK_EVERY_MS || time < checked.at)
        checked = { at: time, result: client.check() };
      return checked.result;
    },
    close: async () => client.close(),
  };
};
