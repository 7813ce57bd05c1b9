/** The package of the spec alone, for client teams: what is published of it, and its types. There is no code in it. */

import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../command.ts';
import { readDocuments } from '../publish/documents.ts';
import { publishedFiles } from '../publish/files.ts';
import { compileTypes } from './compile.ts';
import { type RootManifest, specManifestOf } from './manifest.ts';
import { writeFiles } from './write.ts';

const GENERATED = path.join(ROOT, 'generated');

/**
 * What a published file is called in the package, which has a version itself: `openapi-0.1.0-view-2.64.yaml` is
 * `views/2.64.yaml`. Undefined for what the package does without: second names, indexes, and the documents without `$ref`,
 * which are five times as large.
 */
export const nameInPackage = (name: string, version: string): string | undefined => {
  if (!name.includes(`-${version}`) || name.endsWith('-dereferenced.json')) return undefined;
  return name.replace(`-${version}`, '').replace(/^openapi-view-/, 'views/');
};

/** Writes the package into a folder, which must be empty. */
export const makeOpenapi = async (folder: string, root: RootManifest, version: string): Promise<void> => {
  const published = publishedFiles(await readDocuments(GENERATED));
  const files = [...published].flatMap(([name, text]): [string, string][] => {
    const own = nameInPackage(name, version);
    return own === undefined ? [] : [[own, text]];
  });
  compileTypes(folder);
  await cp(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'));
  await writeFiles(folder, [
    ...files,
    ['views/index.json', await readFile(path.join(GENERATED, 'views/index.json'), 'utf8')],
    ['README.md', await readFile(path.join(import.meta.dirname, 'openapi/README.md'), 'utf8')],
    ['package.json', `${JSON.stringify(specManifestOf(root, version), null, 2)}\n`],
  ]);
};
