/** Where requests go that are written by hand. */

import type { World } from './case.ts';

/** What stands before the paths of the API; nothing, as a rule. */
export const rootOf = ({ url }: Pick<World, 'url'>): string => new URL(url).pathname.replace(/\/$/, '');

export const hostOf = ({ url }: Pick<World, 'url'>): string => new URL(url).host;
