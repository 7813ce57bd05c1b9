/** How each documented status is brought about. The first row that fits an operation and a status counts. */

import type { Operation } from '../views.ts';
import type { World } from '../world.ts';
import type { Provocation } from './provocation.ts';
import { refusals } from './refusals.ts';
import { successes } from './successes.ts';

export const provocations: readonly Provocation[] = [...successes, ...refusals];

/** The row for a status of an operation; undefined if the table does not explain it. */
export const provocationFor = (operation: Operation, status: string, world: World): Provocation | undefined =>
  provocations.find(({ statuses, when = () => true }) => statuses.includes(status) && when(operation, world));
