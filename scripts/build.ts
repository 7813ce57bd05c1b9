/** `npm run build`: makes the package of the service as npm publishes it. */

import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isPermissive, licencesOf, licencesText } from '../contract-tests/licences.ts';
import { configTable } from '../src/config.ts';
import { command, Failure, ROOT } from './command.ts';
import { bundleMock } from './package/bundle.ts';
import { compile, packagesOf } from './package/compile.ts';
import { dependenciesOf, manifestOf } from './package/manifest.ts';
import { documentNames, readDocuments } from './publish/documents.ts';
import { soundVersion } from './publish/sound.ts';

const HELP = `
npm run build

Makes dist/package/ anew: the package os-server-groups, as "npm pack" and "npm publish" take it. It holds the service and
the mock as JavaScript, the documents of the spec, and the types of the API; it needs Node 24.18 and nothing of this checkout.

Exit status: 0 it is made; 1 it cannot be made, and the message says what to mend.
`;

const OUT = path.join(ROOT, 'dist/package');
const GENERATED = path.join(ROOT, 'generated');
const BIN = 'bin/os-server-groups.mjs';
const SWAGGER_UI = ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt'];

const read = (file: string) => readFile(path.join(ROOT, file), 'utf8');

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
const makeMock = async (): Promise<string[]> => {
  const files = await bundleMock(path.join(OUT, 'scripts/mock/mock.js'), path.join(OUT, 'src/mock/mock.js'));
  await rm(path.join(OUT, 'scripts'), { recursive: true });
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

await command(HELP, {}, async () => {
  const version = await soundVersion(GENERATED);
  await rm(OUT, { recursive: true, force: true });
  compile();
  const root = JSON.parse(await read('package.json'));
  const dependencies = dependenciesOf(root, packagesOf(OUT));
  const bundled = await makeMock();
  const copied = await copies();
  for (const [from, to] of copied) {
    await mkdir(path.dirname(path.join(OUT, to)), { recursive: true });
    await cp(path.join(ROOT, from), path.join(OUT, to));
  }
  await chmod(path.join(OUT, BIN), 0o755);
  const carried = [...copied.keys()].map((file) => path.join(ROOT, file));
  const texts: Readonly<Record<string, string>> = {
    'package.json': `${JSON.stringify(manifestOf(root, version, dependencies), null, 2)}\n`,
    'README.md': (await read('scripts/package/README.md')).replace('<!-- insert settings -->', configTable()),
    'THIRD-PARTY-LICENSES.txt': licencesOfAll([...bundled, ...carried]),
  };
  for (const [name, text] of Object.entries(texts)) await writeFile(path.join(OUT, name), text);
  console.log(
    `Made os-server-groups ${version} in dist/package/. "npm publish ./dist/package" publishes it.`,
  );
});
