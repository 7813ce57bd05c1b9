/** The settings of a client: what they may be, and what they are when they are not given. */

import type { Fetch } from './fetch.js';
import { MICROVERSION } from './version.js';

export interface ClientSettings {
  /** The address of the service, without `/v2.1`: `http://127.0.0.1:8774`, or with a path that a proxy serves it below. */
  readonly url: string;
  /** The token, or a function that gives one, which is called for each request. */
  readonly token: string | (() => string | Promise<string>);
  /** The id of the project that the token was given for. */
  readonly project: string;
  /** The microversion to speak, such as `2.64`. */
  readonly microversion?: string | undefined;
  /** How long an attempt may take until its answer is read, in milliseconds. 30,000 unless it is given. */
  readonly timeout?: number | undefined;
  /** How often a request is sent again after a failure that may pass. 2 unless it is given. */
  readonly retries?: number | undefined;
  /** The name of your program, and its version if you like, for the logs of the service: `scheduler/1.4`. */
  readonly application?: string | undefined;
  /** What to send requests with instead of the global `fetch`. */
  readonly fetch?: Fetch | undefined;
}

/** Settings that are known to be good. */
export interface CheckedSettings {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: () => Promise<string>;
  readonly project: string;
  readonly microversion: string;
  readonly timeout: number;
  readonly retries: number;
  readonly application: string;
  readonly fetch: Fetch;
}

/** The longest time that timers of JavaScript can wait, and the largest number that the API takes. */
const LARGEST = 2 ** 31 - 1;

const addressOf = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new TypeError('The setting "url" is no address; give one such as "http://127.0.0.1:8774".');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new TypeError('The setting "url" must have no user, password, query or fragment.');
  if (/\/v2(\.1)?(\/|$)/.test(url.pathname))
    throw new TypeError(
      'The setting "url" ends before "/v2.1": leave that out, and name the project in "project".',
    );
  return url.href.replace(/\/+$/, '');
};

/** A header can hold no line break and nothing beyond Latin letters; the value may be secret, so it is not shown. */
const headerValue = (what: string, value: string): string => {
  const trimmed = value.trim();
  if (!/^[\x20-\x7e]*$/.test(trimmed))
    throw new TypeError(`The setting "${what}" has characters that a header cannot hold.`);
  return trimmed;
};

const whole = (what: string, value: number, least: number, most: number): number => {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`"${what}" must be a whole number from ${least} to ${most}, not ${value}.`);
  return value;
};

/** A number of records in a page. */
export const checkedPageSize = (value: number): number => whole('pageSize', value, 1, LARGEST);

/** A part of a path. One that is empty or dots would lead to another path. */
export const checkedId = (what: string, value: string): string => {
  if (typeof value !== 'string' || /^\.{0,2}$/.test(value))
    throw new TypeError(`The id of the ${what} is missing: it is ${JSON.stringify(value)}.`);
  return value;
};

/** @throws {TypeError | RangeError} that says which setting is wrong */
export const checkedSettings = (settings: ClientSettings): CheckedSettings => {
  const { url, token, project, microversion = MICROVERSION, timeout = 30_000, retries = 2 } = settings;
  const { application = '', fetch = (...request) => globalThis.fetch(...request) } = settings;
  const tokenNow = async () => headerValue('token', typeof token === 'function' ? await token() : token);
  return {
    url: addressOf(url),
    token: tokenNow,
    project: checkedId('project', project),
    microversion: headerValue('microversion', microversion),
    timeout: whole('timeout', timeout, 1, LARGEST),
    retries: whole('retries', retries, 0, LARGEST),
    application: headerValue('application', application),
    fetch,
  };
};
