/** Builds the documentation site: the pages of `docs/site/`, with what they include of the rest of the repository. */

import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import Eleventy, { type Config, type Markdown } from '@11ty/eleventy';
import { Failure, ROOT } from '../command.ts';
import { clientSections } from './clients.ts';
import { amend, codeBlock } from './markdown.ts';
import { referenceViews } from './reference.ts';
import type { Snippet } from './snippets.ts';
import { introductionOf, sectionOf, wholeFile } from './sources.ts';

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };

export interface Site {
  /** Their paths in the folder. */
  readonly files: readonly string[];
  readonly snippets: readonly Snippet[];
}

/** The style sheets, in the order in which they count. */
export const SHEETS: readonly string[] = ['text.css', 'code.css', 'frame.css'];

interface Heading {
  readonly anchor: string;
  readonly html: string;
}

/** The headings of the second level, for the list of what is on a page. */
const headingsOf = (html: string): Heading[] =>
  [...html.matchAll(/<h2 id="([^"]+)"[^>]*>(.*?)<\/h2>/g)].map(([, anchor = '', text = '']) => ({
    anchor,
    html: text.replaceAll(/<[^>]+>/g, ''),
  }));

const configure = (config: Config, snippets: Snippet[]): void => {
  let markdown: Markdown;
  config.setQuietMode(true);
  config.setUseGitIgnore(false);
  config.setLiquidOptions({ outputEscape: 'escape', jsTruthy: true, strictFilters: true });
  config.amendLibrary('md', (library) => {
    markdown = library;
    amend(library, (snippet) => snippets.push(snippet));
  });
  config.addFilter('headings', headingsOf);
  config.addFilter('markdown', (text: string | undefined) => markdown.render(text ?? ''));
  config.addFilter('inline', (text: string | undefined) => markdown.renderInline(text ?? ''));
  config.addFilter('json', (value: unknown) => codeBlock(markdown, JSON.stringify(value, null, 2), 'json'));
  config.addShortcode('introduction', introductionOf);
  config.addShortcode('section', sectionOf);
  config.addShortcode('file', wholeFile);
  config.addShortcode('clients', clientSections);
  config.addCollection('nav', (pages) =>
    pages
      .getAll()
      .filter(({ data }) => data.order !== undefined)
      .sort((one, other) => Number(one.data.order) - Number(other.data.order)),
  );
  config.addGlobalData('version', version);
  config.addGlobalData('sheets', SHEETS);
  config.addGlobalData('views', referenceViews());
  config.addGlobalData('layout', 'page.liquid');
  config.addPassthroughCopy({
    ...Object.fromEntries(SHEETS.map((sheet) => [`docs/site/${sheet}`, sheet])),
    'generated/openapi.json': 'openapi.json',
    'generated/openapi.yaml': 'openapi.yaml',
  });
};

/**
 * Writes the site into a folder; what else is there stays.
 *
 * @throws {Failure} that names the page and what is wrong with it
 */
export const buildSite = async (folder: string): Promise<Site> => {
  const out = path.resolve(folder);
  // Eleventy looks for everything from the current folder.
  process.chdir(ROOT);
  const snippets: Snippet[] = [];
  const eleventy = new Eleventy('docs/site', path.relative(ROOT, out), {
    configPath: false,
    quietMode: true,
    config: (config) => configure(config, snippets),
  });
  eleventy.disableLogger();
  await eleventy.write().catch((error: Error & { originalError?: Error }) => {
    throw new Failure(`${error.message}: ${error.originalError?.message ?? ''}`);
  });
  return { files: globSync('**/*.*', { cwd: out }).sort(), snippets };
};
