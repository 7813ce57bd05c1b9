/** Answers that are made up, with all that a right server would send with them. */

import { randomUUID } from 'node:crypto';
import type { Answer } from '../cases/case.ts';
import { handlerOf, isBelowV1, type Sent, versionOf, withHeaders } from './wire.ts';

/** Marks an answer that is made up, until it has the headers that any answer of its kind has. */
const MADE_UP = 'x-made-up';

/** An answer that is made up. */
export const made = (status: number, body: unknown, more: Answer['headers'] = {}): Answer => {
  const text = body === undefined ? '' : JSON.stringify(body);
  return {
    status,
    headers: {
      [MADE_UP]: ['1'],
      ...(text !== '' && { 'content-type': ['application/json'] }),
      ...(status !== 204 && { 'content-length': [String(Buffer.byteLength(text))] }),
      ...more,
    },
    body: text,
  };
};

/** Statuses of what is refused before the version is known. */
const WITHOUT_VERSION = [401, 405, 413];

/** An answer that is sent again: it has an id of its own, as each has. */
export const again = (answer: Answer): Answer =>
  withHeaders(answer, {
    [MADE_UP]: '1',
    'x-openstack-request-id': undefined,
    'x-compute-request-id': undefined,
    'x-request-id': undefined,
  });

/** Gives what is made up the headers that a right server sends, so that nothing is wrong but what shall be. */
export const dressed = (answer: Answer, request: Sent): Answer => {
  const { [MADE_UP]: isMadeUp, ...all } = answer.headers;
  if (isMadeUp === undefined) return answer;
  const given = Object.fromEntries(Object.entries(all).filter(([, values]) => values !== undefined));
  const id = [`req-${randomUUID()}`];
  const isVersioned =
    /^\/+v2\.1/.test(request.path) &&
    handlerOf(request) !== undefined &&
    !WITHOUT_VERSION.includes(answer.status);
  const version = versionOf(request);
  const ofVersion = {
    'openstack-api-version': [`compute ${version}`],
    'x-openstack-nova-api-version': [version],
    vary: ['OpenStack-API-Version', 'X-OpenStack-Nova-API-Version'],
  };
  return {
    ...answer,
    headers: {
      'x-openstack-request-id': id,
      'x-compute-request-id': id,
      ...(isBelowV1(request) && { 'x-request-id': id }),
      ...(isVersioned && ofVersion),
      ...given,
    },
  };
};

/** Status → the name of its fault, and the code that it has below /v1. */
const FAULTS: Readonly<Record<number, readonly [name: string, code: string]>> = {
  400: ['badRequest', 'Ecs.0005'],
  401: ['unauthorized', 'Common.0013'],
  403: ['forbidden', 'Ecs.0003'],
  404: ['itemNotFound', 'Ecs.0313'],
  405: ['badMethod', 'Ecs.0000'],
  409: ['conflictingRequest', 'Ecs.0000'],
  413: ['overLimit', 'Ecs.0000'],
  415: ['badMediaType', 'Ecs.0000'],
  500: ['computeFault', 'Common.0001'],
};

const OF_SOME: Readonly<Record<number, Answer['headers']>> = {
  401: { 'www-authenticate': ['Keystone'] },
  405: { allow: ['GET, HEAD'] },
};

/** A fault in the form of the family that the request is for. */
export const fault = (request: Sent, status: number, message: string): Answer => {
  const [name = 'computeFault', code = 'Ecs.0000'] = FAULTS[status] ?? [];
  const native =
    status === 401
      ? { error: { code: 401, title: 'Unauthorized', message } }
      : { [name]: { code: status, message } };
  return made(status, isBelowV1(request) ? { error: { code, message } } : native, {
    'content-type': ['application/json; charset=UTF-8'],
    ...OF_SOME[status],
  });
};
