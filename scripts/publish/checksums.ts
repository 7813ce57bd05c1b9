/** `SHA256SUMS`: the checksums of the files of a folder, in the form that `sha256sum -c` reads. */

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export const SUMS = 'SHA256SUMS';

export const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** The text of `SHA256SUMS`, sorted by name. */
export const sumsOf = (files: ReadonlyMap<string, string | Buffer>): string =>
  [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${sha256(text)}  ${name}\n`)
    .join('');

/** Name → checksum. */
const parse = (sums: string): Map<string, string> =>
  new Map([...sums.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)].map(([, sum = '', name = '']) => [name, sum]));

/** The checksums that lie in a folder; none when there is no such file. */
export const readSums = async (folder: string): Promise<Map<string, string>> =>
  parse(await readFile(path.join(folder, SUMS), 'utf8').catch(() => ''));

/** The names of all files below a folder, with `/` between them, sorted; none when there is no such folder. */
export const namesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
};

/** What is not as the `SHA256SUMS` of a folder says, a sentence for each file. */
export const alteredIn = async (folder: string): Promise<string[]> => {
  const sums = await readSums(folder);
  const names = (await namesBelow(folder)).filter((name) => name !== SUMS);
  const problems = [...sums.keys()].filter((name) => !names.includes(name)).map((name) => `${name} is gone`);
  for (const name of names) {
    const sum = sums.get(name);
    if (sum === undefined) problems.push(`${name} was added`);
    else if (sum !== sha256(await readFile(path.join(folder, name)))) problems.push(`${name} was changed`);
  }
  return problems;
};
