/** Builds a client in its folder, by the commands of its language. */

import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { Failure, ROOT } from '../command.ts';
import type { Language } from './language.ts';

/** With the tools that the checkout brings, and this Node. */
export const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [path.dirname(process.execPath), path.join(ROOT, 'node_modules/.bin'), process.env.PATH].join(
    path.delimiter,
  ),
});

/**
 * Runs the commands, then looks for what they should have packed.
 *
 * @throws {Failure} that names the language and the command, with what the command said
 */
export const buildClient = async (
  { name, build, packed }: Language,
  cwd: string,
  log: (line: string) => void,
): Promise<void> => {
  for (const [program = '', ...args] of build) {
    const shown = [program, ...args].join(' ');
    log(`${name}: ${shown}`);
    await promisify(execFile)(program, args, { cwd, env: environment(), maxBuffer: 64 * 1024 * 1024 }).catch(
      (error: NodeJS.ErrnoException & { stdout?: string; stderr?: string }) => {
        const said = `${error.stdout ?? ''}${error.stderr ?? ''}`.trim();
        const why = error.code === 'ENOENT' ? `"${program}" is not there; install it.` : said;
        throw new Failure(`${name}: the command failed in ${path.relative(ROOT, cwd)}: ${shown}\n${why}`);
      },
    );
  }
  const missing = packed.filter((pattern) => globSync(pattern, { cwd }).length === 0);
  if (missing.length > 0)
    throw new Failure(`${name}: the build ended well, but there is no file ${missing.join(', ')}.`);
  for (const file of packed.flatMap((pattern) => globSync(pattern, { cwd }).sort()))
    log(`${name}: made ${path.relative(ROOT, path.join(cwd, file))}`);
};
