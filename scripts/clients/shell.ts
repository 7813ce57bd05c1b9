/** What is written by hand around the generated sources of a client. */

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Range } from '../generate/microversions.ts';
import { exampleFile, handwritten } from './folders.ts';
import type { Language } from './language.ts';

/** From 2.64 on a group has one policy and rules. */
const hasPolicies = ({ first }: Range) => Number(first.split('.')[1]) < 64;

const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

/** Fills in the marks of a text, such as `@VERSION@`. */
export const filledIn = (text: string, version: string, { first, last }: Range, example = ''): string => {
  const values: Readonly<Record<string, string>> = {
    VERSION: version,
    MICROVERSION: first,
    LAST_MICROVERSION: last,
    EXAMPLE: example.trim(),
  };
  return text.replaceAll(/@([A-Z_]+)@/g, (mark, name: string) => values[name] ?? mark);
};

/** Copies the shell of a language, filled in, over the generated sources in `client`. */
export const copyShell = async (
  language: Language,
  client: string,
  version: string,
  range: Range,
): Promise<void> => {
  const example = await readFile(exampleFile(language), 'utf8');
  const shells = ['package', ...(hasPolicies(range) ? ['package-before-2.64'] : [])];
  for (const shell of shells.map((name) => path.join(handwritten(language), name))) {
    for (const file of await filesBelow(shell)) {
      const text = await readFile(path.join(shell, file), 'utf8');
      await mkdir(path.dirname(path.join(client, file)), { recursive: true });
      await writeFile(path.join(client, file), filledIn(text, version, range, example));
    }
  }
};
