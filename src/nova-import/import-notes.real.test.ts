/** What an import tells of a dump that may not be what was meant. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { run } from '../cli/cli.fixture.ts';
import { dumpOf } from './dump.fixture.ts';
import { folderWith, SOUND } from './import.fixture.ts';

const MEMBERS_ALONE = /has no rows of instance_mappings, so members are imported whose servers are deleted/;
const NO_GROUPS = /The dump has no server group\..*--no-data/;
for (const [what, rows, has, hasNot] of [
  ['members, and the table of servers is missing', SOUND, MEMBERS_ALONE, NO_GROUPS],
  [
    'members, and the table of servers is empty',
    { ...SOUND, instance_mappings: [] },
    MEMBERS_ALONE,
    NO_GROUPS,
  ],
  ['no row at all', {}, NO_GROUPS, MEMBERS_ALONE],
] as const) {
  test(`it is told of a dump that lacks what it should have: ${what}`, async (t) => {
    const folder = await folderWith(t, dumpOf(rows));
    const { stdout, status } = await run(folder, ['import', 'dump.sql']);
    assert.equal(status, 0);
    assert.match(stdout, has);
    assert.doesNotMatch(stdout, hasNot);
    const { notes } = JSON.parse((await run(folder, ['import', 'dump.sql', '--json'])).stdout);
    assert.equal(notes.length, 1);
    assert.match(notes[0], has);
  });
}
