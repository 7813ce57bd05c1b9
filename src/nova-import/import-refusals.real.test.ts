/** What an import refuses, before it has changed anything. */

import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { run } from '../cli/cli.fixture.ts';
import { change, contentsOf } from '../cli/store.fixture.ts';
import { openForWriting } from '../store/sqlite/database.ts';
import { migrations } from '../store/sqlite/migrations.ts';
import { dumpOf, END } from './dump.fixture.ts';
import { folderWith, folderWithDump, GROUPS, SOUND, STORE } from './import.fixture.ts';

const WHOLE = dumpOf(SOUND);
const UNENDED = WHOLE.replaceAll(/^--.*\n/gm, '');
const DUMPS: readonly (readonly [
  what: string,
  dump: string | Buffer,
  says: RegExp,
  args?: readonly string[],
])[] = [
  ['that is cut off', WHOLE.slice(0, -END.length), /^The dump is not complete/],
  [
    'of which nobody can tell whether it is cut off',
    UNENDED,
    /^The dump does not say that it is complete.* --compact, --skip-comments/,
  ],
  [
    'of which nobody can tell whether it is cut off, compressed',
    gzipSync(UNENDED),
    /^The dump does not say that it is complete/,
  ],
  ['that is compressed and cut off', gzipSync(WHOLE).subarray(0, -9), /^The dump is not complete/],
  ['that is compressed and damaged', Buffer.from([0x1f, 0x8b, 1, 2, 3]), /^The compressed dump is damaged/],
  ['that is none', 'server groups of Nova\n', /^This is no SQL dump\. Make one with mysqldump/],
  [
    'of other tables',
    `CREATE TABLE x (id int);\n${END}`,
    /no table instance_groups, instance_group_policy, instance_group_member\. /,
  ],
  [
    'without members',
    WHOLE.replaceAll('instance_group_member', 'x'),
    /no table instance_group_member\. .*nova_api/,
  ],
  [
    'of another database',
    WHOLE.replace('\n', '\nUSE `nova`;\nUSE `api`;\n'),
    /^The dump has no database nova_api\. It has: nova, api\.$/m,
    ['--database', 'nova_api'],
  ],
  [
    'that names no database',
    WHOLE,
    /^The dump has no database nova_api\. It names none: leave --database out\./,
    ['--database', 'nova_api'],
  ],
  [
    'of a database without such tables',
    WHOLE.replace(END, `USE \`nova\`;\n${END}`),
    /^The dump has no table .* in the database nova\. /,
    ['--database', 'nova'],
  ],
  [
    'with two rows of one number',
    dumpOf({ instance_groups: [...GROUPS, ...GROUPS] }),
    /two rows of instance_groups with the number 1/,
  ],
  ['in pg_dump’s own format', 'PGDMP\x01', /^The dump is in a format of pg_dump's own\. .*pg_restore/],
];

for (const [what, dump, says, args = []] of DUMPS) {
  test(`nothing is imported, with the reason and status 1: a dump ${what}`, async (t) => {
    const folder = await folderWith(t, dump);
    const before = contentsOf(path.join(folder, STORE));
    const { status, stdout, stderr } = await run(folder, ['import', 'dump.sql', '--apply', ...args]);
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, says);
    assert.deepEqual(contentsOf(path.join(folder, STORE)), before);
  });
}

test('nothing is imported, with the reason and status 1: a dump that is not there', async (t) => {
  const folder = await folderWith(t, '');
  const { status, stderr } = await run(folder, ['import', 'slip.sql', '--apply']);
  assert.equal(status, 1);
  assert.match(stderr, /^slip\.sql cannot be read \(ENOENT\)/);
});

const STORES: readonly {
  readonly what: string;
  /** Makes what is in its place. */
  readonly make: (file: string) => void | Promise<void>;
  readonly says: RegExp;
  readonly args?: readonly string[];
  readonly status?: number;
}[] = [
  {
    what: 'no folder',
    make: () => {},
    says: /^There is no store sqlite:\/.*\/data\/server-groups\.db\. Start/,
  },
  {
    what: 'no store',
    make: () => {},
    args: ['--store', 'sqlite:other.db'],
    says: /^There is no store sqlite:\/.*\/other\.db\. Start/,
  },
  {
    what: 'an empty file',
    make: (file) => writeFile(file, ''),
    says: /^Nothing was imported: the store sqlite:.* is empty\. Start/,
  },
  {
    what: 'an empty database',
    make: (file) => change(file, 'CREATE TABLE x (a); DROP TABLE x'),
    says: /^Nothing was imported: the store sqlite:.* is empty\. Start/,
  },
  {
    what: 'a store of an older version',
    make: (file) => openForWriting(file, 0, migrations.slice(0, -1)).close(),
    says: /the store sqlite:\/.* was made by an older version of this service\. Make a backup .* then start the service/,
  },
  {
    what: 'a store of a newer version',
    make: (file) => openForWriting(file, 0, [...migrations, { version: 1000, sql: '' }]).close(),
    says: /newer version.*Start that version.*set OSG_STORE to another file/,
    status: 78,
  },
  {
    what: 'the database of another program',
    make: (file) => change(file, 'CREATE TABLE x (a)'),
    says: /the store sqlite:\/.* is the database of another program\. Name/,
  },
  {
    what: 'a store of a newer version that --store names',
    make: (file) => openForWriting(file, 0, [...migrations, { version: 1000, sql: '' }]).close(),
    args: ['--store', `sqlite:${STORE}`],
    says: /^(?!.*OSG_STORE).*newer version.*set --store to another file/,
    status: 78,
  },
  {
    what: 'a damaged file',
    make: (file) => writeFile(file, 'SQLite format 3\0'.padEnd(4096, 'x')),
    says: /^Nothing was imported: the store sqlite:\/.* is damaged/,
  },
  {
    what: 'a store in the memory of a service',
    make: () => {},
    args: ['--store', 'sqlite::memory:'],
    says: /the store is sqlite::memory:, which is in the service alone/,
  },
  {
    what: 'a URL of another kind',
    make: () => {},
    args: ['--store', 'mysql://nova:secret@host/nova'],
    says: /^(?!.*(?:OSG_STORE|secret))--store names a kind of store that is not known/,
    status: 78,
  },
  {
    what: 'a PostgreSQL that does not run',
    make: () => {},
    args: ['--store', 'postgres://nova:secret@127.0.0.1:1/nova'],
    says: /^(?!.*secret)Nothing was imported: the store postgres:\/\/127\.0\.0\.1:1\/nova cannot be used \(.*ECONNREFUSED/,
  },
];

/** All files below a folder, and whether they are the same. */
const filesIn = async (folder: string) =>
  Promise.all(
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => [
        name,
        hash('sha256', await readFile(path.join(parentPath, name))),
      ]),
  );

for (const { what, make, says, args = [], status = 1 } of STORES) {
  test(`an import makes no store and changes none that is not ready, tried or done: ${what}`, async (t) => {
    const folder = await folderWithDump(t, WHOLE);
    if (what !== 'no folder') await mkdir(path.join(folder, 'data'));
    await make(path.join(folder, STORE));
    const before = await filesIn(folder);
    const folders = await readdir(folder);
    for (const apply of [[], ['--apply']]) {
      const ended = await run(folder, ['import', 'dump.sql', ...apply, ...args]);
      assert.deepEqual([ended.status, ended.stdout], [status, ''], ended.stderr);
      assert.match(ended.stderr, says);
      assert.deepEqual(await filesIn(folder), before);
      assert.deepEqual(await readdir(folder), folders);
    }
  });
}
