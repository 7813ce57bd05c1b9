/** The bundle: one document with every version in it, for people and for clients that know `x-openstack`. */

import {
  isObject,
  type Json,
  type JsonObject,
  mapObjects,
  objectAt,
  pruneComponents,
  resolve,
} from './document.ts';
import { LEGACY } from './microversions.ts';
import { viewOf } from './view.ts';

/** Components of the legacy dialect that are not the same as in the bundle get this after their name. */
export const SUFFIX = 'Legacy';

const isBounded = (source: JsonObject, property: Json | undefined) =>
  [property, resolve(source, property ?? null)].some(
    (each) => isObject(each) && each['x-openstack'] !== undefined,
  );

/**
 * Nothing may stand beside a `$ref`, so bounds go around it; and where OpenAPI has nothing to put around it (anywhere but
 * in a schema), they go into a copy of what it points at.
 */
const boundedRef = (source: JsonObject, ref: string, bounds: Json): JsonObject =>
  ref.startsWith('#/components/schemas/')
    ? { 'x-openstack': bounds, allOf: [{ $ref: ref }] }
    : {
        ...(mapObjects(resolve(source, { $ref: ref }), asBundle(source)) as JsonObject),
        'x-openstack': bounds,
      };

/** Required is what every version has. */
const asBundle =
  (source: JsonObject) =>
  (object: JsonObject): JsonObject => {
    const copy = { ...object };
    delete copy['x-openstack-version'];
    delete copy['x-path-parameter'];
    if (isObject(copy.properties) && Array.isArray(copy.required)) {
      const properties = copy.properties;
      copy.required = copy.required.filter((name) => !isBounded(source, properties[String(name)]));
    }
    if (typeof copy.$ref === 'string' && copy['x-openstack'] !== undefined) {
      return boundedRef(source, copy.$ref, copy['x-openstack']);
    }
    return copy;
  };

/** The names (`schemas/ServerGroup`) of the components that differ, or point at one that does. */
const differing = (legacy: JsonObject, bundle: JsonObject): Set<string> => {
  const found = new Set<string>();
  const pointsAtFound = (component: Json) => {
    const text = JSON.stringify(component);
    return [...found].some((name) => text.includes(`"#/components/${name}"`));
  };
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [section, all] of Object.entries(legacy)) {
      for (const [name, component] of Object.entries(all as JsonObject)) {
        const other = objectAt(bundle, section)[name] ?? null;
        const same = JSON.stringify(component) === JSON.stringify(other);
        if (!same || pointsAtFound(component)) found.add(`${section}/${name}`);
      }
    }
  }
  return found;
};

const isLegacyOnly = (pathItem: Json | undefined) =>
  isObject(pathItem) && objectAt(pathItem, 'x-openstack')['max-ver'] === LEGACY;

const NOTE =
  '\n**All versions in one.** This document holds every microversion: `x-openstack` tells in which ones a thing exists.\n';

/** The bundle of a source whose prefixes are expanded. */
export const bundleOf = (source: JsonObject): JsonObject => {
  const bundle = mapObjects(source, asBundle(source)) as JsonObject;
  const legacy = viewOf(source, { first: LEGACY, last: LEGACY });
  const legacyComponents = objectAt(legacy, 'components');
  const renamed = differing(legacyComponents, objectAt(bundle, 'components'));
  const rename = (object: JsonObject): JsonObject =>
    typeof object.$ref === 'string' && renamed.has(object.$ref.replace('#/components/', ''))
      ? { $ref: object.$ref + SUFFIX }
      : object;

  const paths: JsonObject = { ...objectAt(bundle, 'paths') };
  for (const path of Object.keys(paths)) {
    if (!isLegacyOnly(paths[path])) continue;
    const seen = mapObjects(objectAt(objectAt(legacy, 'paths'), path), rename) as JsonObject;
    paths[path] = { 'x-openstack': { 'max-ver': LEGACY }, ...seen };
  }

  const components: JsonObject = { ...objectAt(bundle, 'components') };
  for (const name of renamed) {
    const [section = '', component = ''] = name.split('/');
    components[section] = {
      ...objectAt(components, section),
      [component + SUFFIX]: mapObjects(objectAt(objectAt(legacyComponents, section), component), rename),
    };
  }
  const info = objectAt(bundle, 'info');
  info.description = `${info.description ?? ''}${NOTE}`;
  return pruneComponents({ ...bundle, info, paths, components });
};
