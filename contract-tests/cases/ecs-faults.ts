/** What is refused below `/v1`, with which code, and what is told of first. */

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Answer, type Case, NEWEST, type Request, WITHOUT_VERSIONS, type World } from './case.ts';
import { ecsCall, ecsCreation, ecsPath, isEcsFault, makeEcsGroup } from './ecs.ts';
import * as wrongs from './ecs-wrongs.ts';
import { isChallenged } from './expect.ts';
import { told } from './refusals.ts';

const TOO_MUCH = ' '.repeat(114_689);
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const is = (answer: Answer, [status, code, message]: wrongs.Fault): void =>
  isEcsFault(answer, status, code, message);

type Operation = (typeof wrongs.OPERATIONS)[number];

/** A case that sends a request of each operation, right but for what it spoils. */
const ofEach = (
  name: string,
  what: string,
  run: (world: World, request: Request, operation: Operation) => Promise<void>,
): Case => ({
  id: `ecs-faults/${name}`,
  what: `below /v1, ${what}`,
  versions: WITHOUT_VERSIONS,
  run: async (world) => {
    for (const operation of wrongs.OPERATIONS) {
      const { path, method, body } = operation;
      await run(world, { method, path, ...(body !== undefined && { body }) }, operation);
    }
  },
});

/** A case that sends a body, with the headers that go with it, wherever one is read. */
const ofBody = (name: string, what: string, body: unknown, fault: wrongs.Fault, headers = {}): Case =>
  ofEach(name, what, async (world, request) => {
    if (request.method === 'POST') is(await ecsCall(world, { ...request, body, headers }), fault);
  });

const one = (name: string, what: string, run: (world: World) => Promise<void>): Case => ({
  id: `ecs-faults/${name}`,
  what: `below /v1, ${what}`,
  versions: WITHOUT_VERSIONS,
  run,
});

const NOWHERE_OF_PROJECT = ['', '/', '/cloudservers', '/os-server-groups', '/cloudservers/OS-server-groups'];
const NOWHERE_OF_GROUPS = ['/', '/x/', '/x/y', '/x/members', '/x/action/', '/x/action/y', '.json'];
const VERSIONS = [NEWEST, '2.64', '9.9', 'nonsense', 'latest', ''];

