/** Writing what was made in memory. */

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Writes files below a folder: name → text. */
export const writeFiles = async (
  folder: string,
  files: Iterable<readonly [name: string, text: string]>,
): Promise<void> => {
  for (const [name, text] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
};
