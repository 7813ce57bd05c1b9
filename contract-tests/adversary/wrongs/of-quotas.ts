/** What the tables of servers that are wrong about quotas have in common. */

import { asMember, jsonOf, type Sent, withBody } from '../wire.ts';
import type { Known } from '../wrong.ts';

export const show = { of: 'showQuotaSet' } as const;

export const set = { of: 'setQuotaSet' } as const;

export const reset = { of: 'resetQuotaSet' } as const;

export const limits = { of: 'showLimits' } as const;

export const quotasIn = (request: Sent): Record<string, unknown> => jsonOf(request).quota_set ?? {};

export const withQuotas = (request: Sent, change: (quotas: Record<string, unknown>) => unknown): Sent =>
  withBody(request, { quota_set: change(quotasIn(request)) });

export const asAdmin = (request: Sent, { tokens }: Known) => asMember(request, tokens.admin);
