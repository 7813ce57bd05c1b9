/** What the tables of servers that are wrong about members have in common. */

import { fault, made } from '../made.ts';
import { type Alter, handlerOf, jsonOf, type Sent } from '../wire.ts';

export const claim = { of: 'claimMember' } as const;

export const list = { of: 'listMembers' } as const;

export const show = { of: 'showServerGroup' } as const;

export const PLACES = ['claimMember', 'listMembers', 'releaseMember'] as const;

export const hostIn = (request: Sent): unknown => jsonOf(request).member?.host;

export const serverIn = ({ path }: Sent): string => /members\/([^/?]+)/.exec(path)?.[1] ?? '';

export const placed = (request: Sent) =>
  made(200, { member: { server_id: serverIn(request).toLowerCase(), host: hostIn(request) ?? 'host-1' } });

/** Who moves keeps the old place too: for others that host stays full. */
export const keepsPlaces = (): Alter => {
  const places = new Map<string, string>();
  return async (request, pass) => {
    if (handlerOf(request) !== 'claimMember') return pass(request);
    const place = `${request.path.split('/members/')[0]} ${hostIn(request)}`;
    const owner = places.get(place);
    if (owner !== undefined && owner !== serverIn(request)) return fault(request, 409, 'The host is full.');
    const answer = await pass(request);
    if (answer.status === 200) places.set(place, serverIn(request));
    return answer;
  };
};
