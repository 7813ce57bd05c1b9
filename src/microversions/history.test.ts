import assert from 'node:assert/strict';
import test from 'node:test';
import type { OperationId } from '../../generated/types.ts';
import { history, translate } from './history.ts';
import { minorOf } from './negotiate.ts';

const RULES = { max_server_per_host: 3 };
const SHARED = { id: '1', name: 'n' };
const OWNERS = { project_id: 'p', user_id: 'u' };

/** A group in the words of three times; the order of the keys is the one on the wire. */
const NOW = { ...SHARED, policy: 'affinity', rules: RULES, members: ['m'], ...OWNERS };
const AT_2_13 = { ...SHARED, policies: ['affinity'], members: ['m'], metadata: {}, ...OWNERS };
const AT_2_1 = { ...SHARED, policies: ['affinity'], members: ['m'], metadata: {} };

const VERSIONS: readonly [version: string, group: object][] = [
  ['2.0', AT_2_1],
  ['2.1', AT_2_1],
  ['2.12', AT_2_1],
  ['2.13', AT_2_13],
  ['2.63', AT_2_13],
  ['2.64', NOW],
  ['2.75', NOW],
  ['2.103', NOW],
];

const links = [{ rel: 'next', href: 'h' }];

for (const [version, group] of VERSIONS) {
  test(`answers of today are told to a client of ${version} in its words`, () => {
    const same = (operation: OperationId, body: unknown, expected: unknown) =>
      assert.equal(JSON.stringify(translate(version, operation).response(body)), JSON.stringify(expected));
    same('createServerGroup', { server_group: NOW }, { server_group: group });
    same('showServerGroup', { server_group: NOW }, { server_group: group });
    same('listServerGroups', { server_groups: [NOW, NOW] }, { server_groups: [group, group] });
    const list = { server_groups: [NOW], server_groups_links: links };
    same('listServerGroups', list, { server_groups: [group], server_groups_links: links });
    same('listServerGroups', { server_groups: [] }, { server_groups: [] });
    same('deleteServerGroup', undefined, undefined);
    same('showVersion', { version: 1 }, { version: 1 });
  });

  test(`a creation of ${version} is understood as one of today`, () => {
    const today = { server_group: { name: 'n', policy: 'affinity' } };
    const old = { server_group: { name: 'n', policies: ['affinity'] } };
    const sent = minorOf(version) < 64 ? old : today;
    assert.deepEqual(translate(version, 'createServerGroup').request(sent), today);
    for (const operation of ['showServerGroup', 'listServerGroups', 'deleteServerGroup'] as const) {
      assert.equal(translate(version, operation).request(null), null);
    }
  });
}

test('unknown keys, which the legacy dialect lets through, do not reach the handler', () => {
  const server_group = { name: 'n', policies: ['affinity'], policy: 5, rules: [], x: 1 };
  assert.deepEqual(translate('2.0', 'createServerGroup').request({ server_group, y: 2 }), {
    server_group: { name: 'n', policy: 'affinity' },
  });
});

test('requests pass the changes from the oldest on, answers from the newest on', () => {
  const change = (version: string) => ({
    version,
    operations: {
      showServerGroup: {
        request: (body: never) => `${body} up to ${version}`,
        response: (body: never) => `${body} down from ${version}`,
      },
    },
  });
  const changes = ['2.5', '2.10', '2.100'].map(change);
  const at = (version: string) => {
    const { request, response } = translate(version, 'showServerGroup', changes);
    return [request('r'), response('a')];
  };
  assert.deepEqual(at('2.1'), [
    'r up to 2.5 up to 2.10 up to 2.100',
    'a down from 2.100 down from 2.10 down from 2.5',
  ]);
  assert.deepEqual(at('2.9'), ['r up to 2.10 up to 2.100', 'a down from 2.100 down from 2.10']);
  assert.deepEqual(at('2.99'), ['r up to 2.100', 'a down from 2.100']);
  assert.deepEqual(at('2.100'), ['r', 'a']);
});

test('the history is in order', () => {
  const minors = history.map(({ version }) => minorOf(version));
  assert.deepEqual(
    minors,
    minors.toSorted((a, b) => a - b),
  );
});
