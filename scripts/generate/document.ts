/** An OpenAPI document as plain data, and the few ways in which the generator walks it. */

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** The keys of a path item that are operations. */
export const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object at a key, or an empty one. */
export const objectAt = (parent: JsonObject, key: string): JsonObject => {
  const value = parent[key];
  return isObject(value) ? value : {};
};

/** What a local `$ref` points at, or the value itself where it is none. */
export const resolve = (document: JsonObject, value: Json): Json => {
  if (!isObject(value) || typeof value.$ref !== 'string') return value;
  const names = value.$ref.slice(2).split('/');
  let target: Json | undefined = document;
  for (const name of names) {
    target = isObject(target) ? target[name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  if (target === undefined) throw new Error(`the spec points at ${value.$ref}, which does not exist`);
  return target;
};

/** A copy of a value in which `change` has replaced each object, the innermost first. */
export const mapObjects = (value: Json, change: (object: JsonObject) => JsonObject): Json => {
  if (Array.isArray(value)) return value.map((each) => mapObjects(each, change));
  if (!isObject(value)) return value;
  return change(
    Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapObjects(each, change)])),
  );
};

/** Each operation of a document, with its path item. */
export function* operations(document: JsonObject) {
  for (const [path, pathItem] of Object.entries(objectAt(document, 'paths'))) {
    if (!isObject(pathItem)) continue;
    for (const method of METHODS) {
      const operation = pathItem[method];
      if (isObject(operation)) yield { path, method, pathItem, operation };
    }
  }
}

const ALWAYS_KEPT = new Set(['responses', 'securitySchemes']);

const refsIn = (value: Json, found: Set<string>): Set<string> => {
  mapObjects(value, (object) => {
    if (typeof object.$ref === 'string') found.add(object.$ref);
    return object;
  });
  return found;
};

/**
 * A copy of the document with those components alone that something uses, sorted by name, so that the order in which
 * files were read does not show. Responses stay in any case: some are given by every path, and named by none.
 */
export const pruneComponents = (document: JsonObject): JsonObject => {
  const { components, ...rest } = document;
  const { responses = {} } = isObject(components) ? components : {};
  const used = refsIn([rest, responses], new Set());
  for (const ref of used) refsIn(resolve(document, { $ref: ref }), used);
  const kept: JsonObject = {};
  for (const [section, all] of Object.entries(isObject(components) ? components : {}).sort(byKey)) {
    const entries = Object.entries(isObject(all) ? all : {});
    const some = entries.filter(
      ([name]) => ALWAYS_KEPT.has(section) || used.has(`#/components/${section}/${name}`),
    );
    if (some.length > 0) kept[section] = Object.fromEntries(some.sort(byKey));
  }
  return { ...rest, components: kept };
};

const byKey = ([a]: [string, Json], [b]: [string, Json]) => (a < b ? -1 : 1);
