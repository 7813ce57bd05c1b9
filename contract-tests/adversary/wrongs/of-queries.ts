/** What the tables of servers that are wrong about queries have in common. */

import { type Sent, withQuery } from '../wire.ts';

export const list = { of: 'listServerGroups' } as const;

export const refused = { ...list, status: 400 };

export const bare = (request: Sent): Sent => withQuery(request, '');
