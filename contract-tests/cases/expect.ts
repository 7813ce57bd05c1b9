/** What the cases look for in an answer. */

import assert from 'node:assert/strict';
import type { Answer } from './case.ts';
import { EXACT, type Traits } from './traits.ts';

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

export const traitsOf = ({ traits = EXACT }: Answer): Traits => traits;

/** Each answer has an id, in two headers of the same value. */
export const hasRequestId = ({ headers, traits = EXACT }: Answer): void => {
  if (traits.form === 'gateway') return;
  const [id = '', ...more] = headers['x-openstack-request-id'] ?? [];
  assert.match(id, REQUEST_ID);
  assert.deepEqual(more, []);
  assert.deepEqual(headers['x-compute-request-id'], [id]);
};

/** JSON without what does not matter in it: white space, and how characters are written. */
const compact = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
};

/** The values are the same; the order of their keys too, unless the server has its own. */
export const isSame = ({ form }: Traits, actual: unknown, expected: unknown): void => {
  if (form === 'exact') assert.equal(JSON.stringify(actual), JSON.stringify(expected));
  else assert.deepEqual(actual, JSON.parse(JSON.stringify(expected)));
};

/** The body is this JSON. */
export const isJson = (answer: Answer, expected: unknown): void =>
  isSame(traitsOf(answer), JSON.parse(answer.body), expected);

/** What a refusal is about; a validation library has its own words for the rest. */
const ABOUT =
  /^(?:Invalid input for (?:field\/attribute|query parameters) [^ ]*\. Value: |Additional properties are not allowed \()/;

const aboutOf = (message: string): string | undefined => ABOUT.exec(message)?.[0];

/** The message as the server may word it: the one that came, where that says the same. */
export const wordedBy = ({ messages }: Traits, message: string, came: unknown): string => {
  if (typeof came !== 'string' || came === '') return message;
  const about = aboutOf(message);
  const isSame = messages === 'library' && about !== undefined && about === aboutOf(came);
  return isSame || messages === 'free' ? came : message;
};

/** JSON, under this name; a gateway may say more or less of it. */
export const isOfType = ({ headers, traits = EXACT }: Answer, type: string): void => {
  const came = headers['content-type'];
  if (traits.form === 'gateway') assert.match(String(came), /^application\/json(?:;|$)/);
  else assert.deepEqual(came, [type]);
};

const messageIn = (answer: Answer, key: string): unknown => {
  try {
    return JSON.parse(answer.body)[key]?.message;
  } catch {
    return undefined;
  }
};

/** What is said where there is no such path. */
export const NOWHERE = 'The resource could not be found.';

/** Whether it is refused before it has come to an operation; there some servers have pages for people. */
const isPage = (status: number, message: string): boolean =>
  status === 405 || status === 413 || message === NOWHERE;

/** The answer is this fault, to the letter, or as its server may word it. */
export const isFault = (answer: Answer, status: number, message: string): void => {
  const traits = traitsOf(answer);
  hasRequestId(answer);
  if (traits.nowhere === 'pages' && isPage(status, message)) {
    assert.equal(answer.status, status === 405 ? 404 : status);
    return;
  }
  const name = NAMES[status] ?? 'computeFault';
  const worded = wordedBy(traits, message, messageIn(answer, name));
  const expected = JSON.stringify({ [name]: { code: status, message: worded } });
  assert.deepEqual({ status: answer.status, body: compact(answer.body) }, { status, body: expected });
  isOfType(answer, 'application/json; charset=UTF-8');
};

/** There is no such path outside of a version. */
export const isOutside = (answer: Answer): void => {
  if (traitsOf(answer).nowhere === 'faults') isFault(answer, 404, NOWHERE);
  else {
    assert.equal(answer.status, 300);
    assert.ok(Array.isArray(JSON.parse(answer.body).choices), 'there is a choice of versions');
  }
};

/** There is one challenge, which names a scheme. */
export const isChallenged = ({ headers, traits = EXACT }: Answer): void => {
  if (traits.form === 'gateway') return;
  const [challenge = '', ...more] = headers['www-authenticate'] ?? [];
  assert.match(challenge, /^[A-Za-z][A-Za-z0-9-]*(?: |$)/);
  assert.deepEqual(more, []);
};

export const isUnauthorized = (answer: Answer): void => {
  const error = {
    code: 401,
    title: 'Unauthorized',
    message: 'The request you have made requires authentication.',
  };
  assert.equal(answer.status, 401);
  if (traitsOf(answer).form === 'gateway') return;
  isJson(answer, { error });
  isChallenged(answer);
  hasRequestId(answer);
};

/** The answer is a success with a body, whatever has become of the ids of requests. */
export const isSuccess = (answer: Answer): void => {
  assert.equal(answer.status, 200, answer.body);
  isOfType(answer, 'application/json');
};

/** The answer is a success with a body. */
export const isOk = (answer: Answer): void => {
  isSuccess(answer);
  hasRequestId(answer);
};

/** The answer is a success without a body, and without a word about one. */
export const isDone = (answer: Answer): void => {
  const { status, body, headers } = answer;
  assert.deepEqual([status, body], [204, '']);
  hasRequestId(answer);
  if (traitsOf(answer).form !== 'exact') return;
  const said = ['content-type', 'content-length', 'transfer-encoding'].map((name) => headers[name]);
  assert.deepEqual(said, [undefined, undefined, undefined]);
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
