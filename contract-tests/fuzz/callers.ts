/** Who sends a request: mostly one who may, now and then one who may not. */

import type { Operation } from '../views.ts';
import type { Random } from './random.ts';

export type CallerName = 'member' | 'admin' | 'service' | 'reader' | 'noRole';

interface Caller {
  readonly name: CallerName;
  readonly weight: number;
}

const USUAL: readonly Caller[] = [
  { name: 'member', weight: 14 },
  { name: 'admin', weight: 2 },
  { name: 'service', weight: 1 },
  { name: 'reader', weight: 2 },
  { name: 'noRole', weight: 1 },
];
const OF_QUOTAS: readonly Caller[] = [
  { name: 'member', weight: 4 },
  { name: 'admin', weight: 10 },
];
/** Who places servers. */
const OF_PLACES: readonly Caller[] = [
  { name: 'member', weight: 3 },
  { name: 'admin', weight: 6 },
  { name: 'service', weight: 8 },
  { name: 'noRole', weight: 1 },
];

const SEE_ALL_PROJECTS: readonly CallerName[] = ['admin', 'service'];

/** Whether an operation sets the quotas of a project. */
export const setsQuotas = ({ method, path }: Operation): boolean =>
  path.includes('{quota_project_id}') && method !== 'GET';

/** Whether an operation is about members: their places, or who they are. */
export const isAboutMembers = ({ path }: Operation): boolean => /\{server_group_id\}\//.test(path);

const callersOf = (operation: Operation): readonly Caller[] => {
  if (setsQuotas(operation)) return OF_QUOTAS;
  return /\/members(?:\/|$)/.test(operation.path) ? OF_PLACES : USUAL;
};

export const callerFor = (operation: Operation, random: Random): CallerName => {
  const callers = callersOf(operation);
  // The service is of a project of its own.
  const isOfProject = operation.path.includes('{project_id}');
  return random.weighted(isOfProject ? callers.filter(({ name }) => name !== 'service') : callers).name;
};

export const seesAllProjects = (name: CallerName): boolean => SEE_ALL_PROJECTS.includes(name);
