/** The code of the packages, by tsc: a file for each of the sources that the command needs, and the types of the API. */

import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Failure, ROOT } from '../command.ts';
import { importedPackages } from './manifest.ts';

/** @throws {Failure} with what tsc says */
const tsc = (project: string, ...options: readonly string[]): void => {
  const file = path.join(import.meta.dirname, project);
  const { status, stdout } = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '--pretty', 'false', '-p', file, ...options],
    { cwd: ROOT, encoding: 'utf8' },
  );
  if (status !== 0) throw new Failure(`The code does not compile:\n${stdout}`);
};

/**
 * Compiles the code of the service into a folder, as the project says.
 *
 * @throws {Failure} with what tsc says
 */
export const compileCode = (folder: string): void => tsc('tsconfig.code.json', '--outDir', folder);

/**
 * Compiles the types of the API into a folder: `types.d.ts` for the newest version, and `views/2.64.d.ts` for each view.
 *
 * @throws {Failure} with what tsc says
 */
export const compileTypes = (folder: string): void => tsc('tsconfig.types.json', '--outDir', folder);

/** The packages that the code of the service imports. */
export const packagesOf = (folder: string): Set<string> => {
  const files = globSync('{src,generated}/**/*.js', { cwd: folder });
  return new Set(files.flatMap((file) => importedPackages(readFileSync(path.join(folder, file), 'utf8'))));
};
