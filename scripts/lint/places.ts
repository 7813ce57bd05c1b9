/** From a pointer into a document that was made of the spec to the file and line that it comes from. */

import { isMap, isScalar, isSeq, LineCounter, parse, parseDocument } from 'yaml';
import { isObject, type JsonObject, objectAt } from '../generate/document.ts';
import { expandPrefixes } from '../generate/prefixes.ts';
import { SUFFIX } from '../generate/whole.ts';
import { type Files, ROOT_FILE } from './files.ts';
import { keysOf } from './rule.ts';

/** The line of a file, counted from 1, in which the keys lead to something, or as far as they lead. */
const lineOf = (text: string, keys: readonly string[]): number => {
  const lineCounter = new LineCounter();
  let node: unknown = parseDocument(text, { lineCounter }).contents;
  let offset = 0;
  for (const key of keys) {
    const index = isSeq(node) ? Number(key) : -1;
    const pair = isMap(node)
      ? node.items.find((each) => isScalar(each.key) && String(each.key.value) === key)
      : null;
    const next = isSeq(node) ? node.items[index] : pair?.value;
    const start = isSeq(node) ? next : pair?.key;
    const range = (start as { range?: readonly number[] } | null | undefined)?.range;
    if (range === undefined) break;
    offset = range[0] ?? 0;
    node = next;
  }
  return lineCounter.linePos(offset).line;
};

/** The file that each path is written in, those below other prefixes too. */
const pathFiles = (root: JsonObject): Map<string, string> => {
  const marked = Object.entries(objectAt(root, 'paths')).map(([name, pathItem]) => [
    name,
    { 'x-file': (isObject(pathItem) && pathItem.$ref) || null },
  ]);
  const { paths } = expandPrefixes({ ...root, paths: Object.fromEntries(marked) });
  return new Map(
    Object.entries(paths as JsonObject).flatMap(([name, pathItem]): [string, string][] => {
      const file = (pathItem as JsonObject)['x-file'];
      return typeof file === 'string' ? [[name, file]] : [];
    }),
  );
};

/** A function from a pointer into any document that is made of the spec to `file:line` below its folder. */
export const placer = (files: Files): ((pointer: string) => string) => {
  const filesOfPaths = pathFiles(parse(files.get(ROOT_FILE) ?? '{}') as JsonObject);
  const placeOf = ([first, second = '', third = '', ...rest]: string[]): [string, string[]] | undefined => {
    if (first === 'components') {
      const names = [third, third.replace(new RegExp(`${SUFFIX}$`), '')];
      const file = names.map((name) => `components/${second}/${name}.yaml`).find((name) => files.has(name));
      return file === undefined ? undefined : [file, rest];
    }
    const file = first === 'paths' ? filesOfPaths.get(second) : undefined;
    return file === undefined ? undefined : [file, third === '' ? [] : [third, ...rest]];
  };
  return (pointer) => {
    const keys = keysOf(pointer);
    const [file, rest] = placeOf(keys) ?? [ROOT_FILE, keys];
    return `${file}:${lineOf(files.get(file) ?? '', rest)}`;
  };
};
