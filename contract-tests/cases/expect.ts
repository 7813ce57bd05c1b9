/** What the cases look for in an answer. */

import assert from 'node:assert/strict';
import type { Answer } from './case.ts';

const NAMES: Readonly<Record<number, string>> = {
  400: 'badRequest',
  403: 'forbidden',
  404: 'itemNotFound',
  405: 'badMethod',
  409: 'conflictingRequest',
  413: 'overLimit',
  415: 'badMediaType',
  501: 'notImplemented',
  503: 'serviceUnavailable',
};

const REQUEST_ID = /^req-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Each answer has an id, in two headers of the same value. */
export const hasRequestId = ({ headers }: Answer): void => {
  const [id = '', ...more] = headers['x-openstack-request-id'] ?? [];
  assert.match(id, REQUEST_ID);
  assert.deepEqual(more, []);
  assert.deepEqual(headers['x-compute-request-id'], [id]);
};

/** The answer is this fault, to the letter. */
export const isFault = (answer: Answer, status: number, message: string): void => {
  const name = NAMES[status] ?? 'computeFault';
  const expected = { status, body: JSON.stringify({ [name]: { code: status, message } }) };
  assert.deepEqual({ status: answer.status, body: answer.body }, expected);
  assert.deepEqual(answer.headers['content-type'], ['application/json; charset=UTF-8']);
  hasRequestId(answer);
};

export const isUnauthorized = (answer: Answer): void => {
  const error = {
    code: 401,
    title: 'Unauthorized',
    message: 'The request you have made requires authentication.',
  };
  assert.deepEqual([answer.status, answer.body], [401, JSON.stringify({ error })]);
  assert.equal(answer.headers['www-authenticate']?.length, 1);
  hasRequestId(answer);
};

/** The answer is a success with a body. */
export const isOk = (answer: Answer): void => {
  assert.equal(answer.status, 200, answer.body);
  assert.deepEqual(answer.headers['content-type'], ['application/json']);
  hasRequestId(answer);
};

/** The answer is a success without a body, and without a word about one. */
export const isDone = ({ status, body, headers }: Answer): void => {
  const { 'content-type': type, 'content-length': length, 'transfer-encoding': encoding } = headers;
  assert.deepEqual([status, body, type, length, encoding], [204, '', undefined, undefined, undefined]);
  hasRequestId({ status, body, headers });
};

const VERSION_HEADERS = ['openstack-api-version', 'x-openstack-nova-api-version', 'vary'] as const;

/** The answer says in which version it is, and that caches must tell versions apart. */
export const echoes = ({ headers }: Answer, version: string): void => {
  assert.deepEqual(
    VERSION_HEADERS.map((name) => headers[name]),
    [[`compute ${version}`], [version], ['OpenStack-API-Version', 'X-OpenStack-Nova-API-Version']],
  );
};

export const echoesNothing = ({ headers }: Answer): void => {
  for (const name of VERSION_HEADERS) assert.equal(headers[name], undefined);
};

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly [key: string]: unknown;
}

export const groupOf = (answer: Answer): Group => {
  isOk(answer);
  return JSON.parse(answer.body).server_group;
};

export const groupsOf = (answer: Answer): Group[] => {
  isOk(answer);
  return JSON.parse(answer.body).server_groups;
};
