/** Text that stands elsewhere in the repository and is shown on the site too: whole files, and sections of them. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../command.ts';

const REPOSITORY = 'https://github.com/os-server-groups/os-server-groups/blob/main/';

/** Files of the repository that are pages of the site. */
const pages: Readonly<Record<string, string>> = {
  'README.md': 'index.html',
  'CHANGELOG.md': 'changelog.html',
  'docs/clients.md': 'clients.html',
  'docs/decisions.md': 'decisions.html',
  'docs/verify.md': 'verifier.html',
  'docs/verify-profiles.md': 'profiles.html',
  'docs/versioning.md': 'versioning.html',
  'spec/README.md': 'spec.html',
};

/** Sections of files that other pages hold. */
const sections: Readonly<Record<string, string>> = {
  'README.md#microversions': 'guide.html#microversions',
  'README.md#members-and-places': 'guide.html#members-and-places',
  'README.md#creating-once': 'guide.html#creating-once',
  'README.md#ecs-groups-the-api-of-huawei-cloud-and-open-telekom-cloud': 'guide.html#ecs-groups-below-v1',
  'README.md#tokens': 'guide.html#identity',
  'README.md#configuration': 'running.html#configuration',
  'README.md#the-mock': 'mock.html',
  'README.md#the-contract-tests': 'verifier.html#in-this-repository',
  'README.md#the-published-spec': 'packages.html#files-of-the-spec',
  'README.md#packages': 'packages.html',
  'contract-tests/README.md#options': 'verifier.html#options',
};

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** Where a link of a file leads to on the site; to the repository, for what the site does not have. */
export const placeOf = (file: string, target: string): string => {
  if (/^[a-z]+:/.test(target)) return target;
  const [, relative = '', anchor = ''] = /^([^#]*)(.*)$/.exec(target) ?? [];
  const named = relative === '' ? file : path.posix.join(path.posix.dirname(file), relative);
  return sections[named + anchor] ?? `${pages[named] ?? `${REPOSITORY}${named}`}${anchor}`;
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

const withoutTitle = (markdown: string): string => markdown.replace(/^# .*\n/, '');

/** A file without its title, which the page has already. */
export const wholeFile = (file: string): string => withLinks(file, withoutTitle(read(file)));

/**
 * What stands below a heading of the second level, without the heading.
 *
 * @throws Error when the file has no such heading: it was renamed, and the page must follow
 */
export const sectionOf = (file: string, heading: string): string => {
  const [, ...parts] = `\n${read(file)}`.split(/\n## /);
  const part = parts.find((each) => each.startsWith(`${heading}\n`));
  if (part === undefined)
    throw new Error(`${file} has no section "${heading}", which a page of docs/site includes.`);
  return withLinks(file, part.slice(heading.length + 1));
};

/** The paragraphs of a file before its first section, without the title. */
export const introductionOf = (file: string): string =>
  withLinks(file, withoutTitle(read(file).split(/\n## /)[0] ?? ''));
