/** A dump of a large cloud. */

import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import test from 'node:test';
import { run } from '../cli/cli.fixture.ts';
import { groupId, largeDump, serverId } from './dump.fixture.ts';
import { folderWith } from './import.fixture.ts';

const GROUPS = 100_000;
const MEMBERS = 300_000;
/** Servers of which most are deleted, as Nova keeps them until someone archives them. */
const SERVERS = 2_000_000;
/** In MiB, for JavaScript: less than the text of the dump, not to speak of its rows. */
const HEAP = 120;

function* rows<T>(count: number, rowOf: (number: number) => T): Generator<T> {
  for (let number = 1; number <= count; number += 1) yield rowOf(number);
}

test('100,000 groups come over in a heap that is smaller than the dump', async (t) => {
  const folder = await folderWith(t, '');
  const file = path.join(folder, 'dump.sql');
  const dump = largeDump({
    instance_groups: rows(GROUPS, (n) => [n, groupId(n), `group ${n}`, `project-${n % 10_000}`, 'user']),
    instance_group_policy: rows(GROUPS, (n) => [n, n, 'anti-affinity', '{}']),
    instance_group_member: rows(MEMBERS, (n) => [n, 1 + (n % GROUPS), serverId(n)]),
    instance_mappings: rows(SERVERS, (n) => [n, serverId(n), n > MEMBERS - 1000 ? 1 : 0]),
  });
  await pipeline(Readable.from(dump), createWriteStream(file));
  assert.ok((await stat(file)).size > HEAP * 1024 * 1024);
  const settings = { NODE_OPTIONS: `--max-old-space-size=${HEAP}` };
  const { status, stdout, stderr } = await run(folder, ['import', 'dump.sql', '--apply'], settings);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^server groups +100000 +0 +0 +0 +0\nmembers +299000 +0 +0 +0 +1000$/m);
});
