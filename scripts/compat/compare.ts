/** Compares two versions of the spec, document by document: each view with those of the same microversions, and the bundles. */

import { isObject, type JsonObject, operations } from '../generate/document.ts';
import { LEGACY, minor, type Range } from '../generate/microversions.ts';
import { type DocumentSet, inWords } from '../publish/documents.ts';
import { IGNORED } from './levels.ts';
import { type Change, oasdiff } from './oasdiff.ts';
import { ownChanges } from './own-checks.ts';

/** A change, once, with all places where it was seen. */
export interface Finding extends Change {
  /** The operation; undefined for what concerns the whole API. */
  readonly operationId?: string | undefined;
  /** The operation without regard to prefixes, which changes together with it. */
  readonly handler?: string | undefined;
  /** The microversions that it concerns: none when only the bundle shows it; undefined when there is nothing to tell apart. */
  readonly ranges?: readonly Range[];
}

interface Pair {
  readonly base: JsonObject;
  readonly revision: JsonObject;
  readonly range?: Range;
}

const namesOf = (documents: readonly JsonObject[]) => {
  const names = new Map<string, JsonObject>();
  for (const document of documents) {
    for (const { method, path, operation } of operations(document)) {
      const key = `${method.toUpperCase()} ${path}`;
      if (!names.has(key)) names.set(key, operation);
    }
  }
  return ({ method, path }: Change) => {
    const operation = names.get(`${method} ${path}`);
    if (!isObject(operation)) return {};
    const operationId = String(operation.operationId ?? `${method} ${path}`);
    return { operationId, handler: String(operation['x-handler'] ?? operationId) };
  };
};

const overlap = (a: Range, b: Range): Range | undefined => {
  const first = minor(a.first) >= minor(b.first) ? a.first : b.first;
  const last = minor(a.last) <= minor(b.last) ? a.last : b.last;
  return minor(first) <= minor(last) ? { first, last } : undefined;
};

/** Views of the same microversions; a range that was split is compared with each of its parts. */
const pairsOf = (base: DocumentSet, revision: DocumentSet): Pair[] => {
  const views = base.views.flatMap((old) =>
    revision.views.flatMap((now): Pair[] => {
      const range = overlap(old.range, now.range);
      return range ? [{ base: old.document, revision: now.document, range }] : [];
    }),
  );
  return [...views, { base: base.bundle, revision: revision.bundle }];
};

/** The microversions that only the first of two sets has, as ranges of its views. */
const only = (one: DocumentSet, other: DocumentSet): Range[] =>
  one.views.flatMap(({ range }) => {
    const served = other.views.map((view) => view.range);
    const all = Array.from({ length: minor(range.last) - minor(range.first) + 1 }, (_, index) => index);
    const versions = all
      .map((index) => `2.${minor(range.first) + index}`)
      .filter((version) => !served.some((each) => overlap(each, { first: version, last: version })));
    const [first, last] = [versions[0], versions.at(-1)];
    return first === undefined || last === undefined ? [] : [{ first, last }];
  });

/** Ranges that follow each other become one; what has no microversions stays by itself. */
export const joined = (ranges: readonly Range[]): Range[] => {
  const result: Range[] = [];
  for (const range of [...ranges].sort((a, b) => minor(a.first) - minor(b.first))) {
    const before = result.at(-1);
    const follows = before && before.last !== LEGACY && minor(range.first) <= minor(before.last) + 1;
    if (follows) result[result.length - 1] = { first: before.first, last: range.last };
    else result.push(range);
  }
  return result;
};

const compare = async (program: string, pairs: readonly Pair[]): Promise<Finding[]> => {
  const nameOf = namesOf(pairs.flatMap(({ base, revision }) => [base, revision]));
  const hasViews = pairs.some(({ range }) => range !== undefined);
  const found = new Map<string, Finding>();
  for (const { base, revision, range } of pairs) {
    for (const change of [...(await oasdiff(program, base, revision)), ...ownChanges(base, revision)]) {
      if (IGNORED.has(change.id)) continue;
      const key = JSON.stringify([change.id, change.method, change.path, change.text]);
      const ranges = [...(found.get(key)?.ranges ?? []), ...(range ? [range] : [])];
      found.set(key, { ...change, ...nameOf(change), ...(hasViews ? { ranges: joined(ranges) } : {}) });
    }
  }
  return [...found.values()];
};

/** What has changed between two documents. */
export const compareDocuments = (
  program: string,
  base: JsonObject,
  revision: JsonObject,
): Promise<Finding[]> => compare(program, [{ base, revision }]);

/** What has changed between two versions of the spec, in the order of the views. */
export const compareSets = async (
  program: string,
  base: DocumentSet,
  revision: DocumentSet,
): Promise<Finding[]> => {
  const removed = only(base, revision).map((range): Finding => {
    const text = `removed the microversions ${inWords(range)}`;
    return { id: 'microversion-removed', level: 'ERR', text };
  });
  const added = only(revision, base).map((range): Finding => {
    const text = `added the microversions ${inWords(range)}`;
    return { id: 'microversion-added', level: 'INFO', text };
  });
  return [...removed, ...added, ...(await compare(program, pairsOf(base, revision)))];
};

/** What the views of new microversions have that the view before them has not, by the range that is new. */
export const newMicroversions = async (
  program: string,
  base: DocumentSet,
  revision: DocumentSet,
): Promise<{ range: Range; findings: Finding[] }[]> => {
  const known = Math.max(...base.views.map(({ range }) => minor(range.last)));
  const news = [];
  for (const [index, { range, document }] of revision.views.entries()) {
    const before = revision.views[index - 1];
    if (minor(range.first) <= known || before === undefined) continue;
    news.push({ range, findings: await compare(program, [{ base: before.document, revision: document }]) });
  }
  return news;
};
