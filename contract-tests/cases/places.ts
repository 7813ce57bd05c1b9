/** Servers, and the places that are claimed for them by who places servers. */

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { named } from '../run.ts';
import { type Answer, creation, LEGACY, needsVersion, type World } from './case.ts';
import { echoes, echoesNothing, groupOf, isDone, isFault, isOk } from './expect.ts';

/** Servers that nobody else has heard of, in the order of their ids. */
export const someServers = (count: number): string[] =>
  Array.from({ length: count }, () => randomUUID()).sort();
export const someServer = () => randomUUID();

/** How a group shall be that is not an `anti-affinity` group of the member's without rules. */
interface Kind {
  readonly policy?: string;
  readonly rules?: object;
  readonly token?: string;
}

/** Makes a group, whatever the version that is tried knows of rules. */
export const makeGroup = async (world: World, { policy, rules, token }: Kind = {}): Promise<string> => {
  const version = rules === undefined ? '2.1' : '2.64';
  needsVersion(world, version);
  const answer = await world.send({
    method: 'POST',
    path: '/v2.1/os-server-groups',
    headers: { 'OpenStack-API-Version': `compute ${version}` },
    body: creation(version, named(), policy, rules),
    token: token ?? world.tokens.member,
  });
  return groupOf(answer).id;
};

export const pathOf = (group: string, server?: string): string =>
  `/os-server-groups/${group}/members${server === undefined ? '' : `/${server}`}`;

export const claim = (
  { call, tokens }: World,
  group: string,
  server: string,
  host: unknown,
  token: string | null = tokens.service,
): Promise<Answer> => call({ method: 'PUT', path: pathOf(group, server), body: { member: { host } }, token });

export const release = (
  { call, tokens }: World,
  group: string,
  server: string,
  token: string | null = tokens.service,
): Promise<Answer> => call({ method: 'DELETE', path: pathOf(group, server), token });

export const listMembers = (
  { call, tokens }: World,
  group: string,
  query = '',
  token: string | null = tokens.service,
): Promise<Answer> => call({ path: `${pathOf(group)}${query}`, token });

interface List {
  readonly members: readonly { readonly server_id: string; readonly host: string | null }[];
  readonly policy: { readonly name: string; readonly effective: boolean; readonly holds: boolean };
  readonly members_links?: readonly { readonly rel: string; readonly href: string }[];
}

export const listOf = (answer: Answer): List => {
  isOk(answer);
  return JSON.parse(answer.body);
};

/** Which servers a group has, in the order of their ids, and where they are. */
export const placesIn = async (world: World, group: string): Promise<[string, string | null][]> =>
  listOf(await listMembers(world, group)).members.map(({ server_id, host }) => [server_id, host]);

/** The answer says its version, where there are versions. */
export const isOfVersion = (answer: Answer, version: string): void =>
  version === LEGACY ? echoesNothing(answer) : echoes(answer, version);

/** The server has its place now. */
export const isClaimed = (answer: Answer, server: string, host: string): void => {
  isOk(answer);
  assert.equal(answer.body, JSON.stringify({ member: { server_id: server, host } }));
};

/** The server is no member now. */
export const isReleased = isDone;

/** The claim was refused since the host has as many members as the policy allows. */
export const isFull = (answer: Answer, group: string, host: string): void =>
  isFault(
    answer,
    409,
    `The host ${host} is full: the anti-affinity policy of server group ${group} allows no further member there. Claim a place on another host, or release a member of ${host} first.`,
  );

export const isNoGroup = (answer: Answer, group: string): void =>
  isFault(answer, 404, `Instance group ${group} could not be found.`);
