/** Runs OpenAPI Generator with the templates beside this file: types, handler interface, routes, stubs, faults. */

import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import type { JsonObject } from './document.ts';
import { runGenerator } from './generator.ts';
import { prepare } from './prepare.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TEMPLATES = path.join(import.meta.dirname, 'templates');

/** One run: from a document, with a template each, the named files. */
interface Run {
  readonly name: string;
  readonly document: JsonObject;
  /** Generated file → template. */
  readonly files: Readonly<Record<string, string>>;
}

const runs = (newest: JsonObject, bundle: JsonObject, views: ReadonlyMap<string, JsonObject>): Run[] => [
  {
    name: 'newest',
    document: prepare(newest),
    files: { 'types.ts': 'types', 'stubs.ts': 'stubs', 'faults.ts': 'faults' },
  },
  { name: 'routes', document: prepare(bundle), files: { 'routes.ts': 'routes' } },
  ...[...views].map(([version, view]) => ({
    name: `view-${version}`,
    document: prepare(view),
    files: { [`views/${version}.ts`]: 'models' },
  })),
];

const config = ({ name, files }: Run, folder: string) => ({
  generatorName: 'typescript-axios',
  inputSpec: path.join(folder, `${name}.json`),
  outputDir: path.join(folder, name),
  templateDir: TEMPLATES,
  generateAliasAsModel: true,
  // The validators know the formats; in TypeScript a date stays the text that is sent.
  typeMappings: { set: 'Array', AnyType: 'unknown', object: 'object' },
  languageSpecificPrimitives: ['unknown'],
  globalProperties: {
    models: '',
    apis: '',
    modelDocs: 'false',
    apiDocs: 'false',
    supportingFiles: Object.values(files)
      .map((template) => `${template}.ts`)
      .join(','),
  },
  files: Object.fromEntries(
    Object.values(files).map((template) => [
      `${template}.mustache`,
      { templateType: 'SupportingFiles', destinationFilename: `${template}.ts` },
    ]),
  ),
});

/** A template cannot know where lines break and which quotes are needless. */
const format = (files: string[]) =>
  promisify(execFile)(process.execPath, [
    path.join(ROOT, 'node_modules/@biomejs/biome/bin/biome'),
    ...['format', '--write', `--config-path=${path.join(import.meta.dirname, 'format.json')}`],
    ...files,
  ]);

/**
 * The generated code, path → text. Works in `folder`, which must be empty. Rejects with the generator's own last words
 * when it fails; the first run downloads the generator from Maven Central.
 */
export const generateCode = async (
  documents: { newest: JsonObject; bundle: JsonObject; views: ReadonlyMap<string, JsonObject> },
  folder: string,
): Promise<Map<string, string>> => {
  const all = runs(documents.newest, documents.bundle, documents.views);
  await mkdir(folder, { recursive: true });
  for (const run of all) {
    await writeFile(path.join(folder, `${run.name}.json`), JSON.stringify(run.document));
    await writeFile(path.join(folder, `${run.name}.config.json`), JSON.stringify(config(run, folder)));
  }
  const configs = all.map((run) => path.join(folder, `${run.name}.config.json`));
  await runGenerator(['batch', '--fail-fast', ...configs]);

  const written = all.flatMap((run) =>
    Object.entries(run.files).map(([file, template]) => ({
      file,
      from: path.join(folder, run.name, `${template}.ts`),
    })),
  );
  await format(written.map(({ from }) => from));
  const texts = written.map(async ({ file, from }) => [file, await readFile(from, 'utf8')] as const);
  return new Map(await Promise.all(texts));
};
