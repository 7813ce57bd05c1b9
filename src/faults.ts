/**
 * The table of faults: what can go wrong, as which fault of the spec, in which words. Where Nova has a text for it, it is
 * Nova's, since clients and their tests match on it (nova/exception.py and nova/api/openstack/wsgi.py).
 */

import { type FaultKey, faults } from '../generated/faults.ts';
import type {
  Answer,
  EcsBadRequestFault,
  TooManyRequestsFault,
  UnauthorizedFault,
} from '../generated/types.ts';
import { OLDEST } from './microversions/negotiate.ts';

type Status<Key extends FaultKey> = (typeof faults)[Key]['status'];
type Body<Key extends FaultKey> = Record<
  (typeof faults)[Key]['name'],
  { code: Status<Key>; message: string }
>;

interface Fault<Key extends FaultKey> extends Answer<Status<Key>, Body<Key>> {
  /** The code below `/v1`, where it is not the usual one of the status. */
  readonly ecs?: EcsCode;
}

/** The codes of the fault 400 below `/v1`, which tell more apart than statuses do. */
type EcsCode = EcsBadRequestFault['error']['code'];

interface More {
  readonly headers?: Readonly<Record<string, string>>;
  readonly ecs?: EcsCode;
}

const of = <Key extends FaultKey>(key: Key, message: string, more: More = {}): Fault<Key> => {
  const { name, status } = faults[key];
  return { status, body: { [name]: { code: status, message } } as Body<Key>, ...more };
};

/** The size of the largest body, in bytes: that of oslo.middleware's `max_request_body_size`. */
export const MAX_BODY = 114_688;

/** The largest header, in bytes: that of Node's own HTTP parser. */
export const MAX_HEADER = 16_384;

export const fault = {
  malformedBody: () => of('BadRequest', 'Malformed request body', { ecs: 'Ecs.0000' }),
  malformedQuery: (flaw: string) => of('BadRequest', `Query string ${flaw}`, { ecs: 'Ecs.0000' }),
  malformedPath: () => of('BadRequest', 'The path is not UTF-8 encoded.', { ecs: 'Ecs.0000' }),
  malformedHttp: () => of('BadRequest', 'The request is not valid HTTP.', { ecs: 'Ecs.0000' }),
  malformedVersion: (text: string) =>
    of('BadRequest', `API Version String ${text} is of invalid format. Must be of format MajorNum.MinorNum.`),
  otherProject: (inUrl: string, ofToken: string) =>
    of(
      'BadRequest',
      `Malformed request URL: URL's project_id '${inUrl}' doesn't match Context's project_id '${ofToken}'`,
      { ecs: 'Ecs.0023' },
    ),
  invalid: (message: string) => of('BadRequest', message),
  /** There is no body; `message` says what that is not. */
  noBody: (message: string) => of('BadRequest', message, { ecs: 'Common.0002' }),
  quotaBelowUse: (quota: number, name: string, used: number) =>
    of(
      'BadRequest',
      `Quota limit ${quota} for ${name} must be greater than or equal to already used and reserved ${used}.`,
    ),
  rulesOfOtherPolicy: () => of('BadRequest', 'Only anti-affinity policy supports rules.'),

  unauthorized: (challenge = 'Keystone'): Answer<401, UnauthorizedFault> => ({
    status: faults.Unauthorized.status,
    headers: { 'WWW-Authenticate': challenge },
    body: {
      error: {
        code: faults.Unauthorized.status,
        title: 'Unauthorized',
        message: 'The request you have made requires authentication.',
      },
    },
  }),

  /** `rule` as Nova names it, such as `os-server-groups:create`. */
  notAllowed: (rule: string) =>
    of('Forbidden', `Policy doesn't allow os_compute_api:${rule} to be performed.`),
  unscoped: () =>
    of('Forbidden', 'The token is not scoped to a project. Ask for one with a project as its scope.'),
  overQuota: () => of('Forbidden', 'Quota exceeded, too many server groups.', { ecs: 'Ecs.0022' }),
  overMemberQuota: () => of('Forbidden', 'Quota exceeded, too many servers in group', { ecs: 'Ecs.0022' }),

  notFound: () => of('NotFound', 'The resource could not be found.'),
  groupNotFound: (id: string) => of('NotFound', `Instance group ${id} could not be found.`),

  methodNotAllowed: (method: string, allowed: readonly string[]) =>
    of('MethodNotAllowed', `The method ${method} is not allowed here. Allowed: ${allowed.join(', ')}.`, {
      headers: { Allow: allowed.join(', ') },
    }),

  hostFull: (host: string, group: string) =>
    of(
      'Conflict',
      `The host ${host} is full: the anti-affinity policy of server group ${group} allows no further member there. Claim a place on another host, or release a member of ${host} first.`,
    ),
  inOtherGroup: (server: string, group: string) =>
    of(
      'Conflict',
      `The server ${server} is in server group ${group}, and a server is in one group at most. Remove it there first.`,
      { ecs: 'Ecs.0100' },
    ),
  keyReused: () =>
    of(
      'Conflict',
      'The Idempotency-Key was used for another request within the last 24 hours. Send that request again as it was, or use a new key.',
    ),

  unsupportedVersion: (version: string, newest: string) =>
    of(
      'NotAcceptable',
      `Version ${version} is not supported by the API. Minimum is ${OLDEST} and maximum is ${newest}.`,
    ),

  timeout: () => of('RequestTimeout', 'The request did not arrive in time.'),
  tooLarge: () =>
    of('PayloadTooLarge', `Request is too large. Larger than max_request_body_size (${MAX_BODY}).`),
  unsupportedMediaType: () => of('UnsupportedMediaType', 'Unsupported Content-Type'),
  expectationFailed: () =>
    of(
      'ExpectationFailed',
      'The expectation in the Expect header cannot be met. Leave it out, or send 100-continue.',
    ),
  headerTooLarge: () =>
    of('RequestHeaderFieldsTooLarge', `The header of the request is larger than ${MAX_HEADER} bytes.`),

  /** @param limit such as `20 a second for each user of a project` */
  tooManyRequests: (limit: string, seconds: number): Answer<429, TooManyRequestsFault> => ({
    status: faults.TooManyRequests.status,
    // No cache may keep it, that of a document neither (RFC 6585, section 4).
    headers: { 'Retry-After': String(seconds), 'Cache-Control': 'no-store' },
    body: {
      overLimit: {
        code: faults.TooManyRequests.status,
        message: `Too many requests: the limit is ${limit}. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
        retryAfter: String(seconds),
      },
    },
  }),

  internal: () =>
    of(
      'InternalServerError',
      'The server has either erred or is incapable of performing the requested operation.',
    ),
  notImplemented: (operation: string) =>
    of('NotImplemented', `The operation ${operation} is not implemented.`),
  unavailable: (seconds = 1) =>
    of('ServiceUnavailable', 'The service is unavailable at the moment. Try again later.', {
      headers: { 'Retry-After': String(seconds) },
    }),
  outcomeUnknown: (seconds = 1) =>
    of(
      'ServiceUnavailable',
      'Whether this was done is not known. Look whether it was before you repeat it, or repeat it with the same Idempotency-Key.',
      { headers: { 'Retry-After': String(seconds) } },
    ),
} as const;
