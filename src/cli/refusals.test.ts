/** The command line, as a process of its own: how it says that something cannot be done, and how it is done. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { emptyFolder } from '../process.fixture.ts';
import { CREATE, create, FILE, run } from './cli.fixture.ts';

const without = (option: string) => CREATE.toSpliced(CREATE.indexOf(option), 2);

const MISUSES: readonly [args: readonly string[], says: RegExp][] = [
  [[], /^A word that says what to do is missing\.\n\nUsage: .*serve .*token create/s],
  [['tokens'], /^There is no command "tokens"\.\n\nUsage/],
  [['token'], /^A word that says what to do is missing\.\n\nUsage.*token revoke/s],
  [['token', 'delete', 'x'], /^There is no command "token delete"\.\n\nUsage/],
  [['serve', '8774'], /^"8774" is one word too many: OSG_/],
  [['serve', '--port', '1'], /'--port'/],
  [without('--project'), /^--project is missing: the id of the project/],
  [without('--user'), /^--user is missing: whom/],
  [without('--role'), /^--role is missing: .*reader, member or admin/],
  [[...CREATE, '--role', ''], /^--role must be 1 to 255 printable characters/],
  [[...CREATE, '--user', ' a'], /^--user must be/],
  [[...CREATE, '--name', 'a\nb'], /^--name must be/],
  [[...CREATE, '--file', ''], /^--file needs the path/],
  [[...CREATE, '--file'], /--file/],
  [[...CREATE, '--expires', '2027-01-01'], /^--expires 2027-01-01: expected a time with its zone, such as/],
  [[...CREATE, '--expires', '2099-02-30T00:00:00Z'], /^--expires .* expected a time/],
  [[...CREATE, '--expires', '2020-01-01T00:00:00Z'], /^--expires .* the time has passed/],
  [[...CREATE, '--days', '0'], /^--days 0: expected a whole number of days from 1 to 36500/],
  [[...CREATE, '--days', '36501'], /^--days 36501: expected/],
  [[...CREATE, '--days', '1.5'], /^--days 1.5: expected/],
  [
    [...CREATE, '--days', '1', '--expires', '2099-01-01T00:00:00Z'],
    /^--expires and --days both .* leave one out/,
  ],
  [[...CREATE, '--colour', 'red'], /'--colour'/],
  [[...CREATE, 'reader'], /^"reader" is one word too many\. A value with spaces needs quotes/],
  [['token', 'list', 'all'], /^"all" is one word too many/],
  [['token', 'list', '--json=yes'], /--json/],
  [['token', 'revoke'], /^The id of the token is missing; .* shows it/],
  [['token', 'revoke', 'a', 'b'], /^"b" is one word too many/],
  [['mock', '4010'], /^"4010" is one word too many/],
  [['mock', '--port', '65536'], /^--port 65536: expected a number from 0 to 65535/],
  [['mock', '--port', 'http'], /^--port http: expected a number/],
  [['mock', '--host', 'http://a'], /^--host http:\/\/a: expected an IP address or a host name/],
  [['mock', '--seed', ''], /^--seed needs a text/],
  [['spec', 'yaml'], /^"yaml" is one word too many/],
  [['spec', '--format', 'xml'], /^--format xml: expected json or yaml/],
  [['spec', '--view', '2.104'], /^--view 2\.104: expected a microversion from 2\.1 to 2\.103, or 2\.0 for/],
  [['spec', '--view', '2.01'], /^--view 2\.01: expected/],
  [['spec', '--view', 'latest'], /^--view latest: expected/],
  [['spec', '--out', ''], /^--out needs the path/],
];

test('wrong use: one message that says how it is done, exit status 64, and nothing is written', async (t) => {
  const folder = await emptyFolder(t);
  const all = await Promise.all(
    MISUSES.map(async ([args, says]) => ({ args, says, ...(await run(folder, args)) })),
  );
  for (const { args, says, status, stdout, stderr } of all) {
    assert.deepEqual([status, stdout], [64, ''], args.join(' '));
    assert.match(stderr, says);
    assert.match(stderr, /Usage: os-server-groups .*--help" tells more/s);
    assert.doesNotMatch(stderr, /\n {4}at /);
  }
  assert.ok(!existsSync(path.join(folder, 'data')));
});

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

const HELP: readonly [args: readonly string[], says: RegExp][] = [
  [
    ['--help'],
    /^Usage: os-server-groups <command>\n.*serve .*mock .*token create .*token list .*token revoke .*spec /s,
  ],
  [['token', '--help'], /^Usage: os-server-groups <command>\n\n {2}token create /],
  [['serve', '--help'], /^Usage: os-server-groups serve\n\nRuns the service/],
  [['token', 'create', '--help'], /^Usage: .* create --project ID .*\n {2}--project ID .*\n {2}--days N /s],
  [['token', 'list', '-h'], /^Usage: .* list \[--json\]/],
  [['token', 'revoke', '--help'], /^Usage: .* revoke ID/],
  [
    ['mock', '--help'],
    /^Usage: .* mock \[--port NUMBER\] .*\[--seed TEXT\]\n.*\n {2}--port NUMBER .*default: 4010/s,
  ],
  [['spec', '--help'], /^Usage: .* spec \[--format .*\n {2}--view VERSION /s],
];

for (const [args, says] of HELP) {
  test(`"${args.join(' ')}" tells how it is used, and does nothing`, async (t) => {
    const { status, stdout, stderr } = await run(await emptyFolder(t), args);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, says);
  });
}
