/** What the tables of servers that are wrong about groups have in common. */

import type { Answer } from '../../cases/case.ts';
import { fault } from '../made.ts';
import { handlerOf, idIn, type Sent } from '../wire.ts';

export const isCreation = (request: Sent): boolean => handlerOf(request) === 'createServerGroup';

export const noGroup = (request: Sent): Answer =>
  fault(request, 404, `Instance group ${idIn(request)} could not be found.`);

export const list = { of: 'listServerGroups' } as const;

export const show = { of: 'showServerGroup' } as const;

export const create = { of: 'createServerGroup' } as const;

export const READS = ['groups/made-at-*', 'groups/rules'];
