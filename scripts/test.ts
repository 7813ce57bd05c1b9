/** `npm test` and `npm run test:all`: everything that shows that the project is sound, with one verdict. */

import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { command, Failure, ROOT } from './command.ts';

const HELP = `
npm test            what needs only Node and npm: lint, freshness of generated/, tests, contract
npm run test:all    that, and what needs more: Java and Maven (OpenAPI Generator, clients), Go (oasdiff, clients), Python (clients),
                    strace, Chromium, jq, Keystone, Nova, MariaDB, PostgreSQL with Patroni and etcd, the right to mount disks, and the
                    time and disk for a million groups

Each part says what it shows. The exit status is 1 if any of them failed; nothing is skipped.
`;

/** Tests that need more than Node, npm and a little time say so in their names: what.java.test.ts. */
const NEEDS_MORE = /\.(browser|clients|fuzz|java|real|scale|strace)\.test\.ts$/;

interface Part {
  readonly name: string;
  /** Arguments for this Node. */
  readonly args: readonly string[];
}

const testFiles = (all: boolean) =>
  globSync(['src/**/*.test.ts', 'scripts/**/*.test.ts', 'contract-tests/**/*.test.ts'], { cwd: ROOT })
    .filter((file) => all || !NEEDS_MORE.test(file))
    .filter((file) => !file.includes('node_modules'))
    .sort();

const parts = (all: boolean): Part[] => [
  { name: 'the spec, the types and the format are sound', args: ['scripts/lint.ts'] },
  {
    name: 'generated/ is what the spec says',
    args: ['scripts/check.ts', ...(all ? [] : ['--no-java'])],
  },
  ...(all ? [{ name: 'nothing breaks clients of what was published', args: ['scripts/compat.ts'] }] : []),
  {
    name: 'the contract holds, on the mock and on the service',
    args: ['scripts/contract.ts', ...(all ? [] : ['--first-only'])],
  },
  {
    name: 'the tests pass',
    args: ['--test', `--test-concurrency=${availableParallelism()}`, ...testFiles(all)],
  },
];

await command(HELP, { all: { type: 'boolean' } }, async ({ all = false }) => {
  const failed: string[] = [];
  for (const { name, args } of parts(all)) {
    console.log(`\n──── ${name} ────`);
    const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
    if (status !== 0) failed.push(name);
  }
  if (failed.length > 0) throw new Failure(`\nIt is not so that ${failed.join(', or that ')}.`);
});
