/** Values and reasons in the notation of Python's jsonschema, which Nova's clients and their tests know. */

import type { Schema } from './view.ts';

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/** Python shows what is not printable, white space but the blank among it, by its code. */
const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code > 0xffff) return `\\U${hex.padStart(8, '0')}`;
  return code > 0xff ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`;
};

const quoted = (text: string): string => {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const shown = text.replace(
    /(?! )[\p{C}\p{Z}\\]/gu,
    (character) => ESCAPES[character] ?? escaped(character),
  );
  return quote + (quote === "'" ? shown.replaceAll("'", "\\'") : shown) + quote;
};

/** A JSON value as Python's `repr` writes it. */
export const repr = (value: unknown): string => {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${quoted(key)}: ${repr(each)}`)
    .join(', ')}}`;
};

const unexpected = (schema: Schema, value: unknown): string => {
  const known = Object.keys(schema.properties ?? {});
  const keys = Object.keys(value as object)
    .filter((key) => !known.includes(key))
    .sort();
  return `${keys.map(quoted).join(', ')} ${keys.length === 1 ? 'was' : 'were'} unexpected`;
};

const numberOf = (value: unknown) => String(value).replace(/^0+(?=\d)/, '');

/** A reason in two parts: what it is about, which may be long, and what is wrong with it. */
type Reason = readonly [about: string, wrong: string];

/** Keyword → why a value does not fit it; `detail` is the name that a required property has. */
export const reasons: Readonly<Record<string, (value: unknown, schema: Schema, detail: string) => Reason>> = {
  type: (value, { type, anyOf }) => {
    const types = anyOf?.map((each) => each.type) ?? [type];
    return [repr(value), ` is not of type ${types.map((each) => `'${each}'`).join(', ')}`];
  },
  enum: (value, schema) => [repr(value), ` is not one of ${repr(schema.enum)}`],
  pattern: (value, { pattern }) => [repr(value), ` does not match ${repr(pattern)}`],
  format: (value, { format }) => [repr(value), ` is not a ${repr(format)}`],
  minLength: (value) => [repr(value), ' is too short'],
  maxLength: (value) => [repr(value), ' is too long'],
  minItems: (value) => [repr(value), ' is too short'],
  maxItems: (value) => [repr(value), ' is too long'],
  minProperties: (value) => [repr(value), ' does not have enough properties'],
  maxProperties: (value) => [repr(value), ' has too many properties'],
  uniqueItems: (value) => [repr(value), ' has non-unique elements'],
  minimum: (value, { minimum }) => [numberOf(value), ` is less than the minimum of ${minimum}`],
  maximum: (value, { maximum }) => [numberOf(value), ` is greater than the maximum of ${maximum}`],
  required: (_value, _schema, detail) => [repr(detail), ' is a required property'],
  additionalProperties: (value, schema) => [
    `Additional properties are not allowed (${unexpected(schema, value)})`,
    '',
  ],
};
