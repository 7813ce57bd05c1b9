/** The service as a case may meet it elsewhere: beside groups of others, which come and go, with room for two groups more. */

import assert from 'node:assert/strict';
import type { Case } from '../contract-tests/cases/case.ts';
import { openTransport, type Transport } from '../contract-tests/cases/transport.ts';
import { type Exchange, openWorld } from '../contract-tests/cases/world.ts';
import { isOfThisRun } from '../contract-tests/run.ts';
import { OTHER_PROJECT, PROJECT, startApp } from './app.fixture.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';

/** How many groups a case may have in a project at once. */
const MOST = 2;
const TIMEOUT = 30_000;

const foreign = (name: string, policy: 'anti-affinity' | 'soft-affinity', project: string) => ({
  name,
  policy,
  rules: {},
  project_id: project,
  user_id: 'someone',
});

/** Groups that stay, and must be the same in the end. */
const LASTING = [
  foreign('db', 'anti-affinity', PROJECT),
  foreign('web', 'soft-affinity', PROJECT),
  foreign('osgv', 'anti-affinity', OTHER_PROJECT),
];
/** So many others come and go in the project, the oldest first. */
const PASSING = 2;
const QUOTA = LASTING.filter(({ project_id }) => project_id === PROJECT).length + PASSING + MOST;

const isGroup = (outcome: Awaited<ReturnType<Store['create']>>) => typeof outcome !== 'string';

/** Replaces the oldest of the passing groups by a new one, unless there is a quota that would not let it in again. */
const passBy = (store: Store, objections: string[]) => {
  const passing: string[] = [];
  let last: Promise<void> = Promise.resolve();
  const make = async () => {
    const made = await store.create(foreign('passing', 'anti-affinity', PROJECT), -1);
    if (typeof made !== 'string') passing.push(made.id);
  };
  const replace = async () => {
    if ((await store.usage(PROJECT)).quotas.serverGroups !== undefined) return;
    const oldest = passing.shift() ?? '';
    if (!(await store.delete(oldest, PROJECT))) objections.push('a group of others was deleted');
    await make();
  };
  return {
    start: async () => {
      while (passing.length < PASSING) await make();
    },
    next: () => {
      last = last.then(replace);
      return last;
    },
    ids: (): readonly string[] => passing,
  };
};

/** The store, with an eye on what the cases do. */
const watch = (store: Store, objections: string[], next: () => Promise<void>) => {
  const withQuotas = new Set<string>();
  const watched: Partial<Store> = {
    ...store,
    create: async (group, ...more) => {
      const made = await store.create(group, ...more);
      if (isGroup(made) && !isOfThisRun(group.name)) objections.push(`a group was made: ${group.name}`);
      const { groups } = await store.list({ project: group.project_id, offset: 0, limit: 1000 });
      const own = groups.filter(({ name }) => isOfThisRun(name)).length;
      if (own > MOST) objections.push(`there are ${own} groups at once in the project ${group.project_id}`);
      await next();
      return made;
    },
    list: async (page) => {
      const listed = await store.list(page);
      await next();
      return listed;
    },
    setQuotas: (project, ...more) => {
      withQuotas.add(project);
      return store.setQuotas(project, ...more);
    },
    resetQuotas: (project) => {
      withQuotas.delete(project);
      return store.resetQuotas(project);
    },
  };
  return { watched, withQuotas };
};

/** What a request written by hand asks for, as far as that can be seen. */
const requestIn = (bytes: string | Uint8Array): Exchange['request'] => {
  const text = Buffer.from(bytes).toString();
  const path = /^\S+ (?:https?:\/\/[^/? ]*)?([^ ]*)/i.exec(text)?.[1] ?? '';
  return { path, headers: {} };
};

/** What a case has asked for. */
export interface Seen {
  readonly requests: readonly Exchange['request'][];
  /** The handlers of the operations. */
  readonly handlers: readonly string[];
}

export const startAmongOthers = async () => {
  const store = await openStore('sqlite::memory:');
  const objections: string[] = [];
  for (const group of LASTING) await store.create(group, -1);
  const passing = passBy(store, objections);
  await passing.start();
  const { watched, withQuotas } = watch(store, objections, passing.next);
  const service = await startApp({ store: watched, settings: { quotaServerGroups: QUOTA } });
  const everyGroup = async () => (await store.list({ project: null, offset: 0, limit: 1000 })).groups;
  const atFirst = await everyGroup();

  /** Nothing but what others have is there, and as it was. */
  const checkRest = async (): Promise<void> => {
    assert.deepEqual(objections.splice(0), []);
    assert.deepEqual([...withQuotas], [], 'the quotas are as they were');
    const isLasting = ({ name }: { name: string }) => name !== 'passing';
    const groups = await everyGroup();
    assert.deepEqual(groups.filter(isLasting), atFirst.filter(isLasting));
    assert.deepEqual(
      groups.filter((group) => !isLasting(group)).map(({ id }) => id),
      passing.ids(),
    );
  };

  const tryCase = async ({ run }: Case, version: string): Promise<Seen> => {
    const requests: Exchange['request'][] = [];
    const handlers: string[] = [];
    const overHttp = openTransport(service.url, TIMEOUT);
    const transport: Transport = {
      ...overHttp,
      raw: (bytes) => {
        requests.push(requestIn(bytes));
        return overHttp.raw(bytes);
      },
    };
    const { world, close } = openWorld(service, version, transport, ({ request, route }) => {
      requests.push(request);
      if (route !== undefined) handlers.push(route.handler);
    });
    try {
      await run(world);
    } finally {
      await close();
      transport.close();
    }
    await checkRest();
    return { requests, handlers };
  };

  return {
    /** What the service has logged at the level `warn` and above. */
    lines: service.lines,
    tryCase,
    close: async () => {
      await service.close();
      await store.close();
    },
  };
};
