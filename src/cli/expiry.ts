/** When a new token expires, as the options of the command line say. */

import * as z from 'zod';
import { misuse, type Values } from './command.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A hundred years: a longer time is a slip of the finger. */
const MOST_DAYS = 36_500;

const time = z.iso.datetime({ offset: true });

/**
 * @param now milliseconds since 1970
 * @returns undefined for a token that does not expire
 * @throws {Refusal} if the options say no time to come, or say two
 */
export const expiryOf = ({ expires, days }: Values, now: number): Date | undefined => {
  if (expires !== undefined && days !== undefined) {
    throw misuse('--expires and --days both say when the token expires: leave one out.');
  }
  if (days !== undefined) {
    const number = /^\d{1,5}$/.test(String(days)) ? Number(days) : 0;
    if (number >= 1 && number <= MOST_DAYS) return new Date(now + number * DAY_MS);
    throw misuse(`--days ${days}: expected a whole number of days from 1 to ${MOST_DAYS}.`);
  }
  if (expires === undefined) return undefined;
  const { success } = time.safeParse(expires);
  if (!success) {
    throw misuse(`--expires ${expires}: expected a time with its zone, such as 2030-01-31T12:00:00Z.`);
  }
  const date = new Date(String(expires));
  if (date.getTime() > now) return date;
  throw misuse(`--expires ${expires}: the time has passed, so the token would never be valid.`);
};
