/** Whether what lies in `generated/` may be published. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure, ROOT } from '../command.ts';
import { isUntouched, readManifest, sourceChecksum } from '../generate/manifest.ts';
import { documentNames, readDocuments } from './documents.ts';
import { writtenVersions } from './version.ts';

/**
 * Nothing stale is published, and no document whose version is not that of the packages.
 *
 * @returns the version of the documents
 * @throws {Failure} that says what to mend
 */
export const soundVersion = async (generated: string): Promise<string> => {
  const { version, views } = await readDocuments(generated);
  const manifest = await readManifest(generated);
  const names = documentNames(views.map(({ range }) => range));
  const untouched = await Promise.all(
    names.map(
      async (name) =>
        manifest && isUntouched(manifest, name, await readFile(path.join(generated, name), 'utf8')),
    ),
  );
  const isFresh = manifest?.source === (await sourceChecksum(ROOT, path.join(ROOT, 'spec')));
  if (!isFresh || untouched.includes(false)) {
    throw new Failure(
      'Nothing was written, since generated/ is not what the spec says. Mend it with: npm run generate',
    );
  }
  for (const [where, written] of await writtenVersions(ROOT)) {
    if (written === version) continue;
    throw new Failure(
      `Nothing was written: the spec is of version ${version}, but ${where} says ${written}. The spec (info.version) is right.`,
    );
  }
  return version;
};
