/** The kinds of values that settings have: each reads the text of a variable, or refuses it. */

import { isIP } from 'node:net';
import * as z from 'zod';
import { isAddressRange } from './discovery/trusted-proxies.ts';
import type { Rate } from './http/rate-limiter.ts';

// A last label of digits alone is an address with a slip in it, not a name.
const isHost = (host: string): boolean =>
  isIP(host) !== 0 || (/^[a-z\d]([a-z\d.-]{0,251}[a-z\d])?$/i.test(host) && !/(^|\.)\d+$/.test(host));

export const hostName = () => z.string().refine(isHost);

export const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^(-1|\d{1,10})$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max);

export const onOff = () => z.stringbool({ truthy: ['on'], falsy: ['off'], case: 'sensitive' });

/** Separated by commas. */
export const listOf = <Each extends z.ZodType<unknown, string>>(each: Each) =>
  z
    .string()
    .transform((list) => list.split(',').map((text) => text.trim()))
    .pipe(z.array(each))
    .default([])
    .readonly();

/** An IP address, or a range of them in the notation of CIDR. */
export const addressRange = () => z.string().refine(isAddressRange);

/** `5s` or `5`. */
export const seconds = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,4}s?$/)
    .transform((text) => Number.parseInt(text, 10))
    .refine((value) => value >= min && value <= max);

/** `500ms` or `2s`. */
export const milliseconds = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,5}(?:ms|s)$/)
    .transform((text) => Number.parseInt(text, 10) * (text.endsWith('ms') ? 1 : 1000))
    .refine((value) => value >= min && value <= max);

/** `20/s`, `600/min` or `5000/h`; null stands for `off`. */
export const rateOrOff = () =>
  z
    .string()
    .regex(/^(?:off|[1-9]\d{0,4}\/(?:s|min|h))$/)
    .transform((text): Rate | null => {
      if (text === 'off') return null;
      const [requests, per] = text.split('/');
      return { requests: Number(requests), per: per as Rate['per'] };
    });

export const httpUrl = () =>
  z
    .url({ protocol: /^https?$/ })
    .regex(/^https?:\/\/[^?#@\s]+$/i)
    .transform((text) => new URL(text));

/** The text of a URL without a slash at the end. */
export const httpUrlText = () => httpUrl().transform((url) => url.href.replace(/\/+$/, ''));

/** What `httpUrl` expects, for error messages. */
export const HTTP_URL = 'an http or https URL without user, query and fragment';
