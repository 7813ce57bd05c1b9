/** Sends the requests that the generated operations describe, and sends them again after failures that may pass. */

import { attempt, type Outcome } from './attempt.js';
import { Fault, MalformedAnswerError } from './errors.js';
import { faultIn } from './fault.js';
import type { Answer, Configuration, RequestOpts } from './generated/runtime.js';
import type { CheckedSettings } from './settings.js';
import { VERSION } from './version.js';
import { backoff, wait } from './wait.js';

/** Statuses that say "not now". */
const PASSING = [429, 502, 503, 504];

/** Browsers name themselves, and would ask a service in another place whether a client may do so. */
const userAgent = (application: string): Record<string, string> =>
  globalThis.navigator?.userAgent?.startsWith('Mozilla/')
    ? {}
    : { 'User-Agent': `${application} os-server-groups-typescript/${VERSION}`.trim() };

const addressOf = (url: string, { path, query = {} }: RequestOpts): string => {
  const text = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [key, String(value)]),
  ).toString();
  return url + path + (text === '' ? '' : `?${text}`);
};

const json = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedAnswerError(`${what} was answered with something that is no JSON.`, { cause });
  }
};

const answerOf = ({ status, text, requestId }: Outcome, what: string, attempts: number): Answer => {
  if (status >= 200 && status < 300) return { json: () => json(text, what) };
  // A browser does not show where a redirect leads, nor its status.
  if (status === 0)
    throw new MalformedAnswerError(`${what} was answered with a redirect, which is not followed.`);
  throw new Fault({ status, ...faultIn(status, text), requestId, attempts });
};

/**
 * Sends a request. All operations of the API can be repeated: creations too, since each has an `Idempotency-Key`. Redirects are
 * not followed, since `fetch` would send the token along to wherever they lead.
 *
 * @returns a function that rejects with a `ServerGroupsError`, or with the reason of the signal
 */
export const sender = (settings: CheckedSettings): Configuration['send'] => {
  const { url, application, microversion, retries } = settings;
  const always = {
    Accept: 'application/json',
    'OpenStack-API-Version': `compute ${microversion}`,
    ...userAgent(application),
  };
  return async (described, signal) => {
    const { method, headers, body } = described;
    const address = addressOf(url, described);
    const request = {
      method,
      headers: { ...always, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'manual' as const,
    };
    for (let attempts = 1; ; attempts += 1) {
      const outcome = await attempt(settings, address, request, signal);
      const failed = outcome instanceof Error;
      const last = attempts > retries;
      if (failed && last) throw outcome;
      if (!failed && (last || !PASSING.includes(outcome.status)))
        return answerOf(outcome, `${method} ${address}`, attempts);
      await wait(backoff(attempts - 1, failed ? undefined : outcome.retryAfter), signal);
    }
  };
};
