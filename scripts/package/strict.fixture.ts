/** A program of a strict user of a package, for tests. */

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { ROOT } from '../command.ts';
import { type Ended, isDone, run } from './package.fixture.ts';

/** What a strict user switches on. */
const STRICT = {
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  resolveJsonModule: true,
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: [],
};

/** The ways in which TypeScript looks for what is imported. */
export const RESOLUTIONS: readonly (readonly [module: string, moduleResolution: string])[] = [
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
];

/** Compiles a program in a new folder of a project, and runs it. */
export const compiledAndRun = async (
  project: string,
  program: string,
  [module, moduleResolution]: (typeof RESOLUTIONS)[number],
): Promise<Ended> => {
  const folder = path.join(project, moduleResolution);
  await mkdir(folder);
  await writeFile(path.join(folder, 'use.ts'), program);
  const compilerOptions = { ...STRICT, module, moduleResolution };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  isDone(await run(folder, process.execPath, [tsc]));
  return isDone(await run(folder, process.execPath, ['use.js']));
};
