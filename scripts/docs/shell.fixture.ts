/** A shell as readers have it, for tests: with the commands of this checkout in the place of the published ones. */

import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { ROOT } from '../command.ts';
import { said } from '../package/package.fixture.ts';
import type { Snippet } from './snippets.ts';

/** In front of what a block prints. */
const MARK = '══ ';

/** So that a verification takes seconds: one operation in one version; and of the server that the test has, whatever the page names. */
const SHORT =
  '--profile os-server-groups --operations showServerGroup --microversions 2.64 --legacy off --ecs off';

/** Takes the place of itself, so that a signal to it reaches the program. */
const NPX = `#!/bin/sh
while [ "\${1#-}" != "$1" ]; do shift; done
program=$1; shift
case $program in
  os-server-groups) exec node ${ROOT}/src/cli.ts "$@" ;;
  os-server-groups-verify) exec node ${ROOT}/contract-tests/verify/cli.ts "$@" ${SHORT} ;;
  *) echo "no such package: $program" >&2; exit 1 ;;
esac
`;
const NPM = `#!/bin/sh
[ "$*" = start ] && exec node ${ROOT}/scripts/start.ts serve
echo "npm $* is not for here" >&2; exit 1
`;

export interface Shell {
  /** Runs blocks one after another in one shell, and returns what each has printed. */
  readonly outputs: (blocks: readonly Snippet[]) => Promise<ReadonlyMap<string, string>>;
  /** Runs a block until it says that it is ready, ends it, and returns how it has ended. */
  readonly untilReady: (block: Snippet) => Promise<[number | null, NodeJS.Signals | null]>;
}

/** @param variables what the blocks find set */
export const shellIn = async (cwd: string, variables: Readonly<Record<string, string>>): Promise<Shell> => {
  const bin = path.join(cwd, '.bin');
  await mkdir(bin);
  for (const [name, text] of Object.entries({ npx: NPX, npm: NPM })) {
    await writeFile(path.join(bin, name), text);
    await chmod(path.join(bin, name), 0o755);
  }
  const PATH = [bin, path.dirname(process.execPath), process.env.PATH].join(path.delimiter);
  const env = { ...process.env, HOME: cwd, ...variables, PATH };
  return {
    outputs: async (blocks) => {
      const script = blocks.map(({ id, text }) => `echo '${MARK}${id}'\n${text}`).join('\n');
      const { stdout } = await promisify(execFile)('bash', ['-c', `set -euo pipefail\n${script}`], {
        cwd,
        env,
      }).catch((error) => {
        const [last] = String(error.stdout).split(MARK).slice(-1);
        throw new Error(`The block "${last?.split('\n')[0]}" failed:\n${last}\n${error.stderr}`);
      });
      const parts = stdout.split(MARK).slice(1);
      return new Map(parts.map((part) => [part.split('\n')[0] ?? '', part.slice(part.indexOf('\n') + 1)]));
    },
    untilReady: async ({ text, until = '' }) => {
      const child = spawn('bash', ['-c', text], {
        cwd,
        env: { ...env, OSG_PORT: '0' },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
        child.once('exit', (code, signal) => resolve([code, signal]));
      });
      try {
        await said(child.stdout, new RegExp(RegExp.escape(until)));
      } finally {
        child.kill('SIGTERM');
      }
      return ended;
    },
  };
};
