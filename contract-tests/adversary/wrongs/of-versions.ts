/** What the tables of servers that are wrong about versions have in common. */

import { type Alter, type Sent, withHeaders } from '../wire.ts';
import { headers } from '../wrong.ts';

export const STANDARD = 'openstack-api-version';

export const OLDER = 'x-openstack-nova-api-version';

export const standardOf = ({ headers }: Sent): readonly string[] => headers[STANDARD] ?? [];

export const isAsked = (pattern: RegExp) => (request: Sent) =>
  standardOf(request).some((value) => pattern.test(value));

export const having = (changed: Parameters<typeof withHeaders>[1]) => (request: Sent) =>
  withHeaders(request, changed);

export const unversioned = having({ [STANDARD]: undefined, [OLDER]: undefined });

export const S = '"OpenStack-API-Version":';

export const malformed = (text: string) =>
  `{${S}"compute ${text}"} is malformed, and the answer has no version headers`;

export const silent = (status: number) =>
  headers({ status }, { [STANDARD]: undefined, [OLDER]: undefined, vary: undefined });

/** No version means the newest. */
export const newest = (): Alter => (request, pass) => {
  const asksNothing = standardOf(request).length === 0 && request.headers[OLDER] === undefined;
  return pass(asksNothing ? withHeaders(request, { [STANDARD]: 'compute latest' }) : request);
};

export const isAskedOlder =
  (pattern: RegExp) =>
  ({ headers }: Sent) =>
    (headers[OLDER] ?? []).some((value) => pattern.test(value));

export const asks = (text: string, version: string) =>
  `{${text}} asks for ${version}, which the answer says in both headers`;

export const O = '"X-OpenStack-Nova-API-Version":';
