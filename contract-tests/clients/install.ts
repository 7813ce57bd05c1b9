/** Installs the clients, in the versions that are pinned here, below `node_modules/.cache`: pip and go do it. */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const HERE = import.meta.dirname;
const CACHE = path.join(HERE, '../../node_modules/.cache/clients');

/** Makes a folder once for each state of the files that say what belongs into it. */
const installed = async (
  name: string,
  files: readonly string[],
  install: (folder: string) => Promise<unknown>,
): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(path.join(HERE, file)));
  const folder = path.join(CACHE, `${name}-${hash.digest('hex').slice(0, 12)}`);
  // The mark comes last: what was broken off is made again.
  const mark = path.join(folder, 'installed');
  if (existsSync(mark)) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await install(folder);
  await writeFile(mark, '');
  return folder;
};

/** Resolves with the path of a Python that has the clients. */
export const installPython = async (): Promise<string> => {
  const folder = await installed('python', ['requirements.txt'], async (into) => {
    await run('python3', ['-m', 'venv', into]);
    await run(path.join(into, 'bin/pip'), [
      ...['install', '--quiet', '--disable-pip-version-check', '--no-input'],
      ...['--requirement', path.join(HERE, 'requirements.txt')],
    ]);
  });
  return path.join(folder, 'bin/python');
};

/** Resolves with the path of the program that drives gophercloud. */
export const installGo = async (): Promise<string> => {
  const files = ['go.mod', 'go.sum', 'main.go', 'scenario.go', 'steps.go'].map(
    (file) => `gophercloud/${file}`,
  );
  const folder = await installed('gophercloud', files, (into) =>
    // Modules are made writable, so that whoever removes node_modules can remove them too.
    run('go', ['build', '-modcacherw', '-buildvcs=false', '-o', path.join(into, 'drive'), '.'], {
      cwd: path.join(HERE, 'gophercloud'),
      env: { ...process.env, GOPATH: path.join(CACHE, 'go'), GOCACHE: path.join(CACHE, 'go-build') },
    }),
  );
  return path.join(folder, 'drive');
};
