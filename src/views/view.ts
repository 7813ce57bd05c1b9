/** The views as they lie in `generated/views/`: which there are, and what is in one. Nothing else reads that folder. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { minorOf } from '../microversions/negotiate.ts';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Header {
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Content {
  readonly content?: { readonly 'application/json': { readonly schema: Schema } };
}

export interface Response extends Content {
  readonly headers?: Readonly<Record<string, Header | Ref>>;
}

interface Ref {
  readonly $ref: string;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | Ref)[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Response | Ref>>;
}

export interface View {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Response>> };
}

interface Range {
  readonly first: string;
  readonly last: string;
}

const FOLDER = new URL('../../generated/views/', import.meta.url);
const read = (file: string) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));

/** The ranges of versions in which the API stays the same, the oldest first. */
export const ranges: readonly Range[] = read('index.json');

/** The newest version that the spec has. */
export const NEWEST = ranges.at(-1)?.last as string;

/** The first version of the range that a served version is in. */
export const viewOf = (version: string): string => {
  const range = ranges.find(({ last }) => minorOf(version) <= minorOf(last));
  if (range === undefined) throw new Error(`no view has the version ${version}`);
  return range.first;
};

export const readView = (first: string): View => read(`${first}.json`);

/** The path of a view, for what reads files by itself. */
export const fileOf = (first: string): string => fileURLToPath(new URL(`${first}.json`, FOLDER));

/** What a `$ref` of the view points at, or the value itself where it is none. */
export const deref = <Value extends object>(view: View, value: Value | Ref): Value => {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as Value;
  const names = value.$ref.slice(2).split('/');
  return names.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], view) as Value;
};

/** All parameters of an operation, those of its path among them. */
export const parametersOf = (view: View, path: string, method: string): Parameter[] => {
  const pathItem = view.paths[path] as unknown as Record<string, Operation> & Pick<Operation, 'parameters'>;
  const operation = pathItem[method];
  return [...(pathItem.parameters ?? []), ...(operation?.parameters ?? [])].map((each) => deref(view, each));
};
