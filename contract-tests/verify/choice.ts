/** What of the spec is tried: by the options, and by what servers of the profile have. */

import { routes } from '../../generated/routes.ts';
import { operationsOf } from '../cases/all.ts';
import type { Case } from '../cases/case.ts';
import { needs } from '../cases/parts.ts';
import type { Options } from './options.ts';
import type { Tried } from './plan.ts';
import type { Profile } from './profiles.ts';

const routeOf = new Map(routes.map((route) => [route.operationId, route]));

/** Whether lane A tries an operation; below other prefixes operation ids have a suffix, the handler is the same. */
export const wantsOperation = (
  { operations, legacy, ecs }: Options,
  { lacks }: Profile,
  operationId: string,
): boolean => {
  const { handler = operationId, path = '' } = routeOf.get(operationId) ?? {};
  if (lacks.includes(handler)) return false;
  if ((!ecs && /^\/v1\//.test(path)) || (!legacy && /^\/v2(?:\/|$)/.test(path))) return false;
  return operations === undefined || operations.includes(handler) || operations.includes(operationId);
};

/** Whether lane B tries a case at a version. */
export const wantsCase = (
  { operations, legacy, ecs }: Options,
  { lacksParts }: Profile,
  one: Case,
  { version }: Tried,
): boolean => {
  if (lacksParts.some((part) => needs(one, version, part))) return false;
  if ((!ecs && needs(one, version, 'ecs')) || (!legacy && needs(one, version, 'legacy'))) return false;
  const about: readonly string[] = operationsOf[one.id.split('/')[0] as keyof typeof operationsOf] ?? [];
  return operations === undefined || about.some((operation) => operations.includes(operation));
};
