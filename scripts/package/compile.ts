/** The code of the package, by tsc: a file for each of the sources that the command needs, and the types of the API. */

import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Failure, ROOT } from '../command.ts';
import { importedPackages } from './manifest.ts';

const PROJECTS = ['tsconfig.code.json', 'tsconfig.types.json'];

/**
 * Compiles into `dist/package/`, as the projects say.
 *
 * @throws {Failure} with what tsc says
 */
export const compile = (): void => {
  for (const project of PROJECTS) {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['node_modules/typescript/bin/tsc', '--pretty', 'false', '-p', path.join(import.meta.dirname, project)],
      { cwd: ROOT, encoding: 'utf8' },
    );
    if (status !== 0) throw new Failure(`The code does not compile:\n${stdout}`);
  }
};

/** The packages that the code of the service imports. */
export const packagesOf = (folder: string): Set<string> => {
  const files = globSync('{src,generated}/**/*.js', { cwd: folder });
  return new Set(files.flatMap((file) => importedPackages(readFileSync(path.join(folder, file), 'utf8'))));
};
