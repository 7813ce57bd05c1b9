/**
 * Refuses requests of a caller that come faster than the rate permits. It comes before authenticate, since a token that is not
 * known yet is a call of Keystone: whoever is known already counts by user and project, all others by address.
 */

import { fault } from '../faults.ts';
import type { Caller } from '../identity/identity.ts';
import { needsToken } from './authenticate.ts';
import { countedAs } from './client-address.ts';
import type { Step } from './exchange.ts';
import { textOfRate } from './rate-limiter.ts';

/** Neither can hold a line break. */
const keyOf = ({ project, user }: Caller): string => `${project}\n${user}`;

export const limitRate: Step = (exchange, { identity, limit }) => {
  if (limit === undefined) return undefined;
  const { request, target } = exchange;
  const { limiter, addressOf } = limit;
  const caller = needsToken(exchange)
    ? identity.recall(request.headers['x-auth-token']?.toString(), target?.params.project_id)
    : undefined;
  const seconds =
    caller === undefined
      ? limiter.take('address', countedAs(addressOf(request)))
      : limiter.take('caller', keyOf(caller));
  if (seconds === 0) return undefined;
  const whose = caller === undefined ? 'each address, where the user is not known' : 'each user of a project';
  return fault.tooManyRequests(`${textOfRate(limiter.rate)} for ${whose}`, seconds);
};
