import assert from 'node:assert/strict';
import test from 'node:test';
import type { ServerGroup } from '../store/store.ts';
import { differencesOf, inLine } from './differences.ts';

const GROUP: ServerGroup = {
  id: 'id',
  name: 'name',
  policy: 'anti-affinity',
  rules: {},
  members: ['a', 'b'],
  project_id: 'project',
  user_id: 'user',
};

const CASES: readonly (readonly [here: Partial<ServerGroup>, dump: Partial<ServerGroup>, says: string])[] = [
  [{}, {}, ''],
  [{ name: 'one' }, { name: 'two' }, 'name: here one, in the dump two'],
  [{ policy: 'affinity' }, {}, 'policy: here affinity, in the dump anti-affinity'],
  [{}, { rules: { max_server_per_host: 2 } }, 'rules: here {}, in the dump {"max_server_per_host":2}'],
  [
    { project_id: 'p' },
    { user_id: 'u' },
    'project_id: here p, in the dump project; user_id: here user, in the dump u',
  ],
  [{}, { members: ['b', 'c'] }, 'members: only here 1 (a), only in the dump 1 (c)'],
  [
    {},
    { members: ['b', 'a', 'c', 'd', 'e', 'f'] },
    'members: only here none, only in the dump 4 (c, d, e, …)',
  ],
  [{}, { members: ['b', 'a'] }, 'order of members: here 2 (a, b), in the dump 2 (b, a)'],
];

for (const [here, dump, says] of CASES) {
  test(`what differs between two groups is told: ${says || 'nothing'}`, () => {
    assert.equal(inLine(differencesOf({ ...GROUP, ...here }, { ...GROUP, ...dump })), says);
  });
}
