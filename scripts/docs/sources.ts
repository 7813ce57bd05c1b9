/** Text that stands elsewhere in the repository and is shown on the site too: whole files, and sections of them. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../command.ts';

const VERIFIER = 'docs/verify.md';
const REPOSITORY = 'https://github.com/os-server-groups/os-server-groups/blob/main/';

/** Files of the repository that are pages of the site. */
const pages: Readonly<Record<string, string>> = {
  'README.md': 'index.html',
  'CHANGELOG.md': 'changelog.html',
  'docs/clients.md': 'clients.html',
  'docs/decisions.md': 'decisions.html',
  [VERIFIER]: 'verifier.html',
  'docs/versioning.md': 'versioning.html',
};

/** Sections of the README that other pages than the first hold. */
const sections: Readonly<Record<string, string>> = {
  '#microversions': 'guide.html#microversions',
  '#members-and-places': 'guide.html#members-and-places',
  '#creating-once': 'guide.html#creating-once',
  '#ecs-groups-the-api-of-huawei-cloud-and-open-telekom-cloud': 'guide.html#ecs-groups-below-v1',
  '#tokens': 'guide.html#identity',
  '#configuration': 'running.html#configuration',
  '#the-mock': 'mock.html',
  '#the-contract-tests': 'verifier.html',
};

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** Where a link of a file leads to on the site; to the repository, for what the site does not have. */
export const placeOf = (file: string, target: string): string => {
  if (/^[a-z]+:/.test(target)) return target;
  const [, relative = '', anchor = ''] = /^([^#]*)(.*)$/.exec(target) ?? [];
  const named = relative === '' ? file : path.posix.join(path.posix.dirname(file), relative);
  if (named === 'README.md' && anchor in sections) return sections[anchor] as string;
  const page = named === VERIFIER && !existsSync(path.join(ROOT, named)) ? undefined : pages[named];
  return `${page ?? `${REPOSITORY}${named}`}${anchor}`;
};

/** Apart from what stands in blocks of code. */
const outsideOfCode = (markdown: string, change: (text: string) => string): string =>
  markdown
    .split(/^( *```.*?^ *```$)/ms)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');

const withLinks = (file: string, markdown: string): string =>
  outsideOfCode(markdown, (text) =>
    text.replaceAll(/\]\(([^)\s]+)\)/g, (_, target: string) => `](${placeOf(file, target)})`),
  );

/** Ids for the blocks of commands of a file, which has none where it is no page: `readme-1`, or `go-1` in that of a client. */
const withIds = (file: string, markdown: string, notRun?: string): string => {
  const client = /^scripts\/clients\/(\w+)\//.exec(file)?.[1];
  const name = client ?? path.basename(file, '.md').toLowerCase();
  const reason = notRun === undefined ? '' : ` not-run="${notRun}"`;
  let count = 0;
  return markdown.replaceAll(/^( *```sh)( .*)?$/gm, (_, fence: string, words: string = '') => {
    count++;
    return /\bid=/.test(words) ? `${fence}${words}` : `${fence} id=${name}-${count}${words}${reason}`;
  });
};

const withoutTitle = (markdown: string): string => markdown.replace(/^# .*\n/, '');

/**
 * A file without its title, which the page has already.
 *
 * @param notRun why no test can run the commands in it; they are run if it is left out
 */
export const wholeFile = (file: string, notRun?: string): string =>
  withLinks(file, withIds(file, withoutTitle(read(file)), notRun));

/** The page about the verifier, where the repository has it. */
export const verifierPage = (): string =>
  existsSync(path.join(ROOT, VERIFIER))
    ? wholeFile(VERIFIER, 'it needs a server to judge, and the published package')
    : '';

/**
 * What stands below a heading of the second level, without the heading.
 *
 * @param notRun why no test can run the commands in it
 * @throws Error when the file has no such heading: it was renamed, and the page must follow
 */
export const sectionOf = (file: string, heading: string, notRun?: string): string => {
  const [, ...parts] = `\n${read(file)}`.split(/\n## /);
  const part = parts.find((each) => each.startsWith(`${heading}\n`));
  if (part === undefined)
    throw new Error(`${file} has no section "${heading}", which a page of docs/site includes.`);
  return withLinks(file, withIds(file, part.slice(heading.length + 1), notRun));
};

/** The paragraphs of a file before its first section, without the title. */
export const introductionOf = (file: string): string =>
  withLinks(file, withoutTitle(read(file).split(/\n## /)[0] ?? ''));
