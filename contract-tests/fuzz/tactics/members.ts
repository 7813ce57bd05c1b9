/** Hostile claims, and hostile lists of servers. */

import { type Draft, withBody } from '../draft.ts';
import type { Random } from '../random.ts';
import { serverAt, serverOf } from '../values.ts';
import { anyJson } from './json.ts';
import { type Tactic, TEXTS, takesBody } from './tactic.ts';

const sending = (draft: Draft, body: unknown): Draft => withBody(draft, JSON.stringify(body));

const HOSTS: readonly string[] = [
  ...TEXTS,
  'h'.repeat(255),
  'h'.repeat(256),
  'H',
  '-h',
  'h-',
  'h..h',
  '.h',
  '127.0.0.1',
  '[::1]',
  'h\n',
  '\u0130',
  `${'h'.repeat(254)}\u212a`,
];

const repeated = (piece: string, count: number): string => Array.from({ length: count }, () => piece).join();

/** What stands in a list in place of servers; the size of a body bounds how much of it. */
const PIECES = ['0', 'null', '""', '[]', '{}', '"x"', '[[]]', '{"a":1}', 'true', '1e400'];
const COUNTS = [1, 2, 1000, 1001, 2000, 10_000, 19_000];

/** A text of JSON for `server_ids`. */
const lists: readonly ((random: Random) => string)[] = [
  () => '[]',
  (random) => JSON.stringify(anyJson(random)),
  (random) => JSON.stringify(serverOf(0, random)),
  (random) => `[${repeated(random.pick(PIECES), random.pick(COUNTS))}]`,
  (random) => `[${repeated(JSON.stringify(serverOf(0, random)), random.pick([2, 3, 1000, 1001, 2900]))}]`,
  (random) => {
    const server = serverOf(0, random);
    return JSON.stringify([server, server.toUpperCase(), server.replace('f', 'F')]);
  },
  (random) => JSON.stringify([serverOf(0, random), random.pick(TEXTS).slice(0, 300), serverOf(1, random)]),
  (random) => {
    const length = random.pick([100, 999, 1000, 1001, 2900]);
    return JSON.stringify(Array.from({ length }, (_, index) => serverAt(0x8000, index)));
  },
];

const actions: readonly ((random: Random) => unknown)[] = [
  () => ({}),
  (random) => {
    const [add_member, remove_member] = [serverOf(0, random), serverOf(0, random)].map((instance_uuid) => ({
      instance_uuid,
    }));
    return { add_member, remove_member };
  },
  () => ({ add_member: {} }),
  () => ({ add_member: null }),
  (random) => ({ add_member: null, remove_member: { instance_uuid: serverOf(0, random) } }),
  (random) => ({ add_member: serverOf(0, random) }),
  (random) => ({ add_member: [{ instance_uuid: serverOf(0, random) }] }),
  (random) => ({ ADD_MEMBER: { instance_uuid: serverOf(0, random) } }),
  (random) => ({ add_member: { instance_uuid: serverOf(0, random).toUpperCase() } }),
  (random) => ({ add_member: { instance_uuid: random.pick(TEXTS) } }),
  (random) => ({ remove_member: { instance_uuid: anyJson(random) } }),
  (random) => ({ add_member: { instance_uuid: serverOf(0, random), host: 'host-1' } }),
  (random) => ({ [random.pick(TEXTS)]: { instance_uuid: serverOf(0, random) } }),
];

export const members: readonly Tactic[] = [
  {
    name: 'body: a hostile host',
    weight: 25,
    takes: (each) => takesBody(each) && each.operation.path.includes('/members/'),
    alter: (draft, random) => sending(draft, { member: { host: random.pick(HOSTS) } }),
  },
  {
    name: 'body: a hostile list of servers',
    weight: 30,
    takes: ({ operation }) => /\/(?:add|remove)_members$/.test(operation.path),
    alter: (draft, random) => withBody(draft, `{"server_ids":${random.pick(lists)(random)}}`),
  },
  {
    name: 'body: a hostile action',
    weight: 20,
    takes: ({ operation }) => operation.path.endsWith('/action'),
    alter: (draft, random) => sending(draft, random.pick(actions)(random)),
  },
];
