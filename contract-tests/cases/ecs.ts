/** The API of Huawei Cloud and Open Telekom Cloud below `/v1`, as its clients see it. */

import assert from 'node:assert/strict';
import { named } from '../run.ts';
import type { Answer, Request, World } from './case.ts';
import { echoesNothing, hasRequestId, isJson, isOfType, isOk, traitsOf, wordedBy } from './expect.ts';

export const ecsPath = (project: string, rest = ''): string =>
  `/v1/${project}/cloudservers/os-server-groups${rest}`;

/** Sends a request below the groups of the project of the tokens. */
export const ecsCall = ({ send, project }: World, { path, ...request }: Request): Promise<Answer> =>
  send({ ...request, path: ecsPath(project, path) });

export const ecsCreation = (name: unknown = named(), policy = 'anti-affinity') => ({
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

export const makeEcsGroup = async (world: World): Promise<string> =>
  ecsGroupOf(await ecsCall(world, { method: 'POST', path: '', body: ecsCreation() })).id;

/** All groups that a list has, page by page. */
export const listAllEcs = async (world: World, query = '', token?: string): Promise<EcsGroup[]> => {
  const found = new Map<string, EcsGroup>();
  for (let next = query; ; ) {
    const answer = await ecsCall(world, { path: `?${next}`, ...(token && { token }) });
    const { server_groups, page_info } = ecsListOf(answer);
    for (const group of server_groups) {
      assert.ok(!found.has(group.id), `the list has the group ${group.id} twice`);
      found.set(group.id, group);
    }
    if (page_info === undefined) return [...found.values()];
    assert.equal(
      page_info.next_marker,
      server_groups.at(-1)?.id,
      'the next page begins after the last group',
    );
    // Of a parameter that is there twice the last one counts.
    next = `${query}&marker=${page_info.next_marker}`;
  }
};

/** A group as it must be below `/v1`. */
export const ecsGroupAs = (
  id: string,
  policy = 'anti-affinity',
  members: readonly string[] = [],
): object => ({
  id,
  name: named(),
  policies: [policy],
  members,
  metadata: {},
});

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
  if (traitsOf(answer).form === 'gateway') return;
  assert.deepEqual(answer.headers['x-request-id'], answer.headers['x-openstack-request-id']);
};

/** The answer is a success that has nothing to say. */
export const isAccepted = (answer: Answer): void => {
  const { status, body, headers } = answer;
  assert.deepEqual([status, body], [200, '']);
  if (traitsOf(answer).form === 'exact') assert.equal(headers['content-type'], undefined);
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
  isJson(answer, { status, servers });
};

/** A code of the family: which one stands where is up to the server, unless it is that of this project. */
const CODE = /^[A-Z][A-Za-z]+\.\d{4}$/;

/** The answer is this fault in the form of the family, to the letter, or as its server may word it. */
export const isEcsFault = (answer: Answer, status: number, code: string, message: string): void => {
  const traits = traitsOf(answer);
  assert.equal(answer.status, status, answer.body);
  hasEcsRequestId(answer);
  echoesNothing(answer);
  if (traits.form === 'gateway' && status === 401) return;
  const came = JSON.parse(answer.body).error ?? {};
  const worded = wordedBy(traits, message, came.message);
  const isFree = traits.messages === 'free' && CODE.test(came.code);
  isJson(answer, { error: { code: isFree ? came.code : code, message: worded } });
  isOfType(answer, 'application/json; charset=UTF-8');
};

/** There is no such group; the family knows two statuses for that. */
export const isNoEcsGroup = (answer: Answer, group: string): void => {
  const isFree = traitsOf(answer).messages === 'free' && answer.status === 400;
  isEcsFault(answer, isFree ? 400 : 404, 'Ecs.0313', `Instance group ${group} could not be found.`);
};

export const inOtherGroup = (server: string, group: string): string =>
  `The server ${server} is in server group ${group}, and a server is in one group at most. Remove it there first.`;

export const QUOTA_OF_MEMBERS = 'Quota exceeded, too many servers in group';
