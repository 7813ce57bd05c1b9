/** The clients that are made from the spec, as the site shows them: from the files that make up their packages. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { exampleFile } from '../clients/folders.ts';
import type { Language } from '../clients/language.ts';
import { languages } from '../clients/languages.ts';
import { filledIn } from '../clients/shell.ts';
import { ROOT } from '../command.ts';
import { sectionOf } from './sources.ts';

const TITLES: Readonly<Record<Language['name'], string>> = {
  typescript: 'TypeScript and JavaScript',
  python: 'Python',
  go: 'Go',
  java: 'Java',
};

/** How highlight.js calls the language of an example. */
const FENCES: Readonly<Record<Language['name'], string>> = {
  typescript: 'ts',
  python: 'python',
  go: 'go',
  java: 'java',
};

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };

/** Blocks that readers copy have an id on the site, and no test runs these: others install and drive the packages. */
const asCopied = (name: string, markdown: string): string => {
  let count = 0;
  return markdown.replaceAll(
    /^( *```(?:sh|ts))$/gm,
    (fence) => `${fence} id=${name}-${++count} not-run="tests of the packages do it"`,
  );
};

/** How each is installed, and its example. */
export const clientSections = (): string =>
  languages
    .map((language) => {
      const readme = `scripts/clients/${language.name}/package/README.md`;
      const install = sectionOf(readme, 'Install');
      const example = readFileSync(exampleFile(language), 'utf8').trim();
      const code = `\`\`\`${FENCES[language.name]}\n${example}\n\`\`\``;
      const sections = `${filledIn(install, version, { first: '2.64', last: '2.74' }).trim()}

${code}`;
      return `## ${TITLES[language.name]}

${asCopied(language.name, sections)}`;
    })
    .join('\n\n');
