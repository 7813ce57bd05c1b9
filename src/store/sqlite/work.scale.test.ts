/** What operations cost, counted in pages of the file and not in time. */

import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { emptyFolder } from '../../process.fixture.ts';
import { PROJECT } from '../suite-common.ts';
import { createCommit } from './commit.ts';
import { openForWriting } from './database.ts';
import { openReader, type Reader } from './reader.ts';
import * as scale from './scale.fixture.ts';
import { type Work, workOf } from './work.fixture.ts';
import type { WriteRequest } from './writes.ts';

const PATIENCE = 1000;
const SERVER = 'ffffffff-0000-4000-8000-000000000000';
/** A quota that is compared, and does not refuse. */
const ROOM = 10_000_000;
const CREATION = [PROJECT, 'user', 'name', 'anti-affinity', null, ROOM] as const;
const PAGE = { offset: 0, limit: 100 };

const half = (number: number) => number / 2;

type Read = (reader: Reader, sizes: scale.Sizes) => unknown;
const reads: Readonly<Record<string, Read>> = {
  'the usage of a project': (reader) => reader.usage(PROJECT),
  'a group': (reader, { groups }) => reader.get(scale.groupId(half(groups)), PROJECT),
  'a group, for an administrator': (reader, { groups }) => reader.get(scale.groupId(half(groups)), null),
  'that a large group exists': (reader) => reader.exists(scale.PLACED, PROJECT),
  'a page of groups': (reader, { groups }) =>
    reader.list({ ...PAGE, project: PROJECT, marker: scale.groupId(half(groups)) }),
  'a page of groups of all projects': (reader, { groups }) =>
    reader.list({ ...PAGE, project: null, marker: scale.groupId(half(groups)) }),
  'the first page of members': (reader) => reader.members(scale.PLACED, PROJECT, '', PAGE.limit),
  'a page of members': (reader, { members }) =>
    reader.members(scale.PLACED, null, scale.placedServer(half(members)), PAGE.limit),
};

/** In this order, on one file. */
type Write = readonly [what: string, request: (sizes: scale.Sizes) => WriteRequest, answer: RegExp];
const writes: readonly Write[] = [
  ['creating', () => ['create', ...CREATION], /^\S{36}$/],
  ['creating with a key', () => ['createOnce', ...CREATION, 'key', 'request', 0], /^\{"id"/],
  ['creating again', () => ['createOnce', ...CREATION, 'key', 'request', 0], /^\{"id"/],
  ['forgetting keys where none is old', () => ['forgetKeys', 0], /^0$/],
  ['joining', () => ['addMember', scale.UNPLACED, SERVER, null, ROOM], /^joined$/],
  ['leaving', () => ['removeMember', scale.UNPLACED, SERVER, null], /^removed$/],
  ['claiming', () => ['claim', scale.PLACED, SERVER, 'new', null, ROOM], /^claimed$/],
  ['claiming again', () => ['claim', scale.PLACED, SERVER, 'new', null, ROOM], /^claimed$/],
  ['moving', () => ['claim', scale.PLACED, SERVER, 'other', null, ROOM], /^claimed$/],
  [
    'claiming a full host',
    ({ members }) => ['claim', scale.PLACED, SERVER, scale.hostName(half(members)), null, ROOM],
    /^host full$/,
  ],
  [
    'claiming for a server that is elsewhere',
    ({ members }) => ['claim', scale.UNPLACED, scale.placedServer(half(members)), 'new', null, ROOM],
    /^in /,
  ],
  [
    'releasing',
    ({ members }) => ['removeMember', scale.PLACED, scale.placedServer(half(members)), null],
    /^removed$/,
  ],
  ['deleting', ({ groups }) => ['delete', scale.groupId(half(groups)), PROJECT], /^true$/],
  ['setting a quota', () => ['setQuotas', PROJECT, -1, -1, true], /^set$/],
];

// Each on a connection of its own, which has no page in memory yet.
const workOfRead = async (file: string, read: Read, sizes: scale.Sizes): Promise<Work> => {
  const reader = await openReader(file, PATIENCE);
  const work = workOf(() => read(reader, sizes));
  reader.close();
  return work;
};
const workOfWrite = (file: string, [, request, answer]: Write, sizes: scale.Sizes): Work => {
  const db = openForWriting(file, PATIENCE);
  const commit = createCommit(db, PATIENCE);
  let answers: unknown[] = [];
  const work = workOf(() => {
    answers = commit(() => [request(sizes)]);
  });
  db.close();
  assert.match(String(answers), answer);
  return work;
};

const measure = async (folder: string, sizes: scale.Sizes): Promise<Map<string, Work>> => {
  const file = path.join(folder, `${sizes.groups}.db`);
  await scale.makeFile(file, sizes);
  const works = new Map<string, Work>();
  for (const [what, read] of Object.entries(reads)) works.set(what, await workOfRead(file, read, sizes));
  for (const write of writes) works.set(write[0], workOfWrite(file, write, sizes));
  return works;
};

const total = ({ reads, writes }: Work) => reads + writes;

test('no operation touches many more pages where there are 1,000,000 groups, 100,000 members and keys', async (t) => {
  const folder = await emptyFolder(t);
  const small = await measure(folder, scale.SMALL);
  const huge = await measure(folder, scale.HUGE);
  for (const [what, work] of huge) {
    const before = small.get(what) as Work;
    t.diagnostic(
      `${what}: ${before.reads} pages read, ${before.writes} writes; ${work.reads} and ${work.writes} with much`,
    );
    // The trees of the tables are deeper by two or three levels; a walk through one would read thousands of pages.
    // Node itself may write a little, to wake its threads.
    assert.ok(total(work) <= 3 * total(before) + 10, what);
  }
});
