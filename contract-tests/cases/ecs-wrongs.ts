/** What can be wrong with a request below `/v1`, and the fault that says so. */

import { named } from '../run.ts';
import { ecsCreation } from './ecs.ts';

export type Fault = readonly [status: number, code: string, message: string];

const SERVER = '7f0f0d9a-3c6e-4c43-8a0e-6c1f2a9b5d10';

export const UNAUTHORIZED: Fault = [401, 'Common.0013', 'The request you have made requires authentication.'];
export const MALFORMED_PATH: Fault = [400, 'Ecs.0000', 'The path is not UTF-8 encoded.'];
export const NOWHERE: Fault = [404, 'Ecs.0313', 'The resource could not be found.'];
export const NO_BODY: Fault = [400, 'Common.0002', "None is not of type 'object'"];
export const MALFORMED: Fault = [400, 'Ecs.0000', 'Malformed request body'];
export const TOO_LARGE: Fault = [
  413,
  'Ecs.0000',
  'Request is too large. Larger than max_request_body_size (114688).',
];
export const OF_TYPE: Fault = [415, 'Ecs.0000', 'Unsupported Content-Type'];
export const invalid = (message: string): Fault => [400, 'Ecs.0005', message];
export const denied = (rule: string): Fault => [
  403,
  'Ecs.0003',
  `Policy doesn't allow os_compute_api:os-server-groups:${rule} to be performed.`,
];
export const noGroup = (id: string): Fault => [404, 'Ecs.0313', `Instance group ${id} could not be found.`];
export const notAllowed = (method: string, allowed: string): Fault => [
  405,
  'Ecs.0000',
  `The method ${method} is not allowed here. Allowed: ${allowed}.`,
];

export const otherProject = (inUrl: string, ofToken: string): Fault => [
  400,
  'Ecs.0023',
  `Malformed request URL: URL's project_id '${inUrl}' doesn't match Context's project_id '${ofToken}'`,
];
export const QUOTA_OF_GROUPS: Fault = [400, 'Ecs.0022', 'Quota exceeded, too many server groups.'];

const field = (name: string, value: string, reason: string) =>
  invalid(`Invalid input for field/attribute ${name}. Value: ${value}. ${reason}`);
const parameter = (name: string, value: string, reason: string) =>
  invalid(`Invalid input for query parameters ${name}. Value: ${value}. ${reason}`);
const unexpected = (name: string) => `Additional properties are not allowed ('${name}' was unexpected)`;

interface Operation {
  /** Below the collection; `x` is no group. */
  readonly path: string;
  readonly method: string;
  /** The methods that the path has. */
  readonly allowed: string;
  /** One that fits. */
  readonly body?: object;
}

const COLLECTION = { path: '', allowed: 'GET, HEAD, POST' };
const GROUP = { path: '/x', allowed: 'DELETE, GET, HEAD' };
const CHANGE = { method: 'POST', allowed: 'POST' };

export const OPERATIONS: readonly Operation[] = [
  { ...COLLECTION, method: 'GET' },
  { ...COLLECTION, method: 'POST', body: ecsCreation() },
  { ...GROUP, method: 'GET' },
  { ...GROUP, method: 'DELETE' },
  { ...CHANGE, path: '/x/action', body: { add_member: { instance_uuid: SERVER } } },
  { ...CHANGE, path: '/x/action', body: { remove_member: { instance_uuid: SERVER } } },
  { ...CHANGE, path: '/x/add_members', body: { server_ids: [SERVER] } },
  { ...CHANGE, path: '/x/remove_members', body: { server_ids: [SERVER] } },
];

/** What is said of `{}`. */
export const NO_GROUP_IN_BODY = invalid("'server_group' is a required property");

/** Bodies that do not fit, by path. */
export const BODIES: readonly (readonly [path: string, body: unknown, fault: Fault])[] = [
  ['', {}, NO_GROUP_IN_BODY],
  ['', [], invalid("[] is not of type 'object'")],
  ['', { ...ecsCreation(), x: 1 }, invalid(unexpected('x'))],
  [
    '',
    { server_group: { name: named('t') } },
    field('server_group', `{"name":"${named('t')}"}`, "'policies' is a required property"),
  ],
  ['', ecsCreation(5), field('name', '5', "5 is not of type 'string'")],
  [
    '',
    ecsCreation(named('t'), 'x'),
    field('0', 'x', "'x' is not one of ['anti-affinity', 'affinity', 'soft-anti-affinity', 'soft-affinity']"),
  ],
  ['', { server_group: { name: named('t'), policies: [] } }, field('policies', '[]', '[] is too short')],
  ['/x/action', {}, invalid('{} does not have enough properties')],
  ['/x/action', { add: {} }, invalid(unexpected('add'))],
  ['/x/action', { add_member: null }, field('add_member', 'null', "None is not of type 'object'")],
  ['/x/action', { add_member: {} }, field('add_member', '{}', "'instance_uuid' is a required property")],
  [
    '/x/action',
    { remove_member: { instance_uuid: SERVER, x: 1 } },
    field('remove_member', `{"instance_uuid":"${SERVER}","x":1}`, unexpected('x')),
  ],
  [
    '/x/action',
    { add_member: { instance_uuid: SERVER }, remove_member: { instance_uuid: SERVER } },
    invalid(
      `{'add_member': {'instance_uuid': '${SERVER}'}, 'remove_member': {'instance_uuid': '${SERVER}'}} has too many properties`,
    ),
  ],
  ['/x/action', { add_member: { instance_uuid: 'x' } }, field('instance_uuid', 'x', "'x' is not a 'uuid'")],
  ...['/x/add_members', '/x/remove_members'].flatMap((path) => [
    [path, {}, invalid("'server_ids' is a required property")] as const,
    [
      path,
      { server_ids: SERVER },
      field('server_ids', SERVER, `'${SERVER}' is not of type 'array'`),
    ] as const,
    [path, { server_ids: [] }, field('server_ids', '[]', '[] is too short')] as const,
    [path, { server_ids: ['x'] }, field('0', 'x', "'x' is not a 'uuid'")] as const,
    [path, { server_ids: [SERVER, 5] }, field('1', '5', "5 is not of type 'string'")] as const,
    [path, { server_ids: [SERVER], x: 1 }, invalid(unexpected('x'))] as const,
    [
      path,
      { server_ids: [SERVER, SERVER] },
      field('server_ids', `["${SERVER}","${SERVER}"]`, `['${SERVER}', '${SERVER}'] has non-unique elements`),
    ] as const,
  ]),
];

const DIGITS = "does not match '^[0-9]*$'";
export const QUERIES: readonly (readonly [query: string, fault: Fault])[] = [
  ['limit=0', parameter('limit', '0', '0 is less than the minimum of 1')],
  ['limit=1001', parameter('limit', '1001', '1001 is greater than the maximum of 1000')],
  ['limit=x', parameter('limit', 'x', `'x' ${DIGITS}`)],
  ['limit=-1', parameter('limit', '-1', `'-1' ${DIGITS}`)],
  ['limit', parameter('limit', '', "'' is too short")],
  ['marker=x', parameter('marker', 'x', "'x' is not a 'uuid'")],
  ['limit=%ff', [400, 'Ecs.0000', 'Query string is not UTF-8 encoded']],
];
