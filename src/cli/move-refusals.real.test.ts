/** What `os-server-groups move` does not move, and why. */

import assert from 'node:assert/strict';
import { mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { openPostgresStore } from '../store/postgres/postgres.ts';
import { run } from './cli.fixture.ts';
import { BEFORE_TRIGGER, usePostgres } from './move.fixture.ts';
import { moveCommand } from './move.ts';
import { change, filledFolder, refusalOf, storeIn } from './store.fixture.ts';

const server = usePostgres();

interface Failing {
  readonly source?: string;
  /** Runs in a database that has the tables. */
  readonly target?: string;
  /** Who moves, if it is not the superuser. */
  readonly user?: string;
  readonly says: RegExp;
}

const FAILING: Readonly<Record<string, Failing>> = {
  'a target that has a group': {
    target: `INSERT INTO osg.server_groups VALUES ('p', 'g', 'u', 'n', 'affinity', NULL, 0)`,
    says: /the target postgres:\/\/127.* has data .*\(in osg\.server_groups\)\. Name an empty database/,
  },
  'a target that has a quota': {
    target: `INSERT INTO osg.projects VALUES ('p', 0, 5)`,
    says: /\(in osg\.projects\)/,
  },
  'a target that changes what is written': {
    target: BEFORE_TRIGGER('NEW.name := upper(NEW.name); RETURN NEW;'),
    says: /was not what was read from .* triggers or rules/,
  },
  'a target that drops what is written': {
    target: BEFORE_TRIGGER(`IF NEW.name = 'kept' THEN RETURN NULL; END IF; RETURN NEW;`),
    says: /was not what was read from/,
  },
  'a target of a newer version': {
    target: 'UPDATE osg.store SET schema_version = 99',
    says: /^Nothing was moved.* Of the target postgres:.*newer version of this service \(its schema is 99.*\)\. Name another database\.$/m,
  },
  'a target that refuses a row': {
    target: BEFORE_TRIGGER(`RAISE EXCEPTION 'no room'; RETURN NEW;`),
    says: /PostgreSQL refused it \(no room\)\. Mend that, and move again/,
  },
  'a source whose counters are wrong': {
    source: 'UPDATE projects SET server_groups = 9',
    says: /the store .* is damaged \(projects whose number .*Put a backup in its place with "os-server-groups restore"/,
  },
  'a source of another program': {
    source: 'PRAGMA application_id = 1',
    says: /the store .* is the database of another program\. Name the store of the service with --store sqlite:FILE/,
  },
  'a source of a newer version': {
    source: 'PRAGMA user_version = 99',
    says: /the store .* by a newer version .*\. Move it with that version of the service, or a later one\.$/m,
  },
  'tables of another program in the target': {
    target: 'DROP TABLE osg.store, osg.imported, osg.idempotency_keys',
    says: /PostgreSQL refused it \(relation "projects" already exists\)\. The schema osg there is not of this service: name another/,
  },
  'a user who may not use the tables of the target': {
    target: `DO $$ BEGIN CREATE ROLE weak LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    user: 'weak',
    says: /PostgreSQL refused it \(permission denied .*Let the user of the URL own the schema osg, or make it/,
  },
};

/** All rows of the target, whose ids show whether anything was added. */
const rowsOfTarget = (database: string) =>
  server.run(
    'SELECT project_id, id FROM osg.server_groups UNION SELECT id, NULL FROM osg.projects',
    database,
  );

for (const [what, { source, target = '', user = 'postgres', says }] of Object.entries(FAILING)) {
  test(`nothing is moved with ${what}: the message says why, and both sides stay as they were`, async (t) => {
    const { folder } = await filledFolder(t);
    if (source !== undefined) change(storeIn(folder), source);
    const database = await server.newDatabase();
    await (await openPostgresStore(server.url(database))).close();
    await server.run(target, database);
    const before = await rowsOfTarget(database);
    const { status, stderr } = await run(folder, [
      'move',
      server.url(database).replace('postgres@', `${user}@`),
    ]);
    assert.equal(status, 1, stderr);
    assert.match(stderr, says);
    assert.doesNotMatch(stderr, /\n {4}at /);
    assert.deepEqual(await rowsOfTarget(database), before);
  });
}

const SOURCES: Readonly<Record<string, readonly [make: (file: string) => unknown, says: RegExp]>> = {
  'is a folder': [
    (file) => mkdir(file),
    /the store .* is a folder\. Name the store of the service with --store/,
  ],
  'is a link that leads nowhere': [
    (file) => symlink('/slip.db', file),
    /is a link to \/slip\.db, which is not there\. Mount or make/,
  ],
  'is empty': [(file) => writeFile(file, ''), /the store .* is empty\. Name the store of the service/],
  'is packed': [(file) => writeFile(file, gzipSync('')), /the store .* is packed by gzip\. Name the store/],
};

for (const [what, [make, says]] of Object.entries(SOURCES)) {
  test(`a source that ${what} is not opened`, async (t) => {
    const { folder } = await filledFolder(t);
    await rm(storeIn(folder));
    await make(storeIn(folder));
    const values = { store: `sqlite:${storeIn(folder)}` };
    // Nobody listens there.
    const { message, exitCode } = await refusalOf(
      moveCommand,
      values,
      'postgres://user@127.0.0.1:1/database',
    );
    assert.equal(exitCode, 1);
    assert.match(message, says);
  });
}

test('a source that was cut: the message says how to go on', async (t) => {
  const { folder } = await filledFolder(t);
  await truncate(storeIn(folder), 3 * 4096);
  const values = { store: `sqlite:${storeIn(folder)}` };
  const { message } = await refusalOf(moveCommand, values, server.url('postgres'));
  assert.match(
    message,
    /the store .* is damaged.*\. Put a backup in its place with "os-server-groups restore"/,
  );
});

test('a target that cannot be reached, or lacks the database: one message without the password', async (t) => {
  const { folder } = await filledFolder(t);
  const values = { store: `sqlite:${storeIn(folder)}` };
  for (const [url, says] of [
    [server.url('slip').replace('@', ':osg_secret@'), /\(database "slip" does not exist\)/],
    ['postgres://user:osg_secret@127.0.0.1:1/database', /\(connect ECONNREFUSED 127\.0\.0\.1:1\)/],
  ] as const) {
    const { message, exitCode } = await refusalOf(moveCommand, values, url);
    assert.equal(exitCode, 1);
    assert.match(message, says);
    assert.doesNotMatch(message, /osg_secret/);
  }
});
