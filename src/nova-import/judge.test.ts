import assert from 'node:assert/strict';
import test from 'node:test';
import { judgeGroup, judgeQuota } from './judge.ts';
import type { StagedGroup, StagedMember, StagedPolicy, StagedQuota } from './staging.ts';

const ID = '5b9b3f3c-9a44-4f0e-8a5f-111111111111';
const SERVER = '5b9b3f3c-9a44-4f0e-8a5f-222222222222';
const OTHER = '5b9b3f3c-9a44-4f0e-8a5f-333333333333';

const group = (changes: Partial<StagedGroup> = {}): StagedGroup => ({
  ...{ number: 1, uuid: ID, name: 'name', project: 'project', user: 'user', deleted: null, repeats: 0 },
  ...changes,
});
const policy = (changes: Partial<StagedPolicy> = {}): StagedPolicy => ({
  ...{ policy: 'anti-affinity', rules: null, deleted: null },
  ...changes,
});
const member = (changes: Partial<StagedMember> = {}): StagedMember => ({
  ...{ server: SERVER, deleted: null, gone: 0 },
  ...changes,
});

interface Case {
  readonly what: string;
  readonly group?: Partial<StagedGroup>;
  readonly policies?: readonly Partial<StagedPolicy>[];
  /** Why it is left out; undefined where it is not. */
  readonly reason?: string;
  /** What of it was refused. */
  readonly value?: string;
}

const most = (value: unknown): readonly Partial<StagedPolicy>[] => [
  { rules: JSON.stringify({ max_server_per_host: value }) },
];
const CASES: readonly Case[] = [
  { what: 'a plain one' },
  { what: 'one that says that it is not deleted', group: { deleted: '0' } },
  { what: 'a deleted one', group: { deleted: '7' }, reason: 'deleted-in-nova' },
  { what: 'a deleted one of PostgreSQL', group: { deleted: 't' }, reason: 'deleted-in-nova' },
  { what: 'no id', group: { uuid: null }, reason: 'id-is-no-uuid' },
  { what: 'an id without hyphens', group: { uuid: ID.replaceAll('-', '') }, reason: 'id-is-no-uuid' },
  { what: 'an id for the second time', group: { repeats: 1 }, reason: 'id-in-use' },
  { what: 'no name', group: { name: null }, reason: 'name' },
  { what: 'an empty name', group: { name: '' }, reason: 'name', value: '' },
  { what: 'the longest name', group: { name: '🖥'.repeat(255) } },
  { what: 'a longer name', group: { name: 'a'.repeat(256) }, reason: 'name', value: 'a'.repeat(256) },
  {
    what: 'a line feed at the end of the name, which Nova takes',
    group: { name: 'a\n' },
    reason: 'name',
    value: 'a\n',
  },
  { what: 'no project', group: { project: null }, reason: 'project' },
  { what: 'an empty project', group: { project: '' }, reason: 'project', value: '' },
  { what: 'no user', group: { user: null }, reason: 'user' },
  { what: 'no policy', policies: [], reason: 'no-policy' },
  { what: 'a policy that is null', policies: [{ policy: null }], reason: 'no-policy' },
  { what: 'a deleted policy', policies: [{ deleted: '1' }], reason: 'no-policy' },
  {
    what: 'the policy of old versions',
    policies: [{ policy: 'legacy' }],
    reason: 'unknown-policy',
    value: 'legacy',
  },
  {
    what: 'a policy that objects have anyway',
    policies: [{ policy: 'toString' }],
    reason: 'unknown-policy',
    value: 'toString',
  },
  ...['affinity', 'soft-affinity', 'soft-anti-affinity'].flatMap((name): Case[] => [
    { what: name, policies: [{ policy: name, rules: '{}' }] },
    {
      what: `${name} with rules`,
      policies: [{ policy: name, rules: '{"max_server_per_host":"1"}' }],
      reason: 'rules',
      value: `${name} {"max_server_per_host":"1"}`,
    },
  ]),
  ...['', '{}', 'null'].map((rules): Case => ({ what: `rules "${rules}"`, policies: [{ rules }] })),
  ...[0, -1, 1.5, 2_147_483_648, '0', '', '-1', '1.5', '1e3', null, [], '9'.repeat(40)].map(
    (value): Case => ({
      what: `max_server_per_host ${JSON.stringify(value)}`,
      policies: most(value),
      reason: 'rules',
      value: `anti-affinity ${most(value)[0]?.rules}`,
    }),
  ),
  {
    what: 'an unknown rule',
    policies: [{ rules: '{"max_server_per_rack": 1}' }],
    reason: 'rules',
    value: 'anti-affinity {"max_server_per_rack": 1}',
  },
  { what: 'rules that are no JSON', policies: [{ rules: '{' }], reason: 'rules', value: 'anti-affinity {' },
  { what: 'rules that are a list', policies: [{ rules: '[]' }], reason: 'rules', value: 'anti-affinity []' },
];

