/** The two ways to make a group with an `Idempotency-Key`, one in each API. */

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Answer, creation, type World } from './case.ts';
import { ecsCall, ecsCreation, isEcsFault } from './ecs.ts';
import { isFault, isOk } from './expect.ts';

export interface Way {
  readonly creation: (name?: unknown, policy?: string) => { readonly server_group: object };
  readonly post: (key: string | readonly string[], body?: unknown, token?: string) => Promise<Answer>;
  readonly call: (method: string, path: string) => Promise<Answer>;
  readonly isRefused: (answer: Answer, status: 400 | 409, message: string) => void;
}

/** What makes a creation one that can be repeated. */
export const keyed = (key: string | readonly string[], token?: string) => ({
  headers: { 'Idempotency-Key': key },
  ...(token && { token }),
});

export const native = ({ call, version }: World): Way => ({
  creation: (name, policy) => creation(version, name, policy),
  post: (key, body = creation(version), token) =>
    call({ method: 'POST', path: '/os-server-groups', body, ...keyed(key, token) }),
  call: (method, path) => call({ method, path: `/os-server-groups${path}` }),
  isRefused: isFault,
});

export const ecs = (world: World): Way => ({
  creation: ecsCreation,
  post: (key, body = ecsCreation(), token) =>
    ecsCall(world, { method: 'POST', path: '', body, ...keyed(key, token) }),
  call: (method, path) => ecsCall(world, { method, path }),
  isRefused: (answer, status, message) =>
    isEcsFault(answer, status, status === 400 ? 'Ecs.0005' : 'Ecs.0000', message),
});

export const newKey = () => randomUUID();

export const idOf = (answer: Answer): string => {
  isOk(answer);
  return JSON.parse(answer.body).server_group.id;
};

export const isListed = async ({ call }: Way, id: string): Promise<boolean> =>
  JSON.parse((await call('GET', '')).body).server_groups.some((group: { id: string }) => group.id === id);

/** The answer is that of the first creation: the same group, told in the same words. */
export const isSame = (answer: Answer, first: Answer): void => {
  isOk(answer);
  assert.equal(answer.body, first.body);
  assert.notDeepEqual(answer.headers['x-openstack-request-id'], first.headers['x-openstack-request-id']);
};
