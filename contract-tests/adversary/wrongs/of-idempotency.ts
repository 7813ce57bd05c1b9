/** What the tables of servers that are wrong about keys have in common. */

import type { Answer } from '../../cases/case.ts';
import { again } from '../made.ts';
import { type Alter, handlerOf, type Sent, withHeaders } from '../wire.ts';

export const CREATIONS = ['createServerGroup', 'createEcsGroup'] as const;

export const create = { of: CREATIONS } as const;

export const keyOf = ({ headers }: Sent): string | undefined => headers['idempotency-key']?.join(', ');

export const isKeyed = (request: Sent): boolean =>
  keyOf(request) !== undefined && CREATIONS.some((of) => of === handlerOf(request));

export const withoutKey = (request: Sent): Sent => withHeaders(request, { 'idempotency-key': undefined });

/** Cases on both APIs. */
export const both = (...names: string[]) =>
  names.flatMap((name) => [`idempotency/${name}`, `idempotency/ecs-${name}`]);

/** Answers again what it has answered, by what makes two requests the same; `isKept` says which answers it keeps. */
export const replays =
  (same: (request: Sent) => string, isKept: (answer: Answer) => boolean = ({ status }) => status === 200) =>
  (): Alter => {
    const kept = new Map<string, Answer>();
    return async (request, pass) => {
      if (!isKeyed(request)) return pass(request);
      const known = kept.get(same(request));
      if (known !== undefined) return again(known);
      const answer = await pass(withoutKey(request));
      if (isKept(answer)) kept.set(same(request), answer);
      return answer;
    };
  };

export const tokenOf = ({ headers }: Sent): string => String(headers['x-auth-token']);