for (const { what, group: changes, policies = [{}], reason, value = null } of CASES) {
  test(`a group of Nova is ${reason === undefined ? 'taken' : 'left out'}: ${what}`, () => {
    const staged = group(changes);
    const judged = judgeGroup(staged, policies.map(policy), [member()], new Map());
    if (reason === undefined) {
      const { name, project: project_id, user: user_id } = staged;
      const expected = { id: ID, name, policy: policy(policies[0]).policy, rules: {}, members: [SERVER] };
      assert.deepEqual(judged, { group: { ...expected, project_id, user_id }, leftOut: [] });
    } else {
      const id = staged.uuid ?? '';
      const { project, name } = staged;
      const leftOut = { what: 'server group', id, group: null, name, project, reason, value };
      assert.deepEqual(judged, { leftOut: [leftOut] });
    }
  });
}

test('rules are numbers, however Nova keeps them', () => {
  for (const [value, number] of [
    ['3', 3],
    ['003', 3],
    [3, 3],
    [3.0, 3],
    [2_147_483_647, 2_147_483_647],
  ]) {
    const { group: judged } = judgeGroup(group(), most(value).map(policy), [], new Map());
    assert.deepEqual(judged?.rules, { max_server_per_host: number });
  }
});

test('of several policies the first counts, as in Nova, and the others are told', () => {
  const policies = [{ policy: 'affinity', deleted: '1' }, {}, { policy: 'affinity' }].map(policy);
  const { group: judged, leftOut } = judgeGroup(group(), policies, [], new Map());
  assert.equal(judged?.policy, 'anti-affinity');
  assert.deepEqual(
    leftOut.map(({ what, id, reason }) => [what, id, reason]),
    [['policy', 'affinity', 'further-policy']],
  );
});

test('ids are written in lower case, and a server is in one group of the project only: the first that has it', () => {
  const taken = new Map([[OTHER, 'another group']]);
  const members = [
    { server: SERVER.toUpperCase() },
    { server: SERVER },
    { server: OTHER },
    { server: 'web-1' },
    { server: null },
    { server: OTHER, deleted: '1' },
    { gone: 1 },
  ];
  const judged = judgeGroup(group({ uuid: ID.toUpperCase() }), [policy()], members.map(member), taken);
  assert.deepEqual([judged.group?.id, judged.group?.members], [ID, [SERVER]]);
  assert.deepEqual(
    judged.leftOut.map(({ id, reason, name, value }) => [id, reason, name, value]),
    [
      [SERVER, 'repeated', 'name', null],
      [OTHER, 'in-another-group', 'name', 'another group'],
      ['web-1', 'id-is-no-uuid', 'name', null],
      ['', 'id-is-no-uuid', 'name', null],
      [OTHER, 'deleted-in-nova', 'name', null],
      [SERVER, 'server-deleted', 'name', null],
    ],
  );
  assert.equal(taken.get(SERVER), ID);
});

test('a quota of Nova is a number from -1 on, or null for no limit', () => {
  const quota = (changes: Partial<StagedQuota>) =>
    judgeQuota({ project: 'p', resource: 'server_groups', hardLimit: '5', deleted: '0', ...changes });
  const cases: readonly (readonly [Partial<StagedQuota>, unknown])[] = [
    [{}, 5],
    [{ hardLimit: null }, -1],
    [{ hardLimit: '-1' }, -1],
    [{ hardLimit: '0' }, 0],
    [{ hardLimit: '-2' }, 'limit'],
    [{ hardLimit: '2147483648' }, 'limit'],
    [{ hardLimit: '1.5' }, 'limit'],
    [{ hardLimit: 'many' }, 'limit'],
    [{ project: null }, 'project'],
    [{ deleted: '3' }, 'deleted-in-nova'],
  ];
  for (const [changes, expected] of cases) assert.equal(quota(changes), expected, JSON.stringify(changes));
});
