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

/** How each is installed, and its example. */
export const clientSections = (): string =>
  languages
    .map((language) => {
      const readme = `scripts/clients/${language.name}/package/README.md`;
      const install = sectionOf(
        readme,
        'Install',
        'it installs a package that was published or built before',
      );
      const example = readFileSync(exampleFile(language), 'utf8').trim();
      const code = `\`\`\`${FENCES[language.name]}\n${example}\n\`\`\``;
      return `## ${TITLES[language.name]}\n\n${filledIn(install, version, { first: '2.64', last: '2.74' }).trim()}\n\n${code}`;
    })
    .join('\n\n');
