/** What may stand in a request on members, and what is said of the rest. */

import { type Answer, type Case, EACH_CREATION, EVERY, LEGACY, since, type World } from './case.ts';
import { isFault } from './expect.ts';
import {
  claim,
  isClaimed,
  isReleased,
  listMembers,
  listOf,
  makeGroup,
  pathOf,
  release,
  someServer,
} from './places.ts';
import { of, type Wrong } from './refusals.ts';

const PATTERN = "does not match '^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$'";
const SERVER = '7f0f0d9a-3c6e-4c43-8a0e-6c1f2a9b5d10';

const host = (value: unknown, shown: string, reason: string): Wrong => [
  { member: { host: value } },
  of('host', shown, reason),
];
const text = (value: string, reason = `'${value}' ${PATTERN}`) => host(value, value, reason);

/** Bodies of a claim that no version takes. */
const WRONG: readonly Wrong[] = [
  [undefined, "None is not of type 'object'"],
  [[], "[] is not of type 'object'"],
  ['"host-1"', "'host-1' is not of type 'object'"],
  [{}, "'member' is a required property"],
  [{ host: 'host-1' }, "'member' is a required property"],
  [{ member: null }, of('member', 'null', "None is not of type 'object'")],
  [{ member: 'host-1' }, of('member', 'host-1', "'host-1' is not of type 'object'")],
  [{ member: {} }, of('member', '{}', "'host' is a required property")],
  host(null, 'null', "None is not of type 'string'"),
  host(5, '5', "5 is not of type 'string'"),
  host(['host-1'], '["host-1"]', "['host-1'] is not of type 'string'"),
  text('', "'' is too short"),
  text('-host'),
  text('host-'),
  text('.host'),
  text('host.'),
  text('_host'),
  text('host 1'),
  text('host/1'),
  text('host:1'),
  text('hôst'),
  text('host\n', `'host\\n' ${PATTERN}`),
  host('h'.repeat(256), `${'h'.repeat(200)}…`, `'${'h'.repeat(187)}… is too long`),
];
const TAKEN = ['h', '0', 'a.b_c-d', 'host..1', 'h'.repeat(255)];

const unexpected = (name: string) => `Additional properties are not allowed ('${name}' was unexpected)`;

const UNKNOWN_KEYS: readonly Wrong[] = [
  [{ member: { host: 'host-1' }, x: 1 }, unexpected('x')],
  [
    { member: { host: 'host-1', server_id: SERVER } },
    of('member', `{"host":"host-1","server_id":"${SERVER}"}`, unexpected('server_id')),
  ],
];

const MALFORMED_IDS = ['x', SERVER.replaceAll('-', ''), `urn:uuid:${SERVER}`, `{${SERVER}}`, `${SERVER}\n`];

const QUERIES: readonly [query: string, message: string][] = (
  [
    ['limit', '', "'' is too short"],
    ['limit', 'x', "'x' does not match '^[0-9]*$'"],
    ['limit', '-1', "'-1' does not match '^[0-9]*$'"],
    ['marker', '', "'' is not a 'uuid'"],
    ['marker', 'x', "'x' is not a 'uuid'"],
  ] as const
).map(([name, value, reason]) => [
  `?${name}=${value}`,
  `Invalid input for query parameters ${name}. Value: ${value}. ${reason}`,
]);

const put = ({ call, tokens }: World, path: string, body: unknown): Promise<Answer> =>
  call({ method: 'PUT', path, body, token: tokens.service });

export const memberRequests: readonly Case[] = [
  {
    id: 'member-requests/bodies',
    what: 'a claim whose body does not fit is refused, and the sentence says why; there need not be such a group',
    versions: EVERY,
    run: async (world) => {
      for (const [body, message] of WRONG) isFault(await put(world, pathOf('x', SERVER), body), 400, message);
      isFault(await put(world, pathOf('x', SERVER), '{'), 400, 'Malformed request body');
    },
  },
  {
    id: 'member-requests/hosts',
    what: 'the name of a host has letters, digits, dots, hyphens and underscores, of which it begins and ends with the first two',
    versions: EACH_CREATION,
    run: async (world) => {
      const [group, server] = [await makeGroup(world), someServer()];
      for (const each of TAKEN) isClaimed(await claim(world, group, server, each), server, each);
    },
  },
  {
    id: 'member-requests/unknown-keys',
    what: 'unknown keys of a claim and unknown query parameters are refused',
    versions: since('2.1'),
    run: async (world) => {
      for (const [body, message] of UNKNOWN_KEYS) {
        isFault(await put(world, pathOf('x', SERVER), body), 400, message);
      }
      isFault(await claim(world, 'x', `${SERVER}?a=1`, 'host-1'), 400, unexpected('a'));
      isFault(await release(world, 'x', `${SERVER}?a=1`), 400, unexpected('a'));
      isFault(await listMembers(world, 'x', '?offset=1'), 400, unexpected('offset'));
    },
  },
  {
    id: 'member-requests/legacy-unknown-keys',
    what: 'below /v2 unknown keys and unknown query parameters are ignored',
    versions: [LEGACY],
    run: async (world) => {
      const [group, server] = [await makeGroup(world), someServer()];
      for (const [body] of UNKNOWN_KEYS) {
        isClaimed(await put(world, `${pathOf(group, server)}?a=1`, body), server, 'host-1');
      }
      listOf(await listMembers(world, group, '?offset=1'));
      isReleased(await release(world, group, `${server}?a=1`));
    },
  },
  {
    id: 'member-requests/server-ids',
    what: 'an id of a server that is no UUID is refused, before anything else of the request is looked at',
    versions: EVERY,
    run: async (world) => {
      for (const id of MALFORMED_IDS) {
        const shown = id.replace('\n', '\\n');
        const message = `Invalid input for path parameters server_id. Value: ${id}. '${shown}' is not a 'uuid'`;
        isFault(await claim(world, 'x', encodeURIComponent(id), ''), 400, message);
        isFault(await release(world, 'x', encodeURIComponent(id)), 400, message);
      }
      isFault(await claim(world, 'x', '', 'host-1'), 404, 'The resource could not be found.');
    },
  },
  {
    id: 'member-requests/queries',
    what: 'a limit and a marker of members that do not fit are refused',
    versions: EVERY,
    run: async (world) => {
      for (const [query, message] of QUERIES) isFault(await listMembers(world, 'x', query), 400, message);
    },
  },
];
