/** The documentation of the API as one page that asks for nothing else: Swagger UI on each of the views. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AnyAnswer } from '../http/exchange.ts';
import { LEGACY, minorOf } from '../microversions/negotiate.ts';
import { ranges, readView } from '../views/view.ts';
import type { OperationalRoute } from './routes.ts';
import { siteRoutes } from './site.ts';

const TEMPLATE = new URL('docs.html', import.meta.url);

/** From where the `imports` of package.json say: the checkout has the package, the published package these files alone. */
const readSwaggerUi = (file: string): string =>
  readFileSync(new URL(import.meta.resolve(`#swagger-ui/${file}`)), 'utf8');

/** Without what would end a script early, or hide its end; in strings and patterns, and in JSON, the escape means `<`. */
const inScript = (text: string): string => text.replace(/<(?=!--|\/?script)/gi, '\\u003c');

/** The ranges of versions that this service serves, the newest first. */
const servedRanges = (newest: string) =>
  ranges
    .filter(({ first }) => minorOf(first) <= minorOf(newest))
    .map(({ first, last }) => ({ first, last: minorOf(last) < minorOf(newest) ? last : newest }))
    .reverse();

type Range = ReturnType<typeof servedRanges>[number];

const optionOf = ({ first, last }: Range, index: number): string => {
  if (first === LEGACY) return `<option value="${first}">${first} (legacy, /v2)</option>`;
  const versions = first === last ? first : `${first} – ${last}`;
  return `<option value="${first}" data-microversion="${last}">${versions}${index === 0 ? ' (newest)' : ''}</option>`;
};

interface Place {
  readonly path: string;
  /** What leads from there to the root of the service. */
  readonly root: string;
  /** Whether the documentation site is beside the page. */
  readonly hasSite: boolean;
}

/** What the template asks for: `<!-- insert options -->`. */
const partsOf = (newest: string, place: Place): Readonly<Record<string, string>> => {
  const served = servedRanges(newest);
  const views = Object.fromEntries(served.map(({ first }) => [first, readView(first)]));
  // A comment at the end of the styles names a source map, which browsers would ask for.
  const styles = readSwaggerUi('swagger-ui.css').replace(/\/\*# sourceMappingURL.*?\*\//, '');
  return {
    'swagger-ui.css': `<style>${styles}</style>`,
    'swagger-ui-bundle.js': `<script>${inScript(readSwaggerUi('swagger-ui-bundle.js'))}</script>`,
    options: served.map(optionOf).join(''),
    root: place.root,
    site: place.hasSite ? '<a href="index.html">documentation</a> · ' : '',
    views: `<script type="application/json" id="views">${inScript(JSON.stringify(views))}</script>`,
  };
};

const pageOf = (newest: string, place: Place): string => {
  const parts = partsOf(newest, place);
  return readFileSync(TEMPLATE, 'utf8').replace(/<!-- insert (\S+) -->/g, (_, name) => parts[name] as string);
};

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Allows the page itself and requests to the service that it comes from, and nothing else. */
const policyOf = (page: string): string => {
  const hashes = (tag: string) =>
    [...page.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))]
      .map(([, text = '']) => hashOf(text))
      .join(' ');
  return [
    "default-src 'none'",
    `script-src ${hashes('script')}`,
    `style-src ${hashes('style')}`,
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
};

const answerOf = (newest: string, place: Place): AnyAnswer => {
  const page = pageOf(newest, place);
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policyOf(page),
      'Referrer-Policy': 'no-referrer',
    },
    body: Buffer.from(page),
  };
};

/** The page, which is made when it is first asked for. */
const pageRoute = (newest: string, place: Place): OperationalRoute => {
  let answer: AnyAnswer | undefined;
  return {
    path: place.path,
    answer: () => {
      answer ??= answerOf(newest, place);
      return answer;
    },
  };
};

/**
 * The documentation: the page in which each operation can be tried, always at the same address, and the site with all the
 * rest. Where the site was not built, the page alone is the documentation.
 *
 * @param newest the newest microversion that is served; views of later ones are not shown
 * @param site the folder of the built site
 */
export const docsRoutes = (newest: string, site?: string): OperationalRoute[] => [
  ...(site === undefined
    ? [pageRoute(newest, { path: '/docs', root: '', hasSite: false })]
    : siteRoutes(site)),
  // After those of the site, in which a page has its place.
  pageRoute(newest, { path: '/docs/try.html', root: '../', hasSite: site !== undefined }),
];
