/** The files of a spec: what is where, and the rules for how they are called. */

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { type Json, type JsonObject, mapObjects, objectAt } from '../generate/document.ts';

/** Path below the folder of the spec, with slashes → text. */
export type Files = ReadonlyMap<string, string>;

export const ROOT_FILE = 'openapi.yaml';

/** All files of a spec, but for its notes and the versions that were published once and stay as they were. */
export const readFiles = async (folder: string): Promise<Files> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((name) => !name.endsWith('.md') && !name.startsWith('published/'));
  const texts = names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const);
  return new Map(await Promise.all(texts));
};

const refsOf = (file: string, text: string): string[] => {
  const refs: string[] = [];
  mapObjects(parse(text) as Json, (object) => {
    if (typeof object.$ref === 'string') {
      const [target = ''] = object.$ref.split('#');
      refs.push(target === '' ? file : path.posix.join(path.posix.dirname(file), target));
    }
    return object;
  });
  return refs;
};

export interface FileProblem {
  readonly rule: string;
  readonly message: string;
  readonly file: string;
}

const unusedFiles = (files: Files): FileProblem[] => {
  const used = new Set([ROOT_FILE]);
  for (const file of used) for (const ref of refsOf(file, files.get(file) ?? '')) used.add(ref);
  const message = 'nothing points at this file (delete it, or point at it with a $ref)';
  return [...files.keys()]
    .filter((file) => !used.has(file))
    .map((file) => ({ rule: 'unused-files', message, file }));
};

/** The bundler calls a component by the tail of its `$ref`, and by something else where two would be called the same. */
const misnamedFiles = (files: Files, source: JsonObject): FileProblem[] =>
  Object.entries(objectAt(source, 'components')).flatMap(([section, all]) =>
    Object.keys(all as JsonObject)
      .map((name) => ({ name, file: `components/${section}/${name}.yaml` }))
      .filter(({ file }) => !files.has(file))
      .map(({ name, file }) => ({
        rule: 'file-names',
        message: `the component ${name} of ${section} has no file ${file} (write each component into a file of its own that has its name, and point at the whole file)`,
        file: ROOT_FILE,
      })),
  );

/** What is wrong with the files as such. `source` is the document that they make together. */
export const fileProblems = (files: Files, source: JsonObject): FileProblem[] => [
  ...unusedFiles(files),
  ...misnamedFiles(files, source),
];
