/** The package of the service: its code as JavaScript, the mock, the documents with their types, and the documentation. */

import { chmod, cp, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { isPermissive, licencesOf, licencesText } from '../../contract-tests/licences.ts';
import { configTable } from '../../src/config.ts';
import { Failure, ROOT } from '../command.ts';
import { buildSite } from '../docs/site.ts';
import { documentNames, readDocuments } from '../publish/documents.ts';
import { bundleMock } from './bundle.ts';
import { compileCode, compileTypes, packagesOf } from './compile.ts';
import { dependenciesOf, manifestOf, type RootManifest } from './manifest.ts';
import { writeFiles } from './write.ts';

const GENERATED = path.join(ROOT, 'generated');
const BIN = 'bin/os-server-groups.mjs';
const SWAGGER_UI = ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt'];

/** What is copied as it is: file of the checkout → file of the package. */
const copies = async (): Promise<Map<string, string>> => {
  const { views } = await readDocuments(GENERATED);
  const documents = ['openapi.yaml', ...documentNames(views.map(({ range }) => range))];
  return new Map([
    ['LICENSE', 'LICENSE'],
    ['scripts/package/os-server-groups.mjs', BIN],
    ['src/operational/docs.html', 'src/operational/docs.html'],
    ...documents.map((name): [string, string] => [`generated/${name}`, `generated/${name}`]),
    ...SWAGGER_UI.map((name): [string, string] => [
      `node_modules/swagger-ui-dist/${name}`,
      `swagger-ui/${name}`,
    ]),
  ]);
};

/** Puts the mock, with all that it needs, in the place of its sources, and returns the files that went into it. */
const makeMock = async (folder: string): Promise<string[]> => {
  const files = await bundleMock(
    path.join(folder, 'scripts/mock/mock.js'),
    path.join(folder, 'src/mock/mock.js'),
  );
  await rm(path.join(folder, 'scripts'), { recursive: true });
  return files;
};

/** The licences of what the package carries. */
const licencesOfAll = (files: readonly string[]): string => {
  const licences = licencesOf(files);
  const refused = licences.filter(({ licence }) => !isPermissive(licence));
  if (refused.length === 0) return licencesText('os-server-groups', licences);
  const names = refused.map(({ id, licence }) => `${id} (${licence || 'no licence'})`).join(', ');
  throw new Failure(
    `These packages may not be part of the published one: ${names}. Do without them; or, if the licence lets anyone pass the code on, name it in contract-tests/licences.ts.`,
  );
};

/**
 * Writes the package into a folder, which must be empty.
 *
 * @throws {Failure} that says what to mend
 */
export const makeService = async (folder: string, root: RootManifest, version: string): Promise<void> => {
  compileCode(folder);
  compileTypes(path.join(folder, 'generated'));
  const dependencies = dependenciesOf(root, packagesOf(folder));
  const bundled = await makeMock(folder);
  const copied = await copies();
  for (const [from, to] of copied) {
    await mkdir(path.dirname(path.join(folder, to)), { recursive: true });
    await cp(path.join(ROOT, from), path.join(folder, to));
  }
  await chmod(path.join(folder, BIN), 0o755);
  // Where src/operational/site.ts looks for it, seen from there as in the checkout.
  await buildSite(path.join(folder, 'dist/docs'));
  const readme = await readFile(path.join(import.meta.dirname, 'README.md'), 'utf8');
  const carried = [...copied.keys()].map((file) => path.join(ROOT, file));
  await writeFiles(folder, [
    ['package.json', `${JSON.stringify(manifestOf(root, version, dependencies), null, 2)}\n`],
    ['README.md', readme.replace('<!-- insert settings -->', configTable())],
    ['THIRD-PARTY-LICENSES.txt', licencesOfAll([...bundled, ...carried])],
  ]);
};
