/**
 * A client with a project of its own. It knows from the answers what is in it, and of a request without an answer that what it
 * asked for is done or not.
 */

import assert from 'node:assert/strict';
import type { Random } from '../../contract-tests/fuzz/random.ts';

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly most: number;
  /** Pairs of server and host, in the order in which the servers joined. */
  readonly places: readonly (readonly [server: string, host: string])[];
}

/** All that a project has; the quota is null where it has none of its own. */
export interface Project {
  readonly quota: number | null;
  readonly groups: readonly Group[];
}

interface Operation {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly key?: string;
  /** The status of the answer, which is sure, since nobody else changes the project. */
  readonly status: number;
  /** What the project is after it; a group that is made gets this id. */
  readonly after: (project: Project, id: string) => Project;
}

/** Sends a request of an administrator with a project; rejects when there is no answer. */
export type Send = (
  project: string,
  request: Pick<Operation, 'method' | 'path' | 'body' | 'key'>,
) => Promise<{ readonly status: number; readonly body: unknown }>;

const SERVERS = ['a', 'b', 'c', 'd', 'e', 'f'].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`);
const HOSTS = ['host-1', 'host-2', 'host-3'];
const MOST_GROUPS = 5;
const NO_OWN_QUOTA = 10;

const with_ = (project: Project, changed: Group): Project => ({
  ...project,
  groups: project.groups.map((group) => (group.id === changed.id ? changed : group)),
});

const creation = (project: Project, name: string, most: number): Operation => ({
  method: 'POST',
  path: '/os-server-groups',
  body: { server_group: { name, policy: 'anti-affinity', rules: { max_server_per_host: most } } },
  key: name,
  status: project.groups.length < (project.quota ?? NO_OWN_QUOTA) ? 200 : 403,
  after: ({ quota, groups }, id) => ({ quota, groups: [...groups, { id, name, most, places: [] }] }),
});

const deletion = ({ id }: Group): Operation => ({
  method: 'DELETE',
  path: `/os-server-groups/${id}`,
  status: 204,
  after: ({ quota, groups }) => ({ quota, groups: groups.filter((group) => group.id !== id) }),
});

const claim = ({ groups }: Project, group: Group, server: string, host: string): Operation => {
  const isElsewhere = groups.some(({ id, places }) => id !== group.id && places.some(([s]) => s === server));
  const present = group.places.find(([s]) => s === server);
  const isFull = present?.[1] !== host && group.places.filter(([, h]) => h === host).length >= group.most;
  const places = present
    ? group.places.map(([s, h]) => [s, s === server ? host : h] as const)
    : [...group.places, [server, host] as const];
  return {
    method: 'PUT',
    path: `/os-server-groups/${group.id}/members/${server}`,
    body: { member: { host } },
    status: isElsewhere || isFull ? 409 : 200,
    after: (project) => with_(project, { ...group, places }),
  };
};

const release = (group: Group, server: string): Operation => ({
  method: 'DELETE',
  path: `/os-server-groups/${group.id}/members/${server}`,
  status: 204,
  after: (project) => with_(project, { ...group, places: group.places.filter(([s]) => s !== server) }),
});

const quotaChange = (project: string, quota: number | null): Operation => ({
  method: quota === null ? 'DELETE' : 'PUT',
  path: `/os-quota-sets/${project}`,
  ...(quota === null ? {} : { body: { quota_set: { server_groups: quota, force: true } } }),
  status: quota === null ? 202 : 200,
  after: ({ groups }) => ({ quota, groups }),
});

export const createClient = (name: string, send: Send, random: Random) => {
  let project: Project = { quota: null, groups: [] };
  let count = 0;
  let unanswered: Operation | undefined;
  const found = { done: 0, undone: 0 };

  const choose = (): Operation => {
    if (random.once(12)) return quotaChange(name, random.once(3) ? null : 1 + random.int(6));
    const { groups } = project;
    if (groups.length === 0 || (groups.length < MOST_GROUPS && random.once(3))) {
      return creation(project, `${name} ${++count}`, 1 + random.int(3));
    }
    const group = random.pick(groups);
    if (random.once(8)) return deletion(group);
    const server = random.pick(SERVERS);
    const isMember = group.places.some(([s]) => s === server);
    return isMember && random.once(2)
      ? release(group, server)
      : claim(project, group, server, random.pick(HOSTS));
  };

  const perform = async (operation: Operation): Promise<void> => {
    const { status, body } = await send(name, operation);
    assert.equal(status, operation.status, `${operation.method} ${operation.path}: ${JSON.stringify(body)}`);
    if (status >= 400) return;
    const id = (body as { server_group?: { id: string } } | undefined)?.server_group?.id;
    project = operation.after(project, String(id));
  };

  return {
    name,
    /** How often a request without an answer was found to be done, or not. */
    found,
    /** Sends one request; false when it was not answered. */
    once: async (): Promise<boolean> => {
      unanswered = choose();
      const sent = unanswered;
      const answered = await perform(sent).then(
        () => true,
        (error: unknown) => {
          if (error instanceof assert.AssertionError) throw error;
          return false;
        },
      );
      if (answered) unanswered = undefined;
      return answered;
    },
    /** Compares with what a store holds: all that was answered, and what was not, wholly or not at all. */
    compare: (actual: Project): void => {
      if (unanswered === undefined || unanswered.status >= 400) {
        unanswered = undefined;
        assert.deepEqual(actual, project);
        return;
      }
      const made = actual.groups.find((group) => group.name === unanswered?.key);
      const done = unanswered.after(project, made?.id ?? 'none');
      const isDone = JSON.stringify(actual) === JSON.stringify(done);
      // Says of the two the one that is nearer to a whole.
      if (!isDone) assert.deepEqual(actual, project, `not answered: ${unanswered.method} ${unanswered.path}`);
      found[isDone ? 'done' : 'undone'] += 1;
      if (isDone) project = done;
    },
    /** Sends a creation that was not answered once more, with its key: there is one group, whatever happened before. */
    retry: async (): Promise<void> => {
      const again = unanswered;
      unanswered = undefined;
      if (again?.key === undefined) return;
      const before = project.groups.find((group) => group.name === again.key);
      if (before === undefined) return perform(again);
      const { status, body } = await send(name, again);
      assert.equal(status, 200);
      assert.equal((body as { server_group: { id: string } }).server_group.id, before.id);
    },
  };
};

export type Client = ReturnType<typeof createClient>;
