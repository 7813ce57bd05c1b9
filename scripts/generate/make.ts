/** Everything in `generated/`, made from the spec in memory. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { generateCode } from './code.ts';
import { type JsonObject, objectAt, operations } from './document.ts';
import { rangesOf } from './microversions.ts';
import { expandPrefixes } from './prefixes.ts';
import { readSource } from './source.ts';
import { viewOf } from './view.ts';
import { bundleOf } from './whole.ts';

export interface Documents {
  /** Each operation once, in its newest version. */
  readonly newest: JsonObject;
  /** Every version in one document. */
  readonly bundle: JsonObject;
  /** First version → the API as that version, and the others of its range, see it. */
  readonly views: ReadonlyMap<string, JsonObject>;
}

/** Handlers speak the newest version, so an operation that it has lost would be left without one. */
const refuseLostOperations = (source: JsonObject, newest: JsonObject) => {
  const idOf = ({ operation }: { operation: JsonObject }) => operation.operationId;
  const kept = new Set([...operations(newest)].map(idOf));
  const lost = [...operations(source)].map(idOf).filter((id) => !kept.has(id));
  if (lost.length > 0) {
    throw new Error(
      `the newest version has lost ${lost.join(', ')}: the generator has no handler types for that yet`,
    );
  }
};

/** The documents that the spec stands for. */
export const makeDocuments = (source: JsonObject): Documents => {
  const expanded = expandPrefixes(source);
  const ranges = rangesOf(source, source['x-newest-microversion']);
  const views = new Map(ranges.map((range) => [range.first, viewOf(expanded, range)]));
  const newest = viewOf(source, ranges[ranges.length - 1] as (typeof ranges)[number]);
  refuseLostOperations(source, newest);
  return { newest, bundle: bundleOf(expanded), views };
};

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** The documents as files, path below `generated/` → text. */
const documentFiles = ({ bundle, views }: Documents): Map<string, string> =>
  new Map([
    ['openapi.json', json(bundle)],
    ['openapi.yaml', stringify(bundle, { aliasDuplicateObjects: false, lineWidth: 0 })],
    ['views/index.json', json([...views.values()].map((view) => objectAt(view, 'info')['x-microversions']))],
    ...[...views].map(([version, view]): [string, string] => [`views/${version}.json`, json(view)]),
  ]);

/**
 * All generated files, path below `generated/` → text; without Java those alone that need none. Rejects when the spec is
 * broken or OpenAPI Generator fails.
 */
export const make = async (spec: string, { java }: { java: boolean }): Promise<Map<string, string>> => {
  const documents = makeDocuments(await readSource(spec));
  const files = documentFiles(documents);
  if (!java) return files;
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-generate-'));
  try {
    for (const [file, text] of await generateCode(documents, folder)) files.set(file, text);
    return files;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
