/** Checks of schemas, and of the prose that everything carries. */

import { isObject, type Json, type JsonObject, objectAt, operations, resolve } from '../generate/document.ts';
import { type Check, componentName, isScalar, type Place, textAt } from './rule.ts';

const isProse = (text: string) => /^[A-Z`]/.test(text) && text.trimEnd().endsWith('.');

const proseProblem = (description: Json | undefined, isNeeded: boolean): string[] => {
  if (typeof description !== 'string' || description.trim() === '') {
    return isNeeded ? ['it has no description'] : [];
  }
  return isProse(description) ? [] : [`its description is "${description.trim()}"`];
};

export const checkProse: Check = (node) => proseProblem(node.description, true);

/** Components and properties need prose; what stands within them (`items`, `anyOf`) may have some. */
export const checkSchemaProse: Check = (schema, { pointer, document }) => {
  const isNamed = /\/properties\/[^/]+$/.test(pointer) || componentName(pointer, 'schemas') !== undefined;
  const [only = null, ...others] = Array.isArray(schema.allOf) ? schema.allOf : [];
  // A bounded `$ref` of the bundle is wrapped so; its description is that of what it points at.
  const inner = others.length === 0 ? resolve(document, only) : null;
  return proseProblem(schema.description ?? (isObject(inner) ? inner.description : undefined), isNamed);
};

/** What the `code` of a fault can be. */
const faultCodes = (schema: JsonObject): Json[] => {
  const [fault] = Object.values(objectAt(schema, 'properties'));
  const code = objectAt(objectAt(isObject(fault) ? fault : {}, 'properties'), 'code');
  return Array.isArray(code.enum) ? code.enum : [];
};

/** The statuses of a fault: its codes, unless those are of another kind. */
export const faultStatuses = (schema: JsonObject): Json[] =>
  'x-fault-status' in schema ? [schema['x-fault-status'] ?? null] : faultCodes(schema);

export const checkFaultSchema: Check = function* (schema, { pointer }) {
  if (!/Fault(Legacy)?$/.test(componentName(pointer, 'schemas') ?? '')) return;
  const names = Object.keys(objectAt(schema, 'properties'));
  if (names.length !== 1 || JSON.stringify(schema.required) !== JSON.stringify(names)) {
    yield `its keys are ${names.join(', ') || 'none'}, of which are required: ${schema.required ?? 'none'}`;
  }
  const codes = faultCodes(schema);
  const fits =
    'x-fault-status' in schema
      ? codes.length > 0 && codes.every((code) => typeof code === 'string')
      : codes.length === 1 && typeof codes[0] === 'number';
  if (!fits) yield `its code is ${JSON.stringify(codes)}`;
};

export const checkOneOf: Check = function* (schema) {
  if ('oneOf' in schema) yield 'it has oneOf';
};

export const checkAnyOf: Check = function* ({ anyOf }) {
  if (!Array.isArray(anyOf)) return;
  const types = anyOf.map((each) => (isScalar(each) && isObject(each) ? String(each.type) : undefined));
  if (types.includes(undefined) || new Set(types).size < types.length) yield 'anyOf is not of such scalars';
};

export const checkClosed: Check = function* (schema) {
  const isObjectSchema = schema.type === 'object' || 'properties' in schema;
  if (isObjectSchema && !('additionalProperties' in schema)) yield 'additionalProperties is not given';
};

const requestNames = ({ document }: Place) =>
  [...operations(document)].map(({ operation }) => `${operation.operationId}Request`.toLowerCase());

export const checkSchemaName: Check = function* (_, place) {
  const name = componentName(place.pointer, 'schemas');
  if (name === undefined) return;
  if (/^New[A-Z]/.test(name)) yield 'its name begins with "New", as constructors in Go do';
  if (requestNames(place).includes(name.toLowerCase())) {
    yield 'clients have a type of this name for the parameters of an operation';
  }
};

export const checkPattern: Check = function* (schema) {
  // Escapes are taken in pairs, so that an escaped backslash or bracket is not mistaken for what follows it.
  const tokens = textAt(schema, 'pattern').match(/\\.|\(\?<?[=!]/gs) ?? [];
  const missing = new Set(tokens.filter((token) => /^(\\[pPsSu]|\()/.test(token)));
  if (missing.size > 0) yield `its pattern holds ${[...missing].join(' and ')}`;
};
