/** Makes a document ready for the templates, which only enumerate: what they print stands in extensions. */

import { isObject, type JsonObject, mapObjects, objectAt, operations, resolve } from './document.ts';
import { within } from './microversions.ts';

/** Headers are the business of the steps around a handler, so its types have none. */
const withoutHeaders = (document: JsonObject): JsonObject =>
  mapObjects(document, (object) => {
    if (!Array.isArray(object.parameters)) return object;
    const inHeader = (parameter: JsonObject) => parameter.in === 'header';
    const parameters = object.parameters.filter((each) => !inHeader(resolve(document, each) as JsonObject));
    return { ...object, parameters };
  }) as JsonObject;

/** A description that can stand in a comment of several lines. */
const asComment = (object: JsonObject): JsonObject =>
  typeof object.description === 'string'
    ? { ...object, description: object.description.trim().replaceAll('*/', '*\\/').replaceAll('\n', '\n * ') }
    : object;

const SCALARS: Record<string, string> = {
  integer: 'number',
  number: 'number',
  string: 'string',
  boolean: 'boolean',
};

/** `x-scalar: "number | string"` for an `anyOf` of scalars, the only one that the spec uses. */
const withScalars = (object: JsonObject): JsonObject => {
  if (!Array.isArray(object.anyOf)) return object;
  const types = object.anyOf.map((each) => SCALARS[String(isObject(each) ? each.type : '')] ?? 'unknown');
  return { ...object, 'x-scalar': types.join(' | ') };
};

/** `x-fault: {key, name, status}`, read off the schema of a fault. */
const withFaults = (document: JsonObject): void => {
  for (const [schemaName, schema] of Object.entries(objectAt(objectAt(document, 'components'), 'schemas'))) {
    if (!isObject(schema) || schema['x-fault'] === undefined) continue;
    const properties = objectAt(schema, 'properties');
    const [name = ''] = Object.keys(properties);
    const code = objectAt(objectAt(objectAt(properties, name), 'properties'), 'code');
    const [status = null] = Array.isArray(code.enum) ? code.enum : [];
    schema['x-fault'] = { key: schemaName.replace(/Fault$/, ''), name, status };
  }
};

/** One tag for all (operations would come grouped by tag, and again for a second one), and the bounds of each. */
const withBounds = (document: JsonObject): void => {
  for (const { pathItem, operation } of operations(document)) {
    const bounds = within(pathItem['x-openstack'], operation['x-openstack']);
    const { 'min-ver': first = null, 'max-ver': last = null } = bounds ?? {};
    operation.tags = ['api'];
    operation['x-versions'] = { first, last };
  }
};

/**
 * `x-deprecation: {since, until}` for an operation that is deprecated: the values of the headers Deprecation (RFC 9745,
 * section 2.1) and Sunset (RFC 8594, section 3), or null for the second where no end is known. Days begin in UTC.
 */
const withDeprecation = (document: JsonObject): void => {
  for (const { operation } of operations(document)) {
    const [since, until] = [operation['x-deprecated-at'], operation['x-sunset']].map((day) =>
      typeof day === 'string' ? new Date(day) : null,
    );
    if (operation.deprecated !== true || !since) continue;
    operation['x-deprecation'] = {
      since: `@${since.getTime() / 1000}`,
      until: until?.toUTCString() ?? null,
    };
  }
};

/** A document for the templates. */
export const prepare = (document: JsonObject): JsonObject => {
  const prepared = mapObjects(withoutHeaders(document), (object) =>
    withScalars(asComment(object)),
  ) as JsonObject;
  withFaults(prepared);
  withBounds(prepared);
  withDeprecation(prepared);
  return prepared;
};
