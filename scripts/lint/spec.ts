/** Lints a spec: its source, and the documents that are made from it. Each problem is one line, at the file to mend. */

import path from 'node:path';
import type { Config } from '@redocly/openapi-core';
import type { JsonObject } from '../generate/document.ts';
import { makeDocuments } from '../generate/make.ts';
import { readSource } from '../generate/source.ts';
import { fileProblems, ROOT_FILE, readFiles } from './files.ts';
import { placer } from './places.ts';
import { configOf, DOCUMENT_SEVERITIES, problemsOf, SOURCE_SEVERITIES } from './redocly.ts';
import { documentRules, sourceRules } from './rules.ts';

/** What is wrong with some documents, each problem once, by place; it names the documents when it is not in all. */
const problemLines = async (
  documents: ReadonlyMap<string, JsonObject>,
  config: Config,
  place: (pointer: string) => string,
): Promise<string[]> => {
  const found = new Map<string, Set<string>>();
  for (const [name, document] of documents) {
    for (const { rule, message, pointer } of await problemsOf(document, config)) {
      const line = `${place(pointer)}  ${rule}  ${message}`;
      found.set(line, (found.get(line) ?? new Set()).add(name));
    }
  }
  return [...found].map(([line, names]) =>
    names.size === documents.size ? line : `${line} [in ${[...names].join(', ')}]`,
  );
};

const inFolder = (folder: string) => (line: string) => `${folder}/${line}`;

/** What is wrong with the files of a spec as they are written. `shown` is what the folder is called in the answer. */
export const lintSource = async (folder: string, shown: string): Promise<string[]> => {
  const source = await readSource(path.join(folder, ROOT_FILE));
  const files = await readFiles(folder);
  const config = await configOf(sourceRules, SOURCE_SEVERITIES, false);
  return [
    ...fileProblems(files, source).map(({ file, rule, message }) => `${file}  ${rule}  ${message}`),
    ...(await problemLines(new Map([['the source', source]]), config, placer(files))),
  ].map(inFolder(shown));
};

/** What is wrong with the bundle and the views that are made from a spec. */
export const lintDocuments = async (folder: string, shown: string): Promise<string[]> => {
  const { bundle, views } = makeDocuments(await readSource(path.join(folder, ROOT_FILE)));
  const named = [...views].map(([version, view]): [string, JsonObject] => [`view ${version}`, view]);
  const config = await configOf(documentRules, DOCUMENT_SEVERITIES, true);
  const place = placer(await readFiles(folder));
  const lines = await problemLines(new Map([['bundle', bundle], ...named]), config, place);
  return lines.map(inFolder(shown));
};
