/** What the tables of servers that are wrong about paths have in common. */

import type { Sent } from '../wire.ts';

export const isWithoutToken = ({ headers: { 'x-auth-token': token } }: Sent): boolean => token === undefined;
