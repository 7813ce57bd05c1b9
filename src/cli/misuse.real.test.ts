/** The command line, as a process of its own: how it says that it is used in a wrong way. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { emptyFolder } from '../process.fixture.ts';
import { CREATE, run } from './cli.fixture.ts';

const without = (option: string) => CREATE.toSpliced(CREATE.indexOf(option), 2);

const MISUSES: readonly [args: readonly string[], says: RegExp][] = [
  [[], /^A word that says what to do is missing\.\n\nUsage: .*serve .*token create/s],
  [['tokens'], /^There is no command "tokens"\.\n\nUsage/],
  [['token'], /^A word that says what to do is missing\.\n\nUsage.*token revoke/s],
  [['help', 'tokens'], /^There is no command "tokens"\.\n\nUsage/],
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
  [['mock', '--beside', '127.0.0.1:8774'], /^--beside: expected an http or https URL without user, query/],
  [['mock', '--beside', 'http://a:secret@b'], /^--beside: expected (?!.*secret)/s],
  [['mock', '--beside', 'http://a?b'], /^--beside: expected/],
  [['backup'], /^The file is missing: where the backup shall be put/],
  [['backup', 'a', 'b'], /^"b" is one word too many\. A path with spaces needs quotes/],
  [['backup', 'a', '--store', 'data/a.db'], /^--store: expected sqlite: and the path of a file/],
  [['backup', 'a', '--store', 'sqlite:///a.db'], /^--store: expected sqlite: and/],
  [['restore'], /^The file is missing: the backup to restore/],
  [['restore', 'a', '--overwrite'], /'--overwrite'/],
  [['move'], /^The target is missing: the URL of an empty PostgreSQL database/],
  [['move', 'sqlite:other.db'], /^The target is no URL of a PostgreSQL database/],
  [['move', 'postgres://user@/database'], /^The target is no URL of a PostgreSQL database/],
  [['move', 'postgres://a/b', 'c'], /^"c" is one word too many/],
  [['move', 'postgres://a/b', '--target-file', 'c'], /^The target and --target-file .* leave one out/],
  [['import'], /^The dump is missing: a file, or - for standard input/],
  [['import', 'a', 'b'], /^"b" is one word too many\. A path with spaces needs quotes/],
  [['import', 'a', '--dry-run'], /'--dry-run'/],
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
