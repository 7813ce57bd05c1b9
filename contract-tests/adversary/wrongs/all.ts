/** All wrong servers, each of which the verifier must notice. */

import type { Wrong } from '../wrong.ts';
import { bodies } from './bodies.ts';
import { creations } from './creations.ts';
import { discovery } from './discovery.ts';
import { discoveryRequests } from './discovery-requests.ts';
import { ecsBatches } from './ecs-batches.ts';
import { ecsBodies } from './ecs-bodies.ts';
import { ecsFaults } from './ecs-faults.ts';
import { ecsGroups } from './ecs-groups.ts';
import { ecsMembers } from './ecs-members.ts';
import { ecsPages } from './ecs-pages.ts';
import { ecsPlaces } from './ecs-places.ts';
import { faults } from './faults.ts';
import { fields } from './fields.ts';
import { groups } from './groups.ts';
import { groupsShown } from './groups-shown.ts';
import { headersOfSuccesses } from './headers.ts';
import { headsAndIds } from './heads-and-ids.ts';
import { http } from './http.ts';
import { idempotency } from './idempotency.ts';
import { idempotencyKeys } from './idempotency-keys.ts';
import { mediaTypes } from './media-types.ts';
import { memberRefusals } from './member-refusals.ts';
import { memberRequests } from './member-requests.ts';
import { members } from './members.ts';
import { methods } from './methods.ts';
import { names } from './names.ts';
import { namesTaken } from './names-taken.ts';
import { order } from './order.ts';
import { pages } from './pages.ts';
import { places } from './places.ts';
import { policies } from './policies.ts';
import { projects } from './projects.ts';
import { queries } from './queries.ts';
import { quotas } from './quotas.ts';
import { quotasInUse } from './quotas-in-use.ts';
import { quotasRoles } from './quotas-roles.ts';
import { roles } from './roles.ts';
import { routes } from './routes.ts';
import { rules } from './rules.ts';
import { sizes } from './sizes.ts';
import { unknownQueries } from './unknown-queries.ts';
import { versions } from './versions.ts';
import { versionsRefused } from './versions-refused.ts';
import { versionsSaid } from './versions-said.ts';
import { versionsTaken } from './versions-taken.ts';

export const wrongs: readonly Wrong[] = [
  ...groups,
  ...groupsShown,
  ...pages,
  ...names,
  ...namesTaken,
  ...creations,
  ...rules,
  ...queries,
  ...unknownQueries,
  ...bodies,
  ...sizes,
  ...mediaTypes,
  ...routes,
  ...methods,
  ...headsAndIds,
  ...roles,
  ...projects,
  ...versions,
  ...versionsTaken,
  ...versionsRefused,
  ...versionsSaid,
  ...discovery,
  ...discoveryRequests,
  ...http,
  ...order,
  ...quotas,
  ...quotasInUse,
  ...quotasRoles,
  ...members,
  ...places,
  ...policies,
  ...memberRefusals,
  ...memberRequests,
  ...ecsGroups,
  ...ecsPages,
  ...ecsFaults,
  ...ecsBodies,
  ...ecsMembers,
  ...ecsBatches,
  ...ecsPlaces,
  ...idempotency,
  ...idempotencyKeys,
  ...fields,
  ...headersOfSuccesses,
  ...faults,
];
