/** Checks of operations, and of what they take and give. */

import { isObject, type JsonObject, objectAt, resolve } from '../generate/document.ts';
import { type Check, keysOf, textAt } from './rule.ts';
import { faultStatuses } from './schemas.ts';

/** The verbs that operations begin with. */
export const VERBS = [
  ...['create', 'list', 'show', 'delete', 'update', 'set', 'reset', 'add', 'remove', 'claim', 'release'],
];

const OPERATION_ID = new RegExp(`^(${VERBS.join('|')})[A-Z][A-Za-z0-9]*$`);

export const checkOperationId: Check = function* (operation) {
  // Below another prefix the id has a suffix; x-handler is the one that was written.
  const id = textAt(operation, 'x-handler') || textAt(operation, 'operationId');
  if (!OPERATION_ID.test(id)) yield `the operationId is "${id}"`;
};

export const checkSummary: Check = function* (operation) {
  const summary = textAt(operation, 'summary');
  const [first = '', ...rest] = summary.split(' ');
  const isVerb = VERBS.some((verb) => first === verb.charAt(0).toUpperCase() + verb.slice(1));
  const isSentence =
    rest.length < 5 && !summary.endsWith('.') && !rest.some((word) => /^[A-Z][a-z]/.test(word));
  if (!isVerb || !isSentence) yield `the summary is "${summary}"`;
};

/** Statuses that Redocly lets pass and that break what is generated. */
export const checkStatuses: Check = function* (operation) {
  for (const status of Object.keys(objectAt(operation, 'responses'))) {
    if (!/^[1-5][0-9][0-9]$/.test(status)) yield `there is a response "${status}"`;
  }
};

export const checkNeededStatuses: Check = function* (operation, { pointer, document }) {
  const security = operation.security ?? document.security;
  const isPublic = !Array.isArray(security) || security.length === 0;
  const [, path = ''] = keysOf(pointer);
  const needed = [...(path.includes('{') ? ['404'] : []), '429', ...(isPublic ? [] : ['401', '403', '503'])];
  const missing = needed.filter((status) => !(status in objectAt(operation, 'responses')));
  if (missing.length > 0) yield `the responses lack ${missing.join(', ')}`;
};

export const checkFaultResponses: Check = function* (operation, { document }) {
  for (const [status, written] of Object.entries(objectAt(operation, 'responses'))) {
    if (!/^[45]/.test(status)) continue;
    const response = resolve(document, written) as JsonObject;
    const schema = objectAt(objectAt(objectAt(response, 'content'), 'application/json'), 'schema');
    const name = textAt(schema, '$ref').split('/').at(-1) ?? '';
    if (!/Fault(Legacy)?$/.test(name)) yield `the body of ${status} is ${name || 'none that has a name'}`;
    else {
      const statuses = faultStatuses(resolve(document, schema) as JsonObject);
      if (String(statuses) !== status) yield `the body of ${status} is ${name}, the fault of ${statuses}`;
    }
  }
};

/** Whether it is a day of the calendar, such as 2031-01-31. */
const isDay = (value: unknown): value is string => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const day = new Date(value);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
};

export const checkDeprecation: Check = function* (operation) {
  const { 'x-deprecated-at': since, 'x-sunset': until } = operation;
  if (operation.deprecated !== true) {
    if (since !== undefined || until !== undefined) yield 'it has the day of a deprecation, but none';
  } else if (!isDay(since)) yield `x-deprecated-at is ${since ?? 'not given'}`;
  else if (until !== undefined && !(isDay(until) && until >= since)) yield `x-sunset is ${until}`;
};

/** Bodies of requests and responses. */
export const checkExamples: Check = function* (body) {
  for (const [type, media] of Object.entries(objectAt(body, 'content'))) {
    const examples = isObject(media) ? Object.keys(objectAt(media, 'examples')).length : 0;
    if (/\bjson\b/.test(type) && isObject(media) && !('example' in media) && examples === 0) {
      yield `${type} has no example`;
    }
  }
};

export const checkHeaderExample: Check = function* (header) {
  const { example } = header;
  const pattern = textAt(objectAt(header, 'schema'), 'pattern');
  if (typeof example !== 'string') yield 'it has no example';
  else if (!new RegExp(pattern, 'u').test(example))
    yield `its example "${example}" does not match ${pattern}`;
};

export const checkExplode: Check = function* (parameter, { document }) {
  if (parameter.in !== 'query') return;
  const wanted = (resolve(document, parameter.schema ?? null) as JsonObject | null)?.type === 'array';
  if (parameter.explode !== wanted) yield `explode is ${parameter.explode ?? 'not given'}, not ${wanted}`;
};

/** Formats whose values hold letters, digits and hyphens alone. */
const UNRESERVED_FORMATS = ['uuid', 'date'];

export const checkAllowReserved: Check = function* (parameter, { document }) {
  const schema = resolve(document, parameter.schema ?? null);
  if (parameter.in !== 'query' || !isObject(schema) || schema.type !== 'string') return;
  const values = Array.isArray(schema.enum) ? schema.enum.map(String) : undefined;
  const isPlain =
    values?.every((value) => /^[A-Za-z0-9._~-]*$/.test(value)) ??
    UNRESERVED_FORMATS.includes(textAt(schema, 'format'));
  if (!isPlain && parameter.allowReserved !== true) yield 'allowReserved is not true';
};
