/** A view: the API as exactly one version sees it, without anything that is not so in that version. */

import { isObject, type Json, type JsonObject, operations, pruneComponents, resolve } from './document.ts';
import { existsAt, patternOf, type Range } from './microversions.ts';

/** Our own extensions of the source, which a view has resolved. */
const RESOLVED = new Set(['x-openstack', 'x-openstack-strict', 'x-openstack-version', 'x-path-parameter']);

/** Under these keys stand values of the API; nothing in them is OpenAPI. */
const LITERAL = new Set(['example', 'value', 'enum']);

/** Under these keys stand maps, whose keys are names: a property or an example may be called `value`. */
const MAPS = new Set([
  ...['properties', 'paths', 'responses', 'headers', 'content', 'schemas', 'parameters', 'examples'],
  ...['requestBodies', 'securitySchemes'],
]);

/** Bounds stand on a thing itself, or (beside a `$ref` or in the component) on what it points at. */
const exists = (source: JsonObject, value: Json, version: string): boolean => {
  if (!isObject(value)) return true;
  const target = resolve(source, value);
  return (
    existsAt(value['x-openstack'], version) && (!isObject(target) || existsAt(target['x-openstack'], version))
  );
};

/** An operation that is not strict (yet) takes any query parameter: the validator's own extension says so. */
const allowUnknownQuery = (operation: JsonObject, version: string): JsonObject => {
  const strict = operation['x-openstack-strict'];
  return {
    ...operation,
    'x-eov-allow-unknown-query-parameters': !isObject(strict) || !existsAt(strict, version),
  };
};

/** The example, and a pattern if there is one, of a version header become those of the view's range. */
const narrowVersion = (object: JsonObject, range: Range): JsonObject => {
  const schema = object.schema;
  const template = isObject(schema) ? schema['x-openstack-version'] : undefined;
  if (!isObject(schema) || typeof template !== 'string') return object;
  const pattern = `^${template.replace('{version}', patternOf(range))}$`;
  return {
    ...object,
    schema: { ...schema, ...(schema.pattern === undefined ? {} : { pattern }) },
    example: template.replace('{version}', range.first),
  };
};

const isRelaxed = (schema: JsonObject, version: string): boolean =>
  isObject(schema.properties) &&
  isObject(schema['x-openstack-strict']) &&
  !existsAt(schema['x-openstack-strict'], version);

/**
 * The document as a range of versions sees it: the first version of the range decides what exists. The result is plain
 * OpenAPI, without our own extensions.
 */
export const viewOf = (source: JsonObject, range: Range): JsonObject => {
  const version = range.first;
  const see = (value: Json): Json => {
    if (Array.isArray(value)) {
      return value.filter((each) => exists(source, each, version)).map((each) => see(each));
    }
    if (!isObject(value)) return value;
    if (typeof value.$ref === 'string') return { $ref: value.$ref };

    let object = narrowVersion(value, range);
    if (isObject(object.responses) && object.operationId !== undefined)
      object = allowUnknownQuery(object, version);
    const seen: JsonObject = {};
    for (const [key, each] of Object.entries(object)) {
      if (RESOLVED.has(key) || !exists(source, each, version)) continue;
      if (key === 'additionalProperties' && isRelaxed(value, version)) continue;
      seen[key] = LITERAL.has(key) ? each : MAPS.has(key) && isObject(each) ? seeMap(each) : see(each);
    }
    if (isObject(seen.properties) && Array.isArray(seen.required)) {
      const properties = seen.properties;
      seen.required = seen.required.filter((name) => String(name) in properties);
    }
    return seen;
  };
  const seeMap = (map: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(map)
        .filter(([, each]) => exists(source, each, version))
        .map(([name, each]) => [name, see(each)]),
    );

  const seen = see(source) as JsonObject;
  const tags = new Set([...operations(seen)].flatMap(({ operation }) => operation.tags as string[]));
  const own: JsonObject = {
    ...seen,
    info: { ...(seen.info as JsonObject), 'x-microversions': { first: range.first, last: range.last } },
    tags: (seen.tags as JsonObject[]).filter((tag) => tags.has(String(tag.name))),
  };
  return pruneComponents(own);
};
