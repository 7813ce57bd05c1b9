/** The API of Huawei Cloud and Open Telekom Cloud below `/v1`, as its clients see it. */

import assert from 'node:assert/strict';
import type { Answer, Request, World } from './case.ts';
import { echoesNothing, hasRequestId, isOk } from './expect.ts';

export const ecsPath = (project: string, rest = ''): string =>
  `/v1/${project}/cloudservers/os-server-groups${rest}`;

/** Sends a request below the groups of the project of the tokens. */
export const ecsCall = ({ send, project }: World, { path, ...request }: Request): Promise<Answer> =>
  send({ ...request, path: ecsPath(project, path) });

export const ecsCreation = (name: unknown = 'test', policy = 'anti-affinity') => ({
  server_group: { name, policies: [policy] },
});

export interface EcsGroup {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
}

interface EcsList {
  readonly server_groups: readonly EcsGroup[];
  readonly page_info?: { readonly next_marker: string };
}

const bodyOf = (answer: Answer) => {
  isOk(answer);
  echoesNothing(answer);
  return JSON.parse(answer.body);
};

export const ecsGroupOf = (answer: Answer): EcsGroup => bodyOf(answer).server_group;
export const ecsListOf = (answer: Answer): EcsList => bodyOf(answer);

export const makeEcsGroup = async (world: World, name?: string, token?: string): Promise<string> => {
  const body = ecsCreation(name);
  return ecsGroupOf(await ecsCall(world, { method: 'POST', path: '', body, ...(token && { token }) })).id;
};

/** A group as text, as it must be below `/v1`. */
export const ecsTextOf = (id: string, policy = 'anti-affinity', members: readonly string[] = []): string =>
  JSON.stringify({ id, name: 'test', policies: [policy], members, metadata: {} });

export const act = (
  world: World,
  group: string,
  action: 'add_member' | 'remove_member',
  server: string,
  token?: string,
): Promise<Answer> => {
  const body = { [action]: { instance_uuid: server } };
  return ecsCall(world, { method: 'POST', path: `/${group}/action`, body, ...(token && { token }) });
};

const changeAll =
  (action: string) =>
  (world: World, group: string, server_ids: readonly string[], token?: string): Promise<Answer> =>
    ecsCall(world, {
      method: 'POST',
      path: `/${group}/${action}`,
      body: { server_ids },
      ...(token && { token }),
    });
export const addMembers = changeAll('add_members');
export const removeMembers = changeAll('remove_members');

/** The id of the request stands under the family's own name too. */
const hasEcsRequestId = (answer: Answer): void => {
  hasRequestId(answer);
  assert.deepEqual(answer.headers['x-request-id'], answer.headers['x-openstack-request-id']);
};

/** The answer is a success that has nothing to say. */
export const isAccepted = (answer: Answer): void => {
  const { status, body, headers } = answer;
  assert.deepEqual([status, body, headers['content-type']], [200, '', undefined]);
  hasEcsRequestId(answer);
  echoesNothing(answer);
};

/** A server and, where it was not done, the reason. */
type Result = readonly [server: string, reason?: string];

/** The answer says what became of each server, and of all together. */
export const isResult = (answer: Answer, status: string, results: readonly Result[]): void => {
  bodyOf(answer);
  const servers = results.map(([server_id, fail_reason]) =>
    fail_reason === undefined ? { server_id, status: 'SUCCESS' } : { server_id, status: 'FAIL', fail_reason },
  );
  assert.equal(answer.body, JSON.stringify({ status, servers }));
};

/** The answer is this fault in the form of the family, to the letter. */
export const isEcsFault = (answer: Answer, status: number, code: string, message: string): void => {
  const expected = { status, body: JSON.stringify({ error: { code, message } }) };
  assert.deepEqual({ status: answer.status, body: answer.body }, expected);
  assert.deepEqual(answer.headers['content-type'], ['application/json; charset=UTF-8']);
  hasEcsRequestId(answer);
  echoesNothing(answer);
};

export const isNoEcsGroup = (answer: Answer, group: string): void =>
  isEcsFault(answer, 404, 'Ecs.0313', `Instance group ${group} could not be found.`);

export const inOtherGroup = (server: string, group: string): string =>
  `The server ${server} is in server group ${group}, and a server is in one group at most. Remove it there first.`;

export const QUOTA_OF_MEMBERS = 'Quota exceeded, too many servers in group';
