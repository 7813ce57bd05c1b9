/** What the tables of servers that are wrong about callers have in common. */

import { fault } from '../made.ts';
import { asMember, type Sent } from '../wire.ts';
import type { Known, When } from '../wrong.ts';

export type Caller = keyof Known['tokens'];

export const tokenOf = ({ headers }: Sent): string | undefined => headers['x-auth-token']?.[0];

export const is =
  (...callers: Caller[]): NonNullable<When['and']> =>
  (request, { tokens }) =>
    callers.some((caller) => tokens[caller] === tokenOf(request));

export const as =
  (caller: Caller) =>
  (request: Sent, { tokens }: Known) =>
    asMember(request, tokens[caller]);

export const list = { of: 'listServerGroups' } as const;

export const noGroup = (request: Sent) => fault(request, 404, 'Instance group could not be found.');

export const denied = (request: Sent) => fault(request, 403, "Policy doesn't allow this to be performed.");
