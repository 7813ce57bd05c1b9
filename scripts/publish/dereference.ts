/** A copy of a document in which everything stands where it is used, for tools that cannot follow a `$ref`. */

import { isObject, type Json, type JsonObject, objectAt, resolve } from '../generate/document.ts';

/**
 * The document without any `$ref`. Of the components those stay that are meant by name: security schemes, and the
 * responses that any path can give.
 *
 * @throws {Error} when something contains itself, which cannot be written out
 */
export const dereference = (document: JsonObject): JsonObject => {
  const writeOut = (value: Json, within: readonly string[]): Json => {
    if (Array.isArray(value)) return value.map((each) => writeOut(each, within));
    if (!isObject(value)) return value;
    if (typeof value.$ref !== 'string') {
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, writeOut(each, within)]));
    }
    if (within.includes(value.$ref)) {
      throw new Error(
        `${value.$ref} contains itself, so no document without $ref can be made. Break the circle in the spec.`,
      );
    }
    return writeOut(resolve(document, value), [...within, value.$ref]);
  };
  const { responses = {}, securitySchemes = {} } = objectAt(document, 'components');
  return writeOut({ ...document, components: { responses, securitySchemes } }, []) as JsonObject;
};
