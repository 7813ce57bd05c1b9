/** The profiles, each of which says what a kind of server does otherwise by design. */

import { EXACT } from '../cases/traits.ts';
import { huawei } from './huawei.ts';
import { nova } from './nova.ts';
import type { Profile } from './profile.ts';

export { type Difference, designOf, type Profile } from './profile.ts';

export const profiles = [
  {
    name: 'os-server-groups',
    what: 'the service of this project',
    has: { legacy: true, ecs: true },
    lacks: [],
    lacksParts: [],
    traits: EXACT,
    differences: [],
    liberties: [],
  },
  nova,
  huawei,
] as const satisfies readonly Profile[];

export type ProfileName = (typeof profiles)[number]['name'];