export const ecsFaults: readonly Case[] = [
  ofEach('token', 'nothing is answered without a token that is known', async (world, request) => {
    for (const token of [null, '', 'unknown']) {
      const answer = await ecsCall(world, { ...request, token });
      is(answer, wrongs.UNAUTHORIZED);
      isChallenged(answer);
    }
  }),
  ofEach(
    'method',
    'a wrong method is refused with those that there are',
    async (world, request, operation) => {
      const { path, allowed } = operation;
      for (const method of METHODS.filter((each) => !allowed.includes(each))) {
        const answer = await ecsCall(world, { ...request, method });
        is(answer, wrongs.notAllowed(method, allowed));
        assert.deepEqual(answer.headers.allow, [allowed]);
      }
      const options = await ecsCall(world, { method: 'OPTIONS', path, token: null });
      assert.deepEqual([options.status, options.body, options.headers.allow], [204, '', [allowed]]);
    },
  ),
  ofEach('media-type', 'a Content-Type that is not JSON is refused', async (world, request) => {
    is(await ecsCall(world, { ...request, headers: { 'Content-Type': 'text/xml' } }), wrongs.OF_TYPE);
  }),
  ofEach('project', 'the project in the path must be that of the token', async (world, request) => {
    const { send, project, tokens } = world;
    for (const token of [tokens.member, tokens.admin]) {
      const answer = await send({ ...request, path: ecsPath('abc', request.path), token });
      is(answer, wrongs.otherProject('abc', project));
    }
  }),
  ofEach('no-group', 'a group that is not there is told as it came', async (world, request) => {
    if (request.path === '') return;
    for (const id of ['x', randomUUID(), 'a b', '%', 'x'.repeat(1000)]) {
      for (const token of [world.tokens.member, world.tokens.noRole]) {
        const path = request.path.replace('x', encodeURIComponent(id));
        is(await ecsCall(world, { ...request, path, token }), wrongs.noGroup(id));
      }
    }
  }),
  ofBody('json', 'a body that is not JSON is refused', '{', wrongs.MALFORMED),
  ofBody('no-body', 'no body is told apart from one that does not fit', undefined, wrongs.NO_BODY),
  ofBody('empty-body', 'an empty body is none', '', wrongs.NO_BODY),
  ofBody('size', 'a body above the limit is refused', TOO_MUCH, wrongs.TOO_LARGE),
  ofBody('chunks', 'a body above the limit is refused in chunks too', TOO_MUCH, wrongs.TOO_LARGE, {
    'Transfer-Encoding': 'chunked',
  }),
  ...wrongs.BODIES.map(
    ([path, body, fault], index): Case =>
      one(
        `${path === '' ? 'body' : 'change'}-${index + 1}`,
        `${path || 'a creation'} refuses the body ${told(JSON.stringify(body)).slice(0, 80)}`,
        async (world) => is(await ecsCall(world, { method: 'POST', path, body }), fault),
      ),
  ),
  one('queries', 'a limit and a marker that do not fit are refused', async (world) => {
    for (const [query, fault] of wrongs.QUERIES) is(await ecsCall(world, { path: `?${query}` }), fault);
  }),
  one('routes', 'a path that leads nowhere is 404, for those who have a token', async ({ send, project }) => {
    const paths = [
      ...['/v1', '/v1/', '//v1', '/v1/nowhere', '/v1/cloudservers/os-server-groups', '/v1/os-server-groups'],
      ...NOWHERE_OF_PROJECT.map((rest) => `/v1/${project}${rest}`),
      ...NOWHERE_OF_GROUPS.map((rest) => ecsPath(project, rest)),
      ecsPath('not_a_project'),
    ];
    for (const path of paths) {
      for (const method of METHODS) is(await send({ method, path }), wrongs.NOWHERE);
      is(await send({ path, token: null }), wrongs.UNAUTHORIZED);
    }
    is(await send({ path: ecsPath(project, '/%ff') }), wrongs.MALFORMED_PATH);
    is(await send({ path: '/v1/%ff', token: null }), wrongs.UNAUTHORIZED);
  }),
  one('escapes', 'a path that is spelled with escapes is the same path', async ({ send, project }) => {
    const path = ecsPath(project, '/x').replace('/v1/', '/v%31/');
    is(await send({ path }), wrongs.noGroup('x'));
    is(await send({ path, token: null }), wrongs.UNAUTHORIZED);
    is(await send({ method: 'PUT', path }), wrongs.notAllowed('PUT', 'DELETE, GET, HEAD'));
  }),
  one('roles', 'what a role does not allow is refused', async (world) => {
    const { reader, noRole } = world.tokens;
    const path = `/${await makeEcsGroup(world)}`;
    const table = [
      [{ path: '', token: noRole }, 'index'],
      [{ path: '?all_projects', token: noRole }, 'index'],
      [{ path, token: noRole }, 'show'],
      [{ method: 'DELETE', path, token: noRole }, 'delete'],
      [{ method: 'DELETE', path, token: reader }, 'delete'],
      [{ method: 'POST', path: '', token: noRole, body: ecsCreation() }, 'create'],
      [{ method: 'POST', path: '', token: reader, body: ecsCreation() }, 'create'],
    ] as const;
    for (const [request, rule] of table) is(await ecsCall(world, request), wrongs.denied(rule));
  }),
  one('versions', 'version headers are ignored, whatever they say', async (world) => {
    const path = `/${await makeEcsGroup(world)}`;
    const { body } = await ecsCall(world, { path });
    for (const text of VERSIONS) {
      const headers = { 'OpenStack-API-Version': `compute ${text}`, 'X-OpenStack-Nova-API-Version': text };
      const answer = await ecsCall(world, { path, headers });
      assert.deepEqual([answer.status, answer.body], [200, body]);
      is(await ecsCall(world, { path: '/x', headers }), wrongs.noGroup('x'));
    }
  }),
];
