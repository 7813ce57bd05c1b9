/** The client for TypeScript and JavaScript. */

import { execFile } from 'node:child_process';
import { copyFile, glob, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { ROOT } from '../../command.ts';
import { environment } from '../build.ts';
import type { Installed, Language } from '../language.ts';

/** The strictest project that may want to use the client: in Node, without the types of browsers, each declaration checked. */
const CONSUMER = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2022'],
    module: 'nodenext',
    types: ['node'],
    typeRoots: [path.join(ROOT, 'node_modules/@types')],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    noPropertyAccessFromIndexSignature: true,
    verbatimModuleSyntax: true,
    skipLibCheck: false,
  },
};

const install = async (client: string, folder: string): Promise<Installed> => {
  const run = (program: string, ...args: string[]) =>
    promisify(execFile)(program, args, { cwd: folder, env: environment() });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(CONSUMER));
  for (const file of ['driver.ts', 'example.ts'])
    await copyFile(path.join(import.meta.dirname, file), path.join(folder, file));
  const packages = await Array.fromAsync(glob('*.tgz', { cwd: client }));
  await run('npm', 'install', '--offline', ...packages.map((name) => path.join(client, name)));
  await run('tsc');
  return { driver: [process.execPath, 'driver.js'], example: [process.execPath, 'example.js'] };
};

export const typescript: Language = {
  name: 'typescript',
  extension: 'ts',
  generator: {
    generatorName: 'typescript-fetch',
    withoutRuntimeChecks: true,
    importFileExtension: '.js',
    modelPropertyNaming: 'original',
    disallowAdditionalPropertiesIfNotPresent: false,
    globalProperties: {
      models: '',
      apis: '',
      supportingFiles: '',
      ...{ modelDocs: 'false', apiDocs: 'false', modelTests: 'false', apiTests: 'false' },
    },
  },
  sources: 'src/generated',
  templates: {
    // Ours leaves the type of an enumeration open.
    'typescript-fetch/modelEnumInterfaces.mustache':
      '3a5dcd8e9655118d96aae36f033cc61efb6be2352aefb45b0f6ce388371b45ee',
    // Ours hands each request to the client; upstream's sends it itself, and does not compile with exactOptionalPropertyTypes.
    'typescript-fetch/runtime.mustache': 'f2a5e9efb8f16e450f4ec5589b8eac07a17aa760bdc42102b5bbe70823b0bc9d',
  },
  build: [['tsc'], ['npm', 'pack']],
  packed: ['*.tgz'],
  install,
};
