/** What the tables of servers that are wrong about members below `/v1` have in common. */

import { fault, made } from '../made.ts';
import { type Alter, asMember, handlerOf, jsonOf, type Sent } from '../wire.ts';
import type { Known } from '../wrong.ts';

export const action = { of: 'updateEcsGroupMembers' } as const;

export const BATCHES = ['addEcsGroupMembers', 'removeEcsGroupMembers'] as const;

export const asAdmin = (request: Sent, { tokens }: Known) => asMember(request, tokens.admin);

export const isAdding = ({ body }: Sent): boolean => body.includes('add_member');

export const done = () => made(200, undefined);

/** Who is a member already is refused, or who is none. */
export const once = (isJoin: boolean) => (): Alter => {
  const members = new Set<string>();
  return async (request, pass) => {
    if (handlerOf(request) !== 'updateEcsGroupMembers') return pass(request);
    const { add_member, remove_member } = jsonOf(request) as {
      add_member?: { instance_uuid: string };
      remove_member?: { instance_uuid: string };
    };
    const server = (add_member ?? remove_member)?.instance_uuid.toLowerCase() ?? '';
    const isThere = members.has(server);
    if (add_member === undefined) members.delete(server);
    else members.add(server);
    if (isJoin && add_member !== undefined && isThere) return fault(request, 400, 'The server is a member.');
    if (!isJoin && remove_member !== undefined && !isThere)
      return fault(request, 400, 'The server is no member.');
    return pass(request);
  };
};
