/** Creations that are sent again since their answer was lost. */

import assert from 'node:assert/strict';
import { named } from '../run.ts';
import { type Case, creation, EACH_CREATION, type Part, WITHOUT_VERSIONS, type World } from './case.ts';
import { isDone } from './expect.ts';
import { ownOf } from './lists.ts';
import { someServer } from './places.ts';
import { ecs, idOf, isSame, keyed, native, newKey, REUSED, type Way } from './ways.ts';
import { withQuota } from './with-quota.ts';

/** The same case on both APIs. */
const both = (
  name: string,
  what: string,
  run: (way: Way, world: World) => Promise<void>,
  { ofNative = [], ofEcs = [] }: { ofNative?: readonly Part[]; ofEcs?: readonly Part[] } = {},
): Case[] => [
  {
    id: `idempotency/${name}`,
    what: `with an Idempotency-Key, ${what}`,
    versions: EACH_CREATION,
    parts: ofNative,
    run: (world) => run(native(world), world),
  },
  {
    id: `idempotency/ecs-${name}`,
    what: `with an Idempotency-Key below /v1, ${what}`,
    versions: WITHOUT_VERSIONS,
    parts: ['ecs', ...ofEcs],
    run: (world) => run(ecs(world), world),
  },
];

const MALFORMED: readonly (readonly [key: string | readonly string[], shown: string, reason: string])[] = [
  ['', '', "'' is too short"],
  ...['a b', 'a\tb', 'k\u00e9y', 'a, b'].map(
    (key) => [key, key, `'${key.replace('\t', '\\t')}' does not match '^[!-~]+$'`] as const,
  ),
  [['a', 'b'], 'a, b', "'a, b' does not match '^[!-~]+$'"],
  ['k'.repeat(256), `${'k'.repeat(200)}…`, `'${'k'.repeat(187)}… is too long`],
];

export const idempotency: readonly Case[] = [
  ...both('repeat', 'a repeated creation has the answer of the first one, and makes nothing', async (way) => {
    const key = newKey();
    const first = await way.post(key);
    const id = idOf(first);
    for (const _ of [1, 2, 3]) isSame(await way.post(key), first);
    const next = idOf(await way.post(newKey()));
    const listed = (await way.list()).map((each) => ({ id: each }));
    assert.deepEqual(ownOf(listed, [id, next]), [id, next]);
  }),
  ...both(
    'changed',
    'the answer shows the group as it was made, whatever became of it',
    async (way) => {
      const key = newKey();
      const first = await way.post(key);
      const id = idOf(first);
      assert.equal((await way.join(id, someServer())).status, 200);
      isSame(await way.post(key), first);
      isDone(await way.call('DELETE', `/${id}`));
      isSame(await way.post(key), first);
      assert.ok(!(await way.list()).includes(id), 'it is not made again');
    },
    { ofNative: ['members'] },
  ),
  ...both('value', 'white space and the order of keys do not matter', async (way) => {
    const key = newKey();
    const first = await way.post(key);
    const { server_group } = way.creation();
    const reversed = Object.fromEntries(Object.entries(server_group).reverse());
    isSame(await way.post(key, { server_group: reversed }), first);
    isSame(await way.post(key, ` ${JSON.stringify(way.creation(), null, 2)}\n`), first);
  }),
  ...both('other-body', 'another body is refused, and the first one is still answered', async (way) => {
    const key = newKey();
    const first = await way.post(key);
    for (const body of [
      way.creation(named('other')),
      way.creation(named('Test')),
      way.creation(named(), 'affinity'),
    ]) {
      way.isRefused(await way.post(key, body), 409, REUSED);
    }
    isSame(await way.post(key), first);
  }),
  ...both(
    'failure',
    'a creation that failed may be tried again, in other words too',
    async (way, world) => {
      const key = newKey();
      assert.equal((await way.post(key, {})).status, 400);
      assert.equal((await way.post(key, '{')).status, 400);
      assert.equal((await way.post(key, undefined, world.tokens.reader)).status, 403);
      await withQuota(world, { server_groups: 0 }, async () => {
        assert.match((await way.post(key)).body, /Quota exceeded, too many server groups\./);
      });
      const first = await way.post(key, way.creation(named('other')));
      idOf(first);
      isSame(await way.post(key, way.creation(named('other'))), first);
      await withQuota(world, { server_groups: 0 }, async () => {
        isSame(await way.post(key, way.creation(named('other'))), first);
      });
    },
    { ofNative: ['quotas'], ofEcs: ['quotas'] },
  ),
  ...both('malformed', 'a key that is none is refused', async (way) => {
    for (const [key, shown, reason] of MALFORMED) {
      const message = `Invalid input for header Idempotency-Key. Value: ${shown}. ${reason}`;
      way.isRefused(await way.post(key), 400, message);
    }
  }),
  ...both('any-sign', 'each visible sign may be in a key, upper and lower case differ', async (way) => {
    const signs = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join('');
    const key = `${newKey()}${signs}`.padEnd(255, 'k');
    const first = await way.post(key);
    idOf(first);
    isSame(await way.post(key), first);
    assert.notEqual(idOf(await way.post(key.toUpperCase())), idOf(first));
  }),
  ...both('projects', 'the keys of projects have nothing to do with each other', async (way, world) => {
    const key = newKey();
    const first = await way.post(key);
    const body = creation('2.1');
    const path = '/v2.1/os-server-groups';
    const theirs = { method: 'POST', path, body, ...keyed(key, world.tokens.otherProject) };
    assert.notEqual(idOf(await world.send(theirs)), idOf(first));
    isSame(await way.post(key), first);
    isSame(await way.post(key, undefined, world.tokens.admin), first);
  }),
  ...both(
    'at-once',
    'of many creations at once one makes a group, and all are answered with it',
    async (way) => {
      const key = newKey();
      const answers = await Promise.all(Array.from({ length: 12 }, () => way.post(key)));
      assert.equal(new Set(answers.map(idOf)).size, 1);
      const others = await Promise.all(
        Array.from({ length: 6 }, (_, index) => way.post(`${key}-2`, way.creation(named(`${index % 2}`)))),
      );
      const names = others.filter(({ status }) => status === 200);
      assert.deepEqual([names.length, new Set(names.map(idOf)).size], [3, 1]);
      for (const answer of others.filter(({ status }) => status !== 200)) way.isRefused(answer, 409, REUSED);
    },
  ),
];
