/** The schemas of OpenAPI 3.0 in JSON Schema, draft 2020-12: what differs between the two is translated. */

import { isObject, type Json, type JsonObject } from '../generate/document.ts';

export const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

type Translate = (value: Json, key: string, schema: JsonObject) => JsonObject;

const same: Translate = (value, key) => ({ [key]: value });
const without: Translate = () => ({});
const schema: Translate = (value, key) => ({ [key]: isObject(value) ? asJsonSchema(value) : value });
const schemas: Translate = (value, key) => ({
  [key]: (value as JsonObject[]).map((each) => asJsonSchema(each)),
});
const schemaMap: Translate = (value, key) => ({
  [key]: Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, each]) => [name, asJsonSchema(each as JsonObject)]),
  ),
});

/** In 3.0 `exclusiveMaximum: true` stands beside `maximum`; in JSON Schema it is a limit of its own. */
const limit =
  (exclusive: string): Translate =>
  (value, key, { [exclusive]: isExclusive }) => ({ [isExclusive === true ? exclusive : key]: value });

/** The formats of JSON Schema; a validator may stop at any other, and what ours mean, their descriptions say too. */
const FORMATS = new Set<Json>([
  ...['date-time', 'date', 'time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uri-reference'],
  ...['uuid', 'json-pointer', 'relative-json-pointer', 'regex'],
]);

const KEYWORDS: Readonly<Record<string, Translate>> = {
  ...Object.fromEntries(
    [
      ...['title', 'description', 'enum', 'default', 'pattern', 'multipleOf', 'maxLength'],
      ...['minLength', 'maxItems', 'minItems', 'uniqueItems', 'maxProperties', 'minProperties', 'required'],
      ...['readOnly', 'writeOnly', 'deprecated'],
    ].map((keyword) => [keyword, same]),
  ),
  // `nullable` says nothing without a `type`, and lets null in only where an `enum` has it too.
  type: (value, _key, { nullable }) => ({ type: nullable === true ? [value, 'null'] : value }),
  nullable: without,
  format: (value) => (FORMATS.has(value) ? { format: value } : {}),
  maximum: limit('exclusiveMaximum'),
  minimum: limit('exclusiveMinimum'),
  exclusiveMaximum: without,
  exclusiveMinimum: without,
  example: (value) => ({ examples: [value] }),
  properties: schemaMap,
  additionalProperties: schema,
  items: schema,
  not: schema,
  allOf: schemas,
  anyOf: schemas,
  oneOf: schemas,
  discriminator: without,
  externalDocs: without,
  xml: without,
};

const COMPONENT = /^#\/components\/schemas\/([\w.-]+)$/;

/**
 * A schema in JSON Schema. What it names among the components becomes the name of a file beside it.
 *
 * @throws {Error} at a keyword whose translation is not known
 */
export const asJsonSchema = (source: JsonObject): JsonObject => {
  if (typeof source.$ref === 'string') {
    const [, name] = COMPONENT.exec(source.$ref) ?? [];
    if (name === undefined)
      throw new Error(`${source.$ref} is no schema among the components, so it has no file`);
    return { $ref: `${name}.json` };
  }
  let translated: JsonObject = {};
  for (const [key, value] of Object.entries(source)) {
    const translate = key.startsWith('x-') ? without : KEYWORDS[key];
    if (translate === undefined) {
      throw new Error(`the keyword "${key}" has no translation into JSON Schema; add it to KEYWORDS`);
    }
    translated = { ...translated, ...translate(value, key, source) };
  }
  return translated;
};
