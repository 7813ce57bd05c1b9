/** How much a project may have, and how much it has. */

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Answer, type Case, EVERY, LEGACY, since, type World } from './case.ts';
import { isFault, isOk } from './expect.ts';

export const sets = '/os-quota-sets';
const BIG = 2_147_483_647;

export const bodyOf = (answer: Answer): Record<string, Record<string, unknown>> => {
  isOk(answer);
  return JSON.parse(answer.body);
};

export const denied = (answer: Answer, rule: string): void =>
  isFault(answer, 403, `Policy doesn't allow os_compute_api:${rule} to be performed.`);

/** A project that nobody else has heard of. */
const someProject = () => randomUUID().replaceAll('-', '');

export const set = ({ call, tokens }: World, project: string, quotas: unknown): Promise<Answer> =>
  call({ method: 'PUT', path: `${sets}/${project}`, body: { quota_set: quotas }, token: tokens.admin });

export const show = async ({ call, tokens }: World, project: string) =>
  bodyOf(await call({ path: `${sets}/${project}`, token: tokens.admin })).quota_set;

export const defaults = async ({ call, tokens }: World, project: string) =>
  bodyOf(await call({ path: `${sets}/${project}/defaults`, token: tokens.admin })).quota_set;

interface Refusal {
  readonly quotas: unknown;
  readonly says: string;
}

const groups = (value: unknown, reason: string): Refusal => ({
  quotas: { server_groups: value },
  says: `Invalid input for field/attribute server_groups. Value: ${typeof value === 'string' ? value : JSON.stringify(value)}. ${reason}`,
});

const refusals: readonly Refusal[] = [
  groups(-2, '-2 is less than the minimum of -1'),
  groups('-2', '-2 is less than the minimum of -1'),
  groups(BIG + 1, '2147483648 is greater than the maximum of 2147483647'),
  groups('x', "'x' does not match '^-?[0-9]+$'"),
  groups('', "'' does not match '^-?[0-9]+$'"),
  groups(1.5, "1.5 is not of type 'integer', 'string'"),
  groups(null, "None is not of type 'integer', 'string'"),
  groups(true, "True is not of type 'integer', 'string'"),
  {
    quotas: [],
    says: "Invalid input for field/attribute quota_set. Value: []. [] is not of type 'object'",
  },
];

export const quotas: readonly Case[] = [
  {
    id: 'quotas/defaults',
    what: 'a project without quotas of its own has the defaults',
    versions: EVERY,
    run: async (world) => {
      const project = someProject();
      const shown = await show(world, project);
      assert.deepEqual(Object.keys(shown ?? {}), ['id', 'server_groups', 'server_group_members']);
      assert.equal(shown?.id, project);
      assert.deepEqual(shown, await defaults(world, project));
    },
  },
  {
    id: 'quotas/set-and-reset',
    what: 'an administrator sets a quota, as a number or as digits; others stay; reset brings the defaults back',
    versions: EVERY,
    run: async (world) => {
      const project = someProject();
      const before = await defaults(world, project);
      const members = before?.server_group_members;
      for (const [value, number] of [
        [20, 20],
        ['30', 30],
        [-1, -1],
        [0, 0],
        ['-1', -1],
        [BIG, BIG],
      ] as const) {
        const answer = bodyOf(await set(world, project, { server_groups: value }));
        assert.deepEqual(answer, { quota_set: { server_groups: number, server_group_members: members } });
        assert.deepEqual(await show(world, project), {
          id: project,
          server_groups: number,
          server_group_members: members,
        });
      }
      bodyOf(await set(world, project, { server_group_members: 3 }));
      assert.deepEqual(await show(world, project), {
        id: project,
        server_groups: BIG,
        server_group_members: 3,
      });
      assert.deepEqual(await defaults(world, project), before);
      const path = `${sets}/${project}`;
      const reset = await world.call({ method: 'DELETE', path, token: world.tokens.admin });
      assert.deepEqual([reset.status, reset.body], [202, '']);
      assert.deepEqual(await show(world, project), before);
    },
  },
  {
    id: 'quotas/refused-values',
    what: 'what is no quota is refused, and the sentence says why',
    versions: since('2.1').slice(0, 1),
    run: async (world) => {
      const project = someProject();
      for (const { quotas: wrong, says } of refusals) isFault(await set(world, project, wrong), 400, says);
    },
  },
  {
    id: 'quotas/other-resources',
    what: 'quotas of other resources are refused, and nothing is set',
    versions: since('2.1').slice(0, 1),
    run: async (world) => {
      const project = someProject();
      const extra = await set(world, project, { cores: 5, server_groups: 1 });
      const says =
        'Invalid input for field/attribute quota_set. Value: {"cores":5,"server_groups":1}. ' +
        "Additional properties are not allowed ('cores' was unexpected)";
      isFault(extra, 400, says);
      assert.deepEqual(await show(world, project), await defaults(world, project));
    },
  },
  {
    id: 'quotas/legacy-unknown-keys',
    what: 'below /v2 quotas of other resources are passed over',
    versions: [LEGACY],
    run: async (world) => {
      const project = someProject();
      bodyOf(await set(world, project, { cores: 5, server_groups: 7 }));
      assert.equal((await show(world, project))?.server_groups, 7);
      const { call, tokens } = world;
      await call({ method: 'DELETE', path: `${sets}/${project}`, token: tokens.admin });
    },
  },
  {
    id: 'quotas/roles',
    what: 'whoever has a role sees the own quotas and limits, an administrator changes them and sees those of all',
    versions: ['2.1'],
    run: async ({ call, project, tokens }) => {
      const own = `${sets}/${project}`;
      const other = `${sets}/${someProject()}`;
      for (const token of [tokens.reader, tokens.member, tokens.admin]) {
        isOk(await call({ path: own, token }));
        isOk(await call({ path: `${own}/defaults`, token }));
        isOk(await call({ path: '/limits', token }));
      }
      for (const token of [tokens.reader, tokens.member]) {
        denied(await call({ path: other, token }), 'os-quota-sets:show');
        const body = { quota_set: { server_groups: -1 } };
        denied(await call({ method: 'PUT', path: own, body, token }), 'os-quota-sets:update');
        denied(await call({ method: 'DELETE', path: own, token }), 'os-quota-sets:delete');
      }
      denied(await call({ path: own, token: tokens.noRole }), 'os-quota-sets:show');
    },
  },
];
