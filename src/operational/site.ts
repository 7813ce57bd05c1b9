/** The documentation site as `npm run docs` built it, below `/docs`: each file that is there has its route, nothing else. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OperationalRoute } from './routes.ts';

const FOLDER = fileURLToPath(new URL('../../dist/docs/', import.meta.url));
const START = 'index.html';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.yaml': 'application/yaml',
};

/** The pages have neither scripts nor styles of their own, and ask for nothing but the style sheets. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The folder of the built site; undefined where it was not built. */
export const builtSite = (): string | undefined =>
  existsSync(path.join(FOLDER, START)) ? FOLDER : undefined;

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => path.relative(folder, path.join(each.parentPath, each.name)).replaceAll(path.sep, '/'));

/** A file is read when it is first asked for. */
const fileRoute = (folder: string, file: string, at: string): OperationalRoute => {
  let body: Buffer | undefined;
  return {
    path: at,
    answer: () => {
      body ??= readFileSync(path.join(folder, file));
      return {
        status: 200,
        headers: {
          'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
          'Content-Security-Policy': POLICY,
          'Referrer-Policy': 'no-referrer',
        },
        body,
      };
    },
  };
};

/**
 * The routes of the site. What it is asked for is compared with the names of the files and never becomes a path, so no request
 * leads out of the folder. `/docs` leads to `/docs/`, whatever a proxy has put before it.
 */
export const siteRoutes = (folder: string): OperationalRoute[] => [
  { path: '/docs', answer: () => ({ status: 302, headers: { Location: 'docs/' }, body: undefined }) },
  fileRoute(folder, START, '/docs/'),
  ...filesOf(folder).map((file) => fileRoute(folder, file, `/docs/${file}`)),
];
