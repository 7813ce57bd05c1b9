/** Random histories, after which a store must be as the model (`model.ts`) is, and every rule must hold. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import fc from 'fast-check';
import { createModel, type Modelled } from './model.ts';
import { KEPT_FOR, type Scope } from './store.ts';
import { type OpenForTest, placesOf, UNKNOWN_ID } from './suite-common.ts';

/** A call of a store, with names of its own for projects and groups ('group 0' is the first that was made). */
type Step = readonly [name: keyof Modelled, ...values: unknown[]];
type Names = Map<string, string>;

const PROJECTS = ['project a', 'project b'];
// What is listed more than once is wanted more often: most calls should reach a group, and many a full host.
const project = fc.constantFrom('project a', 'project a', 'project b');
const scope = fc.constantFrom(null, null, null, null, 'project a', 'project b');
const anyGroup = fc.constantFrom('group 0', 'group 1', 'group 2', 'group 3', 'import 0', 'import 1');
const group = fc.oneof({ weight: 2, arbitrary: fc.constantFrom('group 0', 'group 1') }, anyGroup);
const server = fc.constantFrom('s0', 's1', 's2', 's3');
const host = fc.constantFrom('h0', 'h0', 'h0', 'h1', 'h2');
const quota = fc.constantFrom(-1, -1, -1, 3, 2, 1, 0);
const name = <Name extends keyof Modelled>(text: Name) => fc.constant(text);
const newGroup = fc
  .record({
    name: fc.constant('test'),
    policy: fc.constantFrom('anti-affinity', 'anti-affinity', 'anti-affinity', 'affinity', 'soft-affinity'),
    most: fc.option(fc.integer({ min: 1, max: 2 })),
    project_id: project,
    user_id: fc.constant('user'),
  })
  .map(({ most, ...rest }) => {
    const hasRule = most !== null && rest.policy === 'anti-affinity';
    return { ...rest, rules: hasRule ? { max_server_per_host: most } : {} };
  });
const idempotency = fc.record({
  key: fc.constantFrom('k0', 'k1'),
  fingerprint: fc.constantFrom('f0', 'f1'),
  now: fc.constantFrom(0, KEPT_FOR - 1, KEPT_FOR),
});
const quotas = fc.record({ serverGroups: quota, serverGroupMembers: quota }, { requiredKeys: [] });
const imported = fc
  .record({
    project,
    groups: fc.array(
      fc.record({
        id: fc.constantFrom('import 0', 'import 1', 'group 0'),
        name: fc.constant('test'),
        policy: fc.constant('anti-affinity'),
        rules: fc.constant({}),
        members: fc.array(server, { maxLength: 3 }),
        user_id: fc.constant('user'),
      }),
      { maxLength: 3 },
    ),
    quotas,
  })
  .map(({ project, groups, quotas }) => ({
    project,
    groups: groups.map(({ user_id, ...group }) => ({ ...group, project_id: project, user_id })),
    quotas,
  }));

const making = fc.tuple(name('create'), newGroup, fc.constant(-1));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(name('create'), newGroup, quota) },
  { weight: 3, arbitrary: fc.tuple(name('create'), newGroup, quota, idempotency) },
  { weight: 1, arbitrary: fc.tuple(name('delete'), anyGroup, scope) },
  { weight: 4, arbitrary: fc.tuple(name('addMember'), group, server, scope, quota) },
  { weight: 24, arbitrary: fc.tuple(name('claim'), group, server, host, scope, quota) },
  { weight: 4, arbitrary: fc.tuple(name('removeMember'), group, server, scope) },
  { weight: 1, arbitrary: fc.tuple(name('setQuotas'), project, quotas, fc.boolean()) },
  { weight: 1, arbitrary: fc.tuple(name('resetQuotas'), project) },
  { weight: 2, arbitrary: fc.tuple(name('import'), imported, fc.boolean()) },
);
const history = fc
  .tuple(
    fc.array(making, { minLength: 2, maxLength: 3, size: 'max' }),
    fc.array(step, { maxLength: 60, size: 'max' }),
  )
  .map(([first, rest]): Step[] => [...first, ...rest]);

const take = (store: Modelled, [name, ...values]: Step, names: Names): Promise<unknown> => {
  const real = JSON.parse(JSON.stringify(values), (_, value) => names.get(value) ?? value) as unknown[];
  return (store[name] as (...values: unknown[]) => Promise<unknown>)(...real);
};

/** All that can be read, page by page where there are pages. */
const observe = async (store: Modelled, projects: string[], ids: string[]) => {
  const scopes: Scope[] = [...projects, null];
  const ofGroups = ids.flatMap((id) =>
    scopes.flatMap((scope) => [
      store.get(id, scope),
      store.exists(id, scope),
      ...[undefined, 's0', 's1'].map((marker) => store.members(id, scope, { marker, limit: 2 })),
    ]),
  );
  const ofProjects = projects.flatMap((project) => [
    store.usage(project),
    ...[undefined, ...ids].map((marker) => store.list({ project, marker, offset: 0, limit: 2 })),
  ]);
  return Promise.all([...ofGroups, ...ofProjects]);
};

/** What must hold of a store whatever the model says. */
const assertRules = async (store: Modelled, project: string): Promise<void> => {
  const { groups } = await store.list({ project, offset: 0, limit: 100 });
  assert.equal((await store.usage(project)).serverGroups, groups.length);
  const servers = groups.flatMap(({ members }) => members);
  assert.equal(new Set(servers).size, servers.length, 'A server is in two groups of a project.');
  for (const { id, policy, rules, members } of groups) {
    const places = await placesOf(store, id);
    assert.deepEqual(Object.keys(places), members.toSorted());
    const { fullest = Number.NaN } = (await store.members(id, project, { limit: 0 })) ?? {};
    if (policy === 'anti-affinity') assert.ok(fullest <= (rules.max_server_per_host ?? 1));
  }
};

export const modelSuite = (open: OpenForTest, numRuns: number): void => {
  test('after any history the store is as the model of the rules, and no host holds too many', async (t) => {
    const { store } = await open(t);
    let histories = 0;
    // All in one store, since to open one takes longer than a history: each has projects of its own.
    const property = fc.asyncProperty(history, async (steps) => {
      histories += 1;
      const projects = PROJECTS.map((name) => `${histories} ${name}`);
      const names: Names = new Map(PROJECTS.map((name, index) => [name, projects[index] ?? '']));
      for (const index of [0, 1, 2, 3]) names.set(`group ${index}`, UNKNOWN_ID);
      const ids: string[] = [];
      const imports = [0, 1].map((index) => [`import ${index}`, randomUUID()] as const);
      for (const [name, id] of imports) names.set(name, id);
      const model = createModel(() => ids.at(-1) ?? '');
      for (const step of steps) {
        const answer = await take(store, step, names);
        if (typeof answer === 'object' && answer !== null && 'id' in answer) {
          const id = String(answer.id);
          if (id > (ids.at(-1) ?? '')) names.set(`group ${ids.push(id) - 1}`, id);
        }
        assert.deepEqual(answer, await take(model, step, names), `The answer of ${JSON.stringify(step)}`);
      }
      const all = [...ids, ...imports.map(([, id]) => id)];
      assert.deepEqual(await observe(store, projects, all), await observe(model, projects, all));
      for (const project of projects) await assertRules(store, project);
    });
    await fc.assert(property, { numRuns });
  });
};
