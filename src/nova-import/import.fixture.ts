/** A small dump, a store for it, and what of the one is in the other afterwards, for tests. */

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { emptyFolder } from '../process.fixture.ts';
import { openStore } from '../store/open.ts';
import { groupId, serverId } from './dump.fixture.ts';

export const [ONE, TWO] = ['a'.repeat(32), 'b'.repeat(32)] as const;
export const GROUPS = [
  [1, groupId(1), 'one', ONE, 'user'],
  [2, groupId(2), 'two', ONE, 'user'],
  [3, groupId(3), 'three', TWO, 'user'],
] as const;
export const SOUND = {
  instance_groups: GROUPS,
  instance_group_policy: [
    [1, 1, 'anti-affinity', '{"max_server_per_host": "2"}'],
    [2, 2, 'affinity', null],
    [3, 3, 'soft-affinity', '{}'],
  ],
  instance_group_member: [
    [1, 1, serverId(2)],
    [2, 1, serverId(1)],
    [3, 3, serverId(1)],
  ],
  quotas: [
    [1, ONE, 'server_groups', 1],
    [2, ONE, 'server_group_members', -1],
    [3, ONE, 'cores', 20],
  ],
} as const;
export const [first, second, third] = [
  {
    id: groupId(1),
    name: 'one',
    policy: 'anti-affinity',
    rules: { max_server_per_host: 2 },
    members: [serverId(2), serverId(1)],
    project_id: ONE,
    user_id: 'user',
  },
  {
    id: groupId(2),
    name: 'two',
    policy: 'affinity',
    rules: {},
    members: [],
    project_id: ONE,
    user_id: 'user',
  },
  {
    id: groupId(3),
    name: 'three',
    policy: 'soft-affinity',
    rules: {},
    members: [serverId(1)],
    project_id: TWO,
    user_id: 'user',
  },
];

/** Where the store is in the folder in which a command runs. */
export const STORE = 'data/server-groups.db';
export const storeOf = (folder: string): string => `sqlite:${path.join(folder, STORE)}`;

/** A folder with a dump alone. */
export const folderWithDump = async (t: TestContext, dump: string | Buffer): Promise<string> => {
  const folder = await emptyFolder(t);
  await writeFile(path.join(folder, 'dump.sql'), dump);
  return folder;
};

/** A folder with a dump and a store that is empty. */
export const folderWith = async (t: TestContext, dump: string | Buffer): Promise<string> => {
  const folder = await folderWithDump(t, dump);
  await (await openStore(storeOf(folder))).close();
  return folder;
};

export const storeIn = async (t: TestContext, folder: string) => {
  const store = await openStore(storeOf(folder));
  t.after(() => store.close());
  return store;
};
