/** The files of a release, gathered in one folder. */

import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { languages } from '../clients/languages.ts';
import { namesBelow, SUMS, sumsOf } from '../publish/checksums.ts';

/** Folders that `npm pack` makes a package of. */
const PACKAGES = ['dist/package', 'dist/openapi-package', 'contract-tests'];
/** Folders that go along as they are. */
const FOLDERS: Readonly<Record<string, string>> = { spec: 'dist/spec', docs: 'dist/docs' };

/**
 * Copies what was built in `checkout`, with checksums of all.
 *
 * @returns the names of the files, as in SHA256SUMS
 */
export const collect = async (checkout: string, out: string, notes: string): Promise<string[]> => {
  await mkdir(path.join(out, 'npm'), { recursive: true });
  for (const folder of PACKAGES) {
    const args = ['pack', '--silent', '--pack-destination', path.join(out, 'npm')];
    execFileSync('npm', args, { cwd: path.join(checkout, folder), stdio: ['ignore', 'ignore', 'inherit'] });
  }
  for (const [name, folder] of Object.entries(FOLDERS)) {
    await cp(path.join(checkout, folder), path.join(out, name), { recursive: true });
  }
  for (const { name, packed } of languages) {
    const cwd = path.join(checkout, 'dist/clients', name);
    for (const file of packed.flatMap((pattern) => globSync(pattern, { cwd }))) {
      await cp(path.join(cwd, file), path.join(out, 'clients', name, path.basename(file)));
    }
  }
  await writeFile(path.join(out, 'NOTES.md'), `${notes}\n`);
  const names = await namesBelow(out);
  const files = new Map<string, Buffer>();
  for (const name of names) files.set(name, await readFile(path.join(out, name)));
  await writeFile(path.join(out, SUMS), sumsOf(files));
  return names;
};
