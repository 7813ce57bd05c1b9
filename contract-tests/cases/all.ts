/** All cases, in the order in which they are told. */

import { bodies } from './bodies.ts';
import type { Case } from './case.ts';
import { creations } from './creations.ts';
import { discovery } from './discovery.ts';
import { ecsFaults } from './ecs-faults.ts';
import { ecsGroups } from './ecs-groups.ts';
import { ecsMembers } from './ecs-members.ts';
import { groups } from './groups.ts';
import { http } from './http.ts';
import { idempotency } from './idempotency.ts';
import { mediaTypes } from './media-types.ts';
import { memberPages } from './member-pages.ts';
import { memberRefusals } from './member-refusals.ts';
import { memberRequests } from './member-requests.ts';
import { members } from './members.ts';
import { names } from './names.ts';
import { order } from './order.ts';
import { pages } from './pages.ts';
import { policies } from './policies.ts';
import { queries } from './queries.ts';
import { quotas } from './quotas.ts';
import { roles } from './roles.ts';
import { routes } from './routes.ts';
import { rulesOfGroups } from './rules.ts';
import { versions } from './versions.ts';

export const cases: readonly Case[] = [
  ...groups,
  ...versions,
  ...creations,
  ...rulesOfGroups,
  ...names,
  ...queries,
  ...pages,
  ...bodies,
  ...mediaTypes,
  ...routes,
  ...roles,
  ...quotas,
  ...order,
  ...discovery,
  ...http,
  ...members,
  ...policies,
  ...memberPages,
  ...memberRequests,
  ...memberRefusals,
  ...ecsGroups,
  ...ecsMembers,
  ...ecsFaults,
  ...idempotency,
];
