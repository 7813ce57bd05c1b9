/** What the tables of servers that are wrong about what lies below `/v1` have in common. */

import { asMember, isBelowV1, type Sent } from '../wire.ts';
import type { Known } from '../wrong.ts';

export const list = { of: 'listEcsGroups' } as const;

export const show = { of: 'showEcsGroup' } as const;

export const create = { of: 'createEcsGroup' } as const;

export const remove = { of: 'deleteEcsGroup' } as const;

export const below = { and: isBelowV1 };

export const tokenOf = ({ headers: sent }: Sent): string | undefined => sent['x-auth-token']?.[0];

export const as =
  (caller: keyof Known['tokens']) =>
  (request: Sent, { tokens }: Known) =>
    asMember(request, tokens[caller]);
