/** What a rule of our own is: data, and a function that looks at one node of a document. */

import { isObject, type Json, type JsonObject } from '../generate/document.ts';

/** The kinds of nodes that a rule can look at, in Redocly's names. */
export type Kind = 'Root' | 'Operation' | 'Parameter' | 'Header' | 'Schema' | 'Response' | 'RequestBody';

/** Where a node stands. */
export interface Place {
  /** As in a `$ref`: `#/components/schemas/ServerGroup`. */
  readonly pointer: string;
  readonly document: JsonObject;
}

/** What is wrong with a node, or with what stands in it at these keys. */
export type Finding = string | { readonly message: string; readonly at: readonly string[] };

export type Check = (node: JsonObject, place: Place) => Iterable<Finding>;

export interface Rule {
  readonly name: string;
  /** What it asks for, in words that also say what to do. */
  readonly asks: string;
  readonly on: readonly Kind[];
  readonly check: Check;
}

/** The keys of a pointer, unescaped. */
export const keysOf = (pointer: string): string[] =>
  pointer
    .replace(/^#?\/?/, '')
    .split('/')
    .filter((key) => key !== '')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The name of a component, where the pointer is that of a whole one. */
export const componentName = (pointer: string, section: string): string | undefined => {
  const [first, second, name, ...rest] = keysOf(pointer);
  return first === 'components' && second === section && rest.length === 0 ? name : undefined;
};

/** The text at a key, or an empty one. */
export const textAt = (node: JsonObject, key: string): string => {
  const value = node[key];
  return typeof value === 'string' ? value : '';
};

const SCALARS = ['string', 'integer', 'number', 'boolean'];

export const isScalar = (schema: Json | undefined): boolean =>
  isObject(schema) && SCALARS.includes(String(schema.type));
