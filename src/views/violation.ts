/** Where in a request a violation is, and what the view says there; read off the validator's own report. */

import { deref, type Schema, type View } from './view.ts';

/** As express-openapi-validator reports it: a JSON pointer such as `/body/server_group/name`, and the keyword. */
export interface Reported {
  readonly path: string;
  readonly errorCode?: string;
}

export interface Violation {
  /** The keys and indices that lead to the value. */
  readonly at: readonly string[];
  readonly keyword: string;
  readonly value: unknown;
  readonly schema: Schema;
  /** The missing property, for `required`. */
  readonly detail: string;
  /** Sorts violations as Python's jsonschema comes upon them: those of properties in the order of the schema. */
  readonly order: readonly number[];
}

/** Within one schema: its type, then what is inside, then the list as a whole, then the keys. */
const LATE: Readonly<Record<string, number>> = {
  uniqueItems: 10_001,
  minItems: 10_002,
  maxItems: 10_002,
  required: 10_003,
  additionalProperties: 10_004,
  minProperties: 10_005,
  maxProperties: 10_006,
};
const CONSTRAINTS = ['type', 'enum', 'minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum'];

const rankOf = (keyword: string) => LATE[keyword] ?? CONSTRAINTS.indexOf(keyword) - CONSTRAINTS.length - 1;

const unescaped = (segment: string) => segment.replaceAll('~1', '/').replaceAll('~0', '~');
const escaped = (segment: string) => segment.replaceAll('~', '~0').replaceAll('/', '~1');
const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

/** Pointers to each key of a value that is the empty text. */
const emptyKeysIn = (value: unknown, pointer: string): string[] =>
  Object.entries(typeof value === 'object' && value !== null ? value : {}).flatMap(([key, each]) =>
    key === '' ? `${pointer}/` : emptyKeysIn(each, `${pointer}/${escaped(key)}`),
  );

/** With a place for each report: the validator names none for an unknown key that is empty, so it is looked for. */
export const withPlaces = (reported: readonly Reported[], body: unknown): Reported[] =>
  reported.flatMap((each) =>
    each.path === '' ? emptyKeysIn(body, '/body').map((path) => ({ ...each, path })) : each,
  );

/** Goes down from a schema and its value as far as the pointer and the schema lead. */
export const locate = (
  view: View,
  top: Schema,
  body: unknown,
  { path, errorCode = '' }: Reported,
): Violation => {
  const [keyword = ''] = errorCode.split('.');
  // These point at the property that is meant, not at the object that has or lacks it.
  const namesProperty = keyword === 'required' || keyword === 'additionalProperties';
  const segments = path.split('/').slice(2);
  const at: string[] = [];
  const order: number[] = [];
  let schema = deref(view, top);
  let value = body;
  let left = segments;
  while (left.length > (namesProperty ? 1 : 0)) {
    const key = unescaped(left[0] as string);
    const names = Object.keys(schema.properties ?? {});
    const next = schema.properties?.[key] ?? schema.items;
    if (next === undefined || (names.length > 0 && !names.includes(key))) break;
    // The last name is not escaped, so that one with slashes in it looks like several.
    if (keyword === 'additionalProperties' && own(value, left.join('/')) !== undefined) break;
    order.push(schema.items === undefined ? names.indexOf(key) : Number(key));
    at.push(key);
    schema = deref(view, next);
    value = own(value, key);
    left = left.slice(1);
  }
  return { at, keyword, value, schema, detail: left.join('/'), order: [...order, rankOf(keyword)] };
};

/** Compares two orders: the first place in which they differ counts. */
export const compareOrders = (a: readonly number[], b: readonly number[]): number => {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] as number) - (b[index] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};
