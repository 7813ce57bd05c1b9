/** Looks for links of the built pages that lead nowhere: each relative address and each anchor must be there. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';

const ATTRIBUTE = /\s(?:href|src)="([^"]*)"/g;

const unescaped = (text: string): string => decodeURI(text.replaceAll('&amp;', '&'));

/** What a page is asked for beside itself that is no link to another site. */
const relativeOnes = (html: string): string[] =>
  [...html.matchAll(ATTRIBUTE)]
    .map(([, address = '']) => unescaped(address))
    .filter((address) => !/^(?:[a-z]+:|\/\/)/.test(address));

/** The links that lead nowhere, each with its page. An address that begins with a slash is one, since no file has it. */
export const brokenLinks = async (folder: string, files: readonly string[]): Promise<string[]> => {
  const pages = new Map<string, string>();
  for (const file of files.filter((name) => name.endsWith('.html'))) {
    pages.set(file, await readFile(path.join(folder, file), 'utf8'));
  }
  const leads = (from: string, address: string): boolean => {
    const [, target = '', anchor] = /^([^#?]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(address) ?? [];
    const file = target === '' ? from : path.posix.join(path.posix.dirname(from), target);
    if (target.startsWith('/') || !files.includes(file)) return false;
    return anchor === undefined || (pages.get(file)?.includes(` id="${anchor}"`) ?? false);
  };
  return [...pages].flatMap(([file, html]) =>
    relativeOnes(html)
      .filter((address) => !leads(file, address))
      .map((address) => `${file}: ${address}`),
  );
};
