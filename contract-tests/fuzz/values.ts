/** Values that valid requests share, so that they meet: groups, servers, hosts, and the keys of creations. */

import type { Random } from './random.ts';

/** What the callers' groups are, in turn. */
export const KINDS = [
  { policy: 'anti-affinity' },
  { policy: 'anti-affinity', rules: { max_server_per_host: 3 } },
  { policy: 'anti-affinity' },
  { policy: 'soft-anti-affinity' },
  { policy: 'affinity' },
] as const;

/** So few that claims collide; the first two are one. */
export const HOSTS = ['host-1', 'HOST-1', 'host-2', 'rack-4.host_7'];

/** A server of the callers' project and of another one as well: each project has its own. */
export const SHARED_SERVER = '7f0f0d9a-3c6e-4c43-8a0e-6c1f2a9b5d10';

const OF_GROUP = 6;
/** In place of a group: the servers that all groups contend for. */
const OF_NO_GROUP = 0xffff;
const CONTENDED = 3;

/** A server by two numbers. */
export const serverAt = (group: number, index: number): string =>
  `7f0f0d9a-3c6e-4c43-8a0e-${group.toString(16).padStart(4, '0')}${index.toString(16).padStart(8, '0')}`;

/** One of few servers that join the group at this place among its project's, or one that all groups contend for. */
export const serverOf = (group: number, random: Random): string => {
  if (random.once(20)) return SHARED_SERVER;
  return random.once(3)
    ? serverAt(OF_NO_GROUP, random.int(CONTENDED))
    : serverAt(group, random.int(OF_GROUP));
};

/** What is put in place of the example's value, by its key. */
const VARIED: Readonly<Record<string, (group: number, random: Random) => unknown>> = {
  host: (_group, random) => random.pick(HOSTS),
  instance_uuid: serverOf,
  server_ids: (group, random) => [
    ...new Set(Array.from({ length: 1 + random.int(5) }, () => serverOf(group, random))),
  ],
};

/** An example body, with servers and hosts that other requests have too. */
export const varied = (example: unknown, group: number, random: Random): unknown =>
  JSON.parse(
    JSON.stringify(example, (key, value: unknown) =>
      Object.hasOwn(VARIED, key) ? VARIED[key]?.(group, random) : value,
    ),
  );

/** How many keys there are of each kind: the service keeps each for a day. */
const KEYS = 10;

/** A key for a creation: one that repetitions of it have, or one that any creation may have. */
export const keyFor = (creation: string, random: Random): string =>
  random.once(3) ? `any-${random.int(KEYS)}` : `${creation}-${random.int(2)}`;
