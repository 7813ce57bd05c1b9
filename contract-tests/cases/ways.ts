/** The two ways to make a group with an `Idempotency-Key`, one in each API. */

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Answer, creation, type World } from './case.ts';
import { act, ecsCall, ecsCreation, isEcsFault, listAllEcs } from './ecs.ts';
import { isFault, isOk } from './expect.ts';
import { idsOf, listAll } from './lists.ts';
import { claim } from './places.ts';

export interface Way {
  readonly creation: (name?: unknown, policy?: string) => { readonly server_group: object };
  readonly post: (key: string | readonly string[], body?: unknown, token?: string) => Promise<Answer>;
  readonly call: (method: string, path: string) => Promise<Answer>;
  /** The ids of all groups that are listed. */
  readonly list: () => Promise<string[]>;
  /** Joins a server to a group, in the way of the API. */
  readonly join: (group: string, server: string) => Promise<Answer>;
  readonly isRefused: (answer: Answer, status: 400 | 409, message: string) => void;
}

/** What makes a creation one that can be repeated. */
export const keyed = (key: string | readonly string[], token?: string) => ({
  headers: { 'Idempotency-Key': key },
  ...(token && { token }),
});

export const native = (world: World): Way => {
  const { call, version } = world;
  return {
    creation: (name, policy) => creation(version, name, policy),
    post: (key, body = creation(version), token) =>
      call({ method: 'POST', path: '/os-server-groups', body, ...keyed(key, token) }),
    call: (method, path) => call({ method, path: `/os-server-groups${path}` }),
    list: async () => idsOf(await listAll(world)),
    join: (group, server) => claim(world, group, server, 'host-1'),
    isRefused: isFault,
  };
};

export const ecs = (world: World): Way => ({
  creation: ecsCreation,
  post: (key, body = ecsCreation(), token) =>
    ecsCall(world, { method: 'POST', path: '', body, ...keyed(key, token) }),
  call: (method, path) => ecsCall(world, { method, path }),
  list: async () => idsOf(await listAllEcs(world)),
  join: (group, server) => act(world, group, 'add_member', server),
  isRefused: (answer, status, message) =>
    isEcsFault(answer, status, status === 400 ? 'Ecs.0005' : 'Ecs.0000', message),
});

/** What is said of a key that was used for something else. */
export const REUSED =
  'The Idempotency-Key was used for another request within the last 24 hours. Send that request again as it was, or use a new key.';

export const newKey = () => randomUUID();

export const idOf = (answer: Answer): string => {
  isOk(answer);
  return JSON.parse(answer.body).server_group.id;
};

/** The answer is that of the first creation: the same group, told in the same words. */
export const isSame = (answer: Answer, first: Answer): void => {
  isOk(answer);
  assert.equal(answer.body, first.body);
  assert.notDeepEqual(answer.headers['x-openstack-request-id'], first.headers['x-openstack-request-id']);
};
