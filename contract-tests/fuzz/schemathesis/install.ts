/** Installs Schemathesis, in the versions that are pinned beside this file, below `node_modules/.cache`. */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const REQUIREMENTS = path.join(import.meta.dirname, 'requirements.txt');
const CACHE = path.join(import.meta.dirname, '../../../node_modules/.cache');

/**
 * Resolves with the path of the program.
 *
 * @throws {Error} with what is missing, if Python or the network is
 */
export const installSchemathesis = async (): Promise<string> => {
  const hash = createHash('sha256').update(await readFile(REQUIREMENTS));
  const folder = path.join(CACHE, `schemathesis-${hash.digest('hex').slice(0, 12)}`);
  // The mark comes last: what was broken off is made again.
  const mark = path.join(folder, 'installed');
  if (!existsSync(mark)) {
    await rm(folder, { recursive: true, force: true });
    try {
      await run('python3', ['-m', 'venv', folder]);
      await run(path.join(folder, 'bin/pip'), [
        ...['install', '--quiet', '--disable-pip-version-check', '--no-input'],
        ...['--requirement', REQUIREMENTS],
      ]);
    } catch (cause) {
      const how = 'It needs python3 with venv, and PyPI; without it, use --no-schemathesis.';
      throw new Error(`Schemathesis cannot be installed. ${how}\n${(cause as Error).message}`, { cause });
    }
    await writeFile(mark, '');
  }
  return path.join(folder, 'bin/schemathesis');
};
