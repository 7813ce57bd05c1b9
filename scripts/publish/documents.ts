/** The documents of one version of the spec, as they lie in a folder: in `generated/`, or in a folder of `spec/published/`. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type JsonObject, objectAt } from '../generate/document.ts';
import type { Range } from '../generate/microversions.ts';

export interface View {
  readonly range: Range;
  readonly document: JsonObject;
}

export interface DocumentSet {
  /** The version of the document, such as "0.1.0"; `info.version` in all of them. */
  readonly version: string;
  readonly bundle: JsonObject;
  /** In the order of the microversions. */
  readonly views: readonly View[];
}

/** The names, below the folder, of the files that make up the documents. */
export const documentNames = (ranges: readonly Range[]): string[] => [
  'openapi.json',
  'views/index.json',
  ...ranges.map(({ first }) => `views/${first}.json`),
];

/** Rejects when a file is missing or is no JSON. */
export const readDocuments = async (folder: string): Promise<DocumentSet> => {
  const read = async (name: string) => JSON.parse(await readFile(path.join(folder, name), 'utf8'));
  const bundle: JsonObject = await read('openapi.json');
  const ranges: Range[] = await read('views/index.json');
  const views = await Promise.all(
    ranges.map(async (range) => ({ range, document: await read(`views/${range.first}.json`) })),
  );
  return { version: String(objectAt(bundle, 'info').version), bundle, views };
};

/** A range of microversions in words; "2.0" stands for what has none. */
export const inWords = ({ first, last }: Range): string =>
  first === '2.0' ? 'without microversions' : first === last ? first : `${first} to ${last}`;
