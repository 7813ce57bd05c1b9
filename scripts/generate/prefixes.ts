/** Paths that are written once and served below several prefixes (`x-path-prefixes`). */

import { isObject, type Json, type JsonObject, METHODS, mapObjects, objectAt, resolve } from './document.ts';
import { within } from './microversions.ts';

interface Prefix {
  readonly prefix: string;
  /** Follows the operation ids; the prefix that a path is written for needs none. */
  readonly suffix?: string;
  /** Takes the place of the tags. */
  readonly tag?: string;
  readonly 'x-openstack'?: Json;
}

/** Whether a parameter or response belongs to a path: it may be bound to a parameter that this path does not have. */
const belongsTo = (document: JsonObject, path: string, value: Json): boolean => {
  const target = resolve(document, value);
  if (!isObject(target)) return true;
  const parameter = target.in === 'path' ? target.name : target['x-path-parameter'];
  return typeof parameter !== 'string' || path.includes(`{${parameter}}`);
};

/** A path item as it is at a path: without what depends on path parameters that are not there. */
const fit = (document: JsonObject, path: string, pathItem: JsonObject): JsonObject => {
  const fitting = (object: JsonObject): JsonObject => {
    const copy = { ...object };
    if (Array.isArray(copy.parameters)) {
      copy.parameters = copy.parameters.filter((each) => belongsTo(document, path, each));
    }
    if (isObject(copy.responses)) {
      const responses = Object.entries(copy.responses).filter(([, each]) => belongsTo(document, path, each));
      copy.responses = Object.fromEntries(responses);
    }
    return copy;
  };
  return mapObjects(pathItem, fitting) as JsonObject;
};

/** The path item at another prefix: tag and operation ids tell it apart, `x-handler` says that it does the same. */
const at = (pathItem: JsonObject, { tag, suffix }: Prefix): JsonObject => {
  const copy: JsonObject = { ...pathItem };
  for (const method of METHODS) {
    const operation = pathItem[method];
    if (!isObject(operation)) continue;
    copy[method] = {
      ...operation,
      tags: tag === undefined ? (operation.tags ?? []) : [tag],
      operationId: `${operation.operationId}${suffix ?? ''}`,
    };
  }
  return copy;
};

/** The path item within the bounds of a prefix; undefined when it is in no version there. */
const boundedBy = (pathItem: JsonObject, bounds: Json | undefined): JsonObject | undefined => {
  const { 'x-openstack': own, ...rest } = pathItem;
  const common = within(own, bounds);
  if (common === null) return undefined;
  return Object.keys(common).length === 0 ? rest : { 'x-openstack': common, ...rest };
};

const withHandlers = (pathItem: JsonObject): JsonObject => {
  const copy = { ...pathItem };
  for (const method of METHODS) {
    const operation = copy[method];
    if (isObject(operation)) copy[method] = { ...operation, 'x-handler': operation.operationId ?? null };
  }
  return copy;
};

/** A copy of the document in which each path stands below all its prefixes, in the order of the map. */
export const expandPrefixes = (document: JsonObject): JsonObject => {
  const { 'x-path-prefixes': map, ...rest } = document;
  const prefixes = isObject(map) ? map : {};
  const ownPrefix = (path: string) =>
    Object.keys(prefixes)
      .filter((prefix) => path === prefix || path.startsWith(`${prefix}/`))
      .sort((a, b) => b.length - a.length)[0];

  const paths: JsonObject = {};
  for (const [path, written] of Object.entries(objectAt(document, 'paths'))) {
    const pathItem = withHandlers(resolve(document, written) as JsonObject);
    const own = ownPrefix(path);
    const all: Prefix[] = own === undefined ? [{ prefix: '' }] : (prefixes[own] as unknown as Prefix[]);
    for (const each of all) {
      const itsPath = each.prefix + path.slice(own?.length ?? 0);
      const bounded = boundedBy(at(pathItem, each), each['x-openstack']);
      if (bounded !== undefined) paths[itsPath] = fit(document, itsPath, bounded);
    }
  }
  return { ...rest, paths };
};
