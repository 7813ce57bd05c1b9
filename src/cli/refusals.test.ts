/** The command line, as a process of its own: how it says that something cannot be done. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { emptyFolder } from '../process.fixture.ts';
import { CREATE, create, FILE, run } from './cli.fixture.ts';

interface Failing {
  readonly what: string;
  readonly prepare?: (folder: string) => Promise<unknown>;
  readonly args?: readonly string[];
  readonly settings?: Record<string, string>;
  readonly status: number;
  readonly says: RegExp;
}

const inFile = (text: string) => async (folder: string) => {
  await mkdir(path.join(folder, 'data'));
  await writeFile(path.join(folder, FILE), text, { mode: 0o600 });
};

const LIST = ['token', 'list'];

const FAILING: readonly Failing[] = [
  {
    what: 'a file that is not there',
    status: 78,
    says: /data\/tokens\.json cannot be read \(ENOENT\)\. .*OSG_TOKENS_FILE/,
  },
  {
    what: 'a folder in place of a file',
    prepare: (folder) => mkdir(path.join(folder, FILE), { recursive: true }),
    status: 78,
    says: /data\/tokens\.json cannot be read \(EISDIR\)/,
  },
  {
    what: 'a file of something else',
    prepare: inFile('{"tokens": 1}'),
    status: 78,
    says: /is not in order:\n {2}tokens: /,
  },
  {
    what: 'making a token in a file of something else, which stays as it is',
    prepare: inFile('osg_secret'),
    args: CREATE,
    status: 78,
    says: /is not valid JSON\./,
  },
  { what: 'a wrong setting', settings: { OSG_PORT: 'abc' }, status: 78, says: /OSG_PORT=abc: expected/ },
  {
    what: 'revoking in a file that is not there',
    args: ['token', 'revoke', 'a', '--file', 'slip/tokens.json'],
    status: 78,
    says: /slip\/tokens\.json cannot be read \(ENOENT\)/,
  },
  {
    what: 'writing the spec into a folder that is not there',
    args: ['spec', '--out', 'slip/openapi.yaml'],
    status: 1,
    says: /^slip\/openapi\.yaml cannot be written \(ENOENT\)\. --out needs .* a folder that is there/,
  },
  {
    what: 'a backup where there is no store',
    args: ['backup', 'slip/b.db'],
    status: 1,
    says: /^There is no store .*data\/server-groups\.db\. Name the one of the service with --store/,
  },
  {
    what: 'restoring what is not there',
    args: ['restore', 'slip/b.db'],
    status: 1,
    says: /^There is no backup .*slip\/b\.db/,
  },
  {
    what: 'moving what is in PostgreSQL already',
    args: ['move', 'postgres://a/b'],
    settings: { OSG_STORE: 'postgres://user:osg_secret@host/database' },
    status: 1,
    says: /^The store is a PostgreSQL database.* name it with --store sqlite:FILE/,
  },
  {
    what: 'moving to an address in a file that is empty',
    prepare: (folder) => writeFile(path.join(folder, 'target'), '\n'),
    args: ['move', '--target-file', 'target'],
    status: 78,
    says: /^The file that --target-file names is empty\. Put the URL of the target, postgres:.*, into it/,
  },
  {
    what: 'a store in OSG_STORE that is none',
    args: ['backup', 'b.db'],
    settings: { OSG_STORE: 'sqlite:///a.db' },
    status: 78,
    says: /^The store of OSG_STORE or OSG_STORE_FILE: expected sqlite: and the path of a file/,
  },
  {
    what: 'moving to an address in a file that is not there',
    args: ['move', '--target-file', 'slip'],
    status: 78,
    says: /^The file that --target-file names cannot be read \(ENOENT\)/,
  },
  {
    what: 'revoking an unknown id',
    prepare: (folder) => create(folder),
    args: ['token', 'revoke', 'a'],
    status: 1,
    says: /^\.\/data\/tokens\.json has no token with the id a\. "os-server-groups token list" shows/,
  },
  {
    what: 'revoking by the text of a token, which is not shown',
    prepare: (folder) => create(folder),
    args: ['token', 'revoke', 'osg_secret'],
    status: 1,
    says: /looks like a token itself\. "os-server-groups token list" shows/,
  },
];

for (const { what, prepare, args = LIST, settings, status, says } of FAILING) {
  test(`${what}: one clear message without secrets, no stack, exit status ${status}`, async (t) => {
    const folder = await emptyFolder(t);
    await prepare?.(folder);
    const before = await readFile(path.join(folder, FILE)).catch(() => null);
    const ended = await run(folder, args, settings);
    assert.deepEqual([ended.status, ended.stdout], [status, ''], ended.stderr);
    assert.match(ended.stderr, says);
    assert.doesNotMatch(ended.stderr, /\n {4}at |osg_secret/);
    assert.deepEqual(await readFile(path.join(folder, FILE)).catch(() => null), before);
    assert.ok(!existsSync(path.join(folder, 'slip')));
  });
}
