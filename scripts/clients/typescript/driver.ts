/** Answers the calls of the tests: a line of JSON each on standard input, a line of JSON each on standard output. */

import process from 'node:process';
import { createInterface } from 'node:readline';
import {
  type Client,
  ConnectionError,
  createClient,
  Fault,
  MalformedAnswerError,
  type Member,
  type NewServerGroup,
  type ServerGroup,
  TimeoutError,
} from 'os-server-groups-client';

interface ClientOptions {
  url: string;
  token: string;
  project: string;
  microversion?: string;
  timeout?: number;
  retries?: number;
  application?: string;
}

interface Question {
  client: ClientOptions;
  call: string;
  args: {
    id: string;
    server: string;
    host: string;
    project: string;
    pageSize?: number;
    allProjects?: boolean;
    idempotencyKey?: string;
    server_groups?: number;
    server_group_members?: number;
  } & NewServerGroup;
}

const GROUP = [
  ...['id', 'name', 'policy', 'policies', 'rules', 'members', 'metadata'],
  ...['project_id', 'user_id'],
];

/** The fields that the model knows, in the form of the API. */
const known = (value: object, fields: readonly string[]) =>
  Object.fromEntries(Object.entries(value).filter(([field]) => fields.includes(field)));
const groupOf = (group: ServerGroup) => {
  // Before 2.64 there are no rules.
  const { rules, ...others }: { rules?: object } = known(group, GROUP);
  return { ...others, ...(rules && { rules: known(rules, ['max_server_per_host']) }) };
};
const memberOf = (member: Member) => known(member, ['server_id', 'host']);

const collect = async <Value, Result>(values: AsyncIterable<Value>, change: (value: Value) => Result) => {
  const all: Result[] = [];
  for await (const value of values) all.push(change(value));
  return all;
};

const calls: Record<string, (client: Client, args: Question['args']) => Promise<unknown>> = {
  create: async ({ groups }, { idempotencyKey, ...group }) =>
    groupOf(await groups.create(group, { idempotencyKey })),
  show: async ({ groups }, { id }) => groupOf(await groups.get(id)),
  list: async ({ groups }, options) => collect(groups.list(options), groupOf),
  delete: async ({ groups }, { id }) => groups.delete(id),
  claim: async ({ groups }, { id, server, host }) => memberOf(await groups.claim(id, server, host)),
  release: async ({ groups }, { id, server }) => groups.release(id, server),
  members: async ({ groups }, { id, pageSize }) => collect(groups.members(id, { pageSize }), memberOf),
  showQuotas: async ({ quotas }, { project }) =>
    known(await quotas.get({ project }), ['id', 'server_groups', 'server_group_members']),
  setQuotas: async ({ quotas }, { project, ...changes }) =>
    known(await quotas.set(changes, { project }), ['server_groups', 'server_group_members']),
  limits: async ({ quotas }) =>
    known(await quotas.limits(), ['maxServerGroups', 'maxServerGroupMembers', 'totalServerGroupsUsed']),
};

const failureOf = (error: unknown) => {
  if (error instanceof Fault) {
    const { status, name, message, requestId = null } = error;
    return { fault: { status, name: name === '' ? null : name, message, requestId } };
  }
  if (error instanceof TimeoutError) return { failure: 'timeout' };
  if (error instanceof ConnectionError) return { failure: 'connection' };
  if (error instanceof MalformedAnswerError) return { failure: 'malformed' };
  return { error: String(error) };
};

const answer = async ({ client: { timeout = 30, ...settings }, call, args }: Question) => {
  const client = createClient({ ...settings, timeout: Math.round(timeout * 1000) });
  return { value: (await calls[call]?.(client, args)) ?? null };
};

for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await answer(JSON.parse(line)).catch(failureOf)));
