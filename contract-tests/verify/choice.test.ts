/** What is tried of the spec, by the options and by what servers of a profile have. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { cases } from '../cases/all.ts';
import { readViews } from '../views.ts';
import { wantsCase, wantsOperation } from './choice.ts';
import { type Options, readOptions } from './options.ts';
import { isTriedAt, versionsToTry } from './plan.ts';
import { type Profile, profiles } from './profiles.ts';

const optionsOf = (...args: string[]): Options =>
  readOptions(['--url=http://a.example', '--token=a', ...args], {}) as Options;

const [OWN] = profiles;
/** Of a kind of servers that lack something. */
const POOR: Profile = {
  ...OWN,
  lacks: ['listMembers', 'claimMember', 'releaseMember'],
  lacksParts: ['members', 'idempotency'],
};

const plan = versionsToTry('2.103', undefined);

/** Operations of lane A as `METHOD path`, at all views. */
const operations = (options: Options, profile: Profile = OWN): string[] =>
  readViews().flatMap((view) =>
    view.operations
      .filter(({ operationId }) => wantsOperation(options, profile, operationId))
      .map(({ method, path }) => `${method} ${path}`),
  );

/** Cases of lane B as `version id`. */
const chosen = (options: Options, profile: Profile = OWN): string[] =>
  plan.flatMap((tried) =>
    cases
      .filter((one) => isTriedAt(one, tried) && wantsCase(options, profile, one, tried))
      .map(({ id }) => `${tried.version} ${id}`),
  );

test('without a choice everything is tried', () => {
  const options = optionsOf();
  assert.equal(operations(options).length, readViews().flatMap((view) => view.operations).length);
  assert.equal(
    chosen(options).length,
    plan.flatMap((tried) => cases.filter((one) => isTriedAt(one, tried))).length,
  );
});

const leftOut: readonly (readonly [
  what: string,
  args: readonly string[],
  profile: Profile,
  operation: RegExp,
  one: RegExp,
])[] = [
  ['--ecs off', ['--ecs', 'off'], OWN, / \/v1\//, / ecs-/],
  ['--legacy off', ['--legacy', 'off'], OWN, / \/v2(\/|$)/, /^2\.0 (groups|names|pages|bodies)\//],
  ['a profile', [], POOR, /\/members/, / (members|policies|member-pages|idempotency)\//],
];

for (const [what, args, profile, operation, one] of leftOut) {
  test(`${what} leaves out what it names, and nothing else`, () => {
    const [all, some] = [optionsOf(), optionsOf(...args)];
    const rest = operations(some, profile);
    const missing = operations(all).filter((each) => !rest.includes(each));
    assert.ok(missing.length > 0);
    for (const each of missing) assert.match(each, operation);
    for (const each of rest) assert.doesNotMatch(each, operation);
    assert.ok(chosen(all).some((each) => one.test(each)));
    for (const each of chosen(some, profile)) assert.doesNotMatch(each, one);
  });
}

const SHOWING = /^GET (\/v2|\/v2\.1)(\/\{project_id\})?\/os-server-groups\/\{server_group_id\}$/;

test('an operation is chosen below all its prefixes, with the cases about it', () => {
  const options = optionsOf('--operations', 'showServerGroup');
  const some = operations(options);
  for (const operation of some) assert.match(operation, SHOWING);
  for (const prefix of ['/v2', '/v2/{project_id}', '/v2.1', '/v2.1/{project_id}']) {
    assert.ok(some.includes(`GET ${prefix}/os-server-groups/{server_group_id}`), prefix);
  }
  const subjects = new Set(chosen(options).map((each) => each.replace(/^\S+ (.*)\/.*$/, '$1')));
  assert.ok(subjects.has('groups') && subjects.has('names'));
  assert.ok(!subjects.has('pages') && !subjects.has('members') && !subjects.has('quotas'));
});

test('an operation below one prefix is chosen there alone', () => {
  const paths = operations(optionsOf('--operations', 'listServerGroupsLegacyUnscoped'));
  assert.deepEqual([...new Set(paths)].length, 1);
});

test('several operations are chosen together, whichever of them a case is about', () => {
  const both = chosen(optionsOf('--operations', 'listVersions,listServerGroups'));
  for (const name of ['listVersions', 'listServerGroups']) {
    const alone = chosen(optionsOf('--operations', name));
    assert.ok(alone.length > 0);
    for (const each of alone) assert.ok(both.includes(each), each);
  }
});

test('what a profile lacks is not tried, even where it is asked for', () => {
  const options = optionsOf('--operations', 'claimMember');
  assert.ok(operations(options).length > 0 && chosen(options).length > 0);
  assert.deepEqual(operations(options, POOR), []);
  assert.deepEqual(chosen(options, POOR), []);
});
