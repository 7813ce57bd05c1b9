/** The command line, as a process of its own: how it tells what it can do. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { emptyFolder } from '../process.fixture.ts';
import { run } from './cli.fixture.ts';

const HELP: readonly [args: readonly string[], says: RegExp][] = [
  [
    ['--help'],
    /^Usage: os-server-groups <command>\n.*serve .*mock .*token create .*token list .*token revoke .*backup .*restore .*move .*import .*spec /s,
  ],
  [['help'], /^Usage: os-server-groups <command>\n.*--version/s],
  [['-h'], /^Usage: os-server-groups <command>\n/],
  [['help', 'token'], /^Usage: os-server-groups <command>\n\n {2}token create /],
  [['help', 'token', 'create'], /^Usage: .* create --project ID /],
  [['help', 'backup'], /^Usage: .* backup FILE \[--overwrite\]/],
  [['token', '--help'], /^Usage: os-server-groups <command>\n\n {2}token create /],
  [['serve', '--help'], /^Usage: os-server-groups serve\n\nRuns the service/],
  [['token', 'create', '--help'], /^Usage: .* create --project ID .*\n {2}--project ID .*\n {2}--days N /s],
  [['token', 'list', '-h'], /^Usage: .* list \[--json\]/],
  [['token', 'revoke', '--help'], /^Usage: .* revoke ID/],
  [['backup', '--help'], /^Usage: .* backup FILE \[--overwrite\] .*\n {2}--overwrite /s],
  [['restore', '--help'], /^Usage: .* restore FILE \[--store URL\]\n.*\n {2}--store URL /s],
  [['move', '--help'], /^Usage: .* move TARGET \[--dry-run\] .*\n {2}--dry-run /s],
  [['import', '--help'], /^Usage: .* import FILE \[--apply\] .*\n {2}--apply .*Exit status:/s],
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
