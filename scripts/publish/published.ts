/** `spec/published/`: a folder for each version that was released, which never changes again. */

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { alteredIn, SUMS, sumsOf } from './checksums.ts';
import { type DocumentSet, documentNames, readDocuments } from './documents.ts';
import { compareVersions, VERSION } from './version.ts';

/** The versions that were published, the oldest first. */
export const publishedVersions = async (published: string): Promise<string[]> =>
  (await readdir(published).catch(() => [])).filter((name) => VERSION.test(name)).sort(compareVersions);

const documentTexts = async (folder: string): Promise<Map<string, string>> => {
  const { views } = await readDocuments(folder);
  const names = documentNames(views.map(({ range }) => range));
  const texts = names.map(
    async (name): Promise<[string, string]> => [name, await readFile(path.join(folder, name), 'utf8')],
  );
  return new Map(await Promise.all(texts));
};

/**
 * Writes the documents in `generated` as a published version, and resolves with its folder.
 *
 * @throws {Error} when the version is there already, or is older than what is published
 */
export const freeze = async (generated: string, published: string): Promise<string> => {
  const { version } = await readDocuments(generated);
  const versions = await publishedVersions(published);
  const newest = versions.at(-1);
  if (newest !== undefined && compareVersions(version, newest) <= 0) {
    throw new Error(
      `Version ${version} cannot be published: ${newest} is there already, and a published version never changes. ` +
        `Raise info.version in spec/openapi.yaml above ${newest}, then run "npm run generate".`,
    );
  }
  const folder = path.join(published, version);
  const files = await documentTexts(generated);
  await mkdir(published, { recursive: true });
  await mkdir(folder);
  for (const [name, text] of [...files, [SUMS, sumsOf(files)] as const]) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
};

const alterations = async (published: string, versions: readonly string[]): Promise<string[]> => {
  const problems: string[] = [];
  for (const version of versions) {
    for (const problem of await alteredIn(path.join(published, version))) {
      problems.push(
        `In the published version ${version} ${problem}, but what was published never changes: restore it from git.`,
      );
    }
  }
  return problems;
};

/** Whether the documents say the same, whatever their white space. */
const isSame = ({ bundle, views }: DocumentSet, other: DocumentSet) =>
  JSON.stringify([bundle, views]) === JSON.stringify([other.bundle, other.views]);

/**
 * What is wrong between the published versions and the present documents, a sentence each: something published was altered,
 * or what has changed still bears the version of something published.
 */
export const publishedProblems = async (published: string, current: DocumentSet): Promise<string[]> => {
  const versions = await publishedVersions(published);
  const altered = await alterations(published, versions);
  const newest = versions.at(-1);
  if (altered.length > 0 || newest === undefined) return altered;

  const order = compareVersions(current.version, newest);
  if (order < 0) return [`The spec is of version ${current.version}, but ${newest} was published already.`];
  if (order > 0 || isSame(await readDocuments(path.join(published, newest)), current)) return [];
  return [
    `The documents have changed, and version ${newest} was published without that change. ` +
      'Raise info.version in spec/openapi.yaml, then run "npm run generate".',
  ];
};
