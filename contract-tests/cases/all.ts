/** All cases, in the order in which they are told, and what they are about. */

import type { OperationId } from '../../generated/types.ts';
import { bodies } from './bodies.ts';
import type { Case } from './case.ts';
import { creations } from './creations.ts';
import { discovery } from './discovery.ts';
import { ecsFaults } from './ecs-faults.ts';
import { ecsGroups } from './ecs-groups.ts';
import { ecsMembers } from './ecs-members.ts';
import { ecsOrder } from './ecs-order.ts';
import { ecsPages } from './ecs-pages.ts';
import { groupLives } from './group-lives.ts';
import { groups } from './groups.ts';
import { http } from './http.ts';
import { idempotency } from './idempotency.ts';
import { idempotencyRequests } from './idempotency-requests.ts';
import { mediaTypes } from './media-types.ts';
import { memberPages } from './member-pages.ts';
import { memberRefusals } from './member-refusals.ts';
import { memberRequests } from './member-requests.ts';
import { members } from './members.ts';
import { names } from './names.ts';
import { order } from './order.ts';
import { pages } from './pages.ts';
import { needing } from './parts.ts';
import { policies } from './policies.ts';
import { queries } from './queries.ts';
import { quotas } from './quotas.ts';
import { quotasInUse } from './quotas-in-use.ts';
import { quotasOfProject } from './quotas-of-project.ts';
import { roles } from './roles.ts';
import { routes } from './routes.ts';
import { routesOfGroups } from './routes-of-groups.ts';
import { rulesOfGroups } from './rules.ts';
import { versions } from './versions.ts';

export const cases: readonly Case[] = [
  ...groups,
  ...groupLives,
  ...versions,
  ...creations,
  ...rulesOfGroups,
  ...names,
  ...queries,
  ...pages,
  ...bodies,
  ...mediaTypes,
  ...routes,
  ...routesOfGroups,
  ...roles,
  ...needing(['quotas'], [...quotas, ...quotasInUse, ...quotasOfProject]),
  ...order,
  ...discovery,
  ...http,
  ...needing(['members'], members),
  ...needing(['members'], policies),
  ...needing(['members'], memberPages),
  ...needing(['members'], memberRequests),
  ...needing(['members'], memberRefusals),
  ...needing(['ecs'], [...ecsGroups, ...ecsPages]),
  ...needing(['ecs'], ecsMembers),
  ...needing(['ecs'], [...ecsFaults, ...ecsOrder]),
  ...needing(['idempotency'], [...idempotency, ...idempotencyRequests]),
];

const NATIVE = ['createServerGroup', 'listServerGroups', 'showServerGroup', 'deleteServerGroup'] as const;
const MEMBERS = ['claimMember', 'listMembers', 'releaseMember'] as const;
const ECS = ['createEcsGroup', 'listEcsGroups', 'showEcsGroup', 'deleteEcsGroup'] as const;
const ECS_MEMBERS = ['updateEcsGroupMembers', 'addEcsGroupMembers', 'removeEcsGroupMembers'] as const;

/** The operations that the cases of a subject are about, as the handlers of their routes are called. */
export const operationsOf: Readonly<Record<string, readonly OperationId[]>> = {
  groups: NATIVE,
  versions: [...NATIVE, 'showVersion'],
  creations: ['createServerGroup'],
  rules: ['createServerGroup'],
  names: ['createServerGroup', 'showServerGroup'],
  queries: [...NATIVE, 'showVersion'],
  pages: ['listServerGroups'],
  bodies: ['createServerGroup'],
  'media-types': ['createServerGroup', 'listServerGroups'],
  routes: NATIVE,
  roles: NATIVE,
  quotas: ['showQuotaSet', 'showDefaultQuotaSet', 'setQuotaSet', 'resetQuotaSet', 'showLimits'],
  order: NATIVE,
  discovery: ['listVersions', 'showVersion'],
  http: ['showVersion'],
  members: MEMBERS,
  policies: ['claimMember', 'listMembers'],
  'member-pages': ['listMembers'],
  'member-requests': MEMBERS,
  'member-refusals': MEMBERS,
  'ecs-groups': ECS,
  'ecs-members': ECS_MEMBERS,
  'ecs-faults': [...ECS, ...ECS_MEMBERS],
  idempotency: ['createServerGroup', 'createEcsGroup'],
};
