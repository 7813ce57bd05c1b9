/** What is published, told to people (`index.html`) and to programs (`index.json`). */

import { type JsonObject, objectAt } from '../generate/document.ts';
import { sha256 } from './checksums.ts';
import type { DocumentSet } from './documents.ts';
import type { PublishedFile } from './files.ts';

const bytesOf = (text: string) => Buffer.byteLength(text);

const asHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const sizeOf = (text: string) => {
  const kibibytes = bytesOf(text) / 1024;
  return kibibytes < 1024 ? `${Math.ceil(kibibytes)} KiB` : `${(kibibytes / 1024).toFixed(1)} MiB`;
};

const titleOf = ({ bundle }: DocumentSet) => String(objectAt(bundle, 'info').title);

/** For programs: the version, the ranges with their files, and each file with its size in bytes and checksum. */
export const indexJson = (set: DocumentSet, files: readonly PublishedFile[]): JsonObject => ({
  title: titleOf(set),
  version: set.version,
  document: `openapi-${set.version}.json`,
  views: set.views.map(({ range: { first, last } }) => ({
    first,
    last,
    document: `openapi-${set.version}-view-${first}.json`,
    schemas: `schemas-${set.version}/${first}/`,
  })),
  files: files.map(({ name, what, text }) => ({ name, what, bytes: bytesOf(text), sha256: sha256(text) })),
});

const SECTIONS: readonly (readonly [section: PublishedFile['section'], about: string])[] = [
  [
    'One document for all microversions',
    'For people, and for tools that know <code>x-openstack</code>, which tells in which microversions a thing exists.',
  ],
  ['Views', 'The API as exactly one range of microversions sees it: for generators, validators and mocks.'],
  ['Postman', 'Set its variables <code>baseUrl</code>, <code>token</code> and <code>project</code>.'],
  [
    'JSON Schemas',
    'Draft 2020-12, one file for each schema of a view. The <code>$id</code> of a schema is its name; its files lie in one folder.',
  ],
  ['Latest', 'The same bytes under names that stay when a new version comes.'],
];

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; color-scheme: light dark; }
div { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem 1rem .25rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
td.size { text-align: right; white-space: nowrap; }
td code { font-size: .75rem; }
`;

const row = ({ name, what, text }: PublishedFile) =>
  `<tr><td><a href="${asHtml(name)}">${asHtml(name)}</a></td><td>${asHtml(what)}</td>` +
  `<td class="size">${sizeOf(text)}</td><td><code>${sha256(text)}</code></td></tr>`;

const table = (files: readonly PublishedFile[]) =>
  `<div><table>\n<thead><tr><th>File</th><th>What it is</th><th>Size</th><th>SHA-256</th></tr></thead>\n<tbody>\n${files
    .map(row)
    .join('\n')}\n</tbody>\n</table></div>`;

/** For people: one page that needs no other file, script or site. */
export const indexPage = (set: DocumentSet, files: readonly PublishedFile[]): string => {
  const title = asHtml(`${titleOf(set)} ${set.version}`);
  const sections = SECTIONS.map(([section, about]) => {
    const own = files.filter((file) => file.section === section);
    const shown = table(own);
    // Many files are folded away.
    const body =
      own.length > 30 ? `<details><summary>${own.length} files</summary>\n${shown}\n</details>` : shown;
    return `<h2>${section}</h2>\n<p>${about}</p>\n${body}`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<p>The API description, OpenAPI 3.0.3. Check what you downloaded with <code>sha256sum -c --ignore-missing</code>
<a href="SHA256SUMS">SHA256SUMS</a>; programs read <a href="index.json">index.json</a>.</p>
${sections.join('\n')}
</body>
</html>
`;
};
