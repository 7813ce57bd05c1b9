/** Sends a request once. */

import { ConnectionError, TimeoutError } from './errors.js';
import type { FetchOptions } from './fetch.js';
import type { CheckedSettings } from './settings.js';

/** An answer, read to its end. */
export interface Outcome {
  readonly status: number;
  readonly text: string;
  readonly requestId: string | undefined;
  readonly retryAfter: string | undefined;
}

/** Why a connection failed: `fetch` says no more than that it did, and hides the reason in the cause. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message || ('code' in cause ? String(cause.code) : error.message);
};

/**
 * Resolves with the answer, whatever its status, or with the error of an attempt that may be repeated. Rejects with the reason
 * of `signal` when that is aborted.
 */
export const attempt = async (
  { fetch, timeout }: CheckedSettings,
  url: string,
  request: Omit<FetchOptions, 'signal'>,
  signal: AbortSignal | undefined,
): Promise<Outcome | TimeoutError | ConnectionError> => {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, timeout);
  signal?.addEventListener('abort', stop);
  try {
    const answer = await fetch(url, { ...request, signal: controller.signal });
    const header = (name: string) => answer.headers.get(name) ?? undefined;
    return {
      status: answer.status,
      text: await answer.text(),
      requestId: header('x-openstack-request-id'),
      retryAfter: header('retry-after'),
    };
  } catch (error) {
    signal?.throwIfAborted();
    const what = `${request.method} ${url}`;
    return controller.signal.aborted
      ? new TimeoutError(`${what} was not answered within ${timeout} ms.`, { cause: error })
      : new ConnectionError(`${what} got no answer: ${reasonOf(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
};
