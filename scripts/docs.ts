/** `npm run docs`: builds the documentation site. */

import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { command, Failure, ROOT } from './command.ts';
import { brokenLinks } from './docs/links.ts';
import { buildSite } from './docs/site.ts';

const HELP = `
npm run docs [-- --out FOLDER]

Builds the documentation as plain HTML, from docs/site/ and what stands elsewhere in the repository, and checks its links.
Open index.html in a browser: nothing else is needed, no server and no network. Where dist/docs is there when the service
starts, it serves it below /docs.

  --out FOLDER  the folder to write into, which must be empty  (default: dist/docs, which is emptied)

Exit status: 0 all is written; 1 something is wrong with a page, and the message says what.
`;

const STANDARD = path.join(ROOT, 'dist/docs');

const makeEmpty = async (folder: string): Promise<void> => {
  if (folder === STANDARD) await rm(folder, { recursive: true, force: true });
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  throw new Failure(`Nothing was written, since ${folder} is not empty. Empty it, or name another folder.`);
};

await command(HELP, { out: { type: 'string' } }, async (values) => {
  const out = path.resolve(values.out ?? STANDARD);
  const shown = path.relative(process.cwd(), out) || '.';
  await makeEmpty(out);
  const { files } = await buildSite(out);
  const broken = await brokenLinks(out, files);
  if (broken.length > 0) throw new Failure(['Links that lead nowhere:', ...broken].join('\n  '));
  console.log(
    `Wrote ${files.length} files to ${shown}/. Open ${pathToFileURL(path.join(out, 'index.html'))}`,
  );
});
