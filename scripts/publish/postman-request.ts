/** One operation as a request of a Postman collection, with the answers that its examples show. */

import { STATUS_CODES } from 'node:http';
import { isObject, type JsonObject, objectAt, type operations, resolve } from '../generate/document.ts';

type Operation = ReturnType<typeof operations> extends Generator<infer Each> ? Each : never;

export const LATEST = 'latest';

/** Values that are variables of the collection. */
const VARIABLES: Readonly<Record<string, string>> = {
  project_id: '{{project}}',
  quota_project_id: '{{project}}',
  'OpenStack-API-Version': 'compute {{microversion}}',
};

/** The header that carries the token. */
export const headerOf = (document: JsonObject): string => {
  const [scheme] = Object.values(objectAt(objectAt(document, 'components'), 'securitySchemes'));
  return isObject(scheme) ? String(scheme.name) : '';
};

const objectsIn = (document: JsonObject, list: unknown): JsonObject[] =>
  (Array.isArray(list) ? list : []).map((each) => resolve(document, each)).filter(isObject);

/** The examples of a body in JSON: name → value. */
const examplesOf = (document: JsonObject, body: JsonObject): [string, string][] => {
  const media = objectAt(objectAt(body, 'content'), 'application/json');
  const named = Object.entries(objectAt(media, 'examples')).map(([name, each]) => {
    const { summary = name, value = null } = resolve(document, each) as JsonObject;
    return [String(summary), value] as const;
  });
  const all = media.example === undefined ? named : [['example', media.example] as const, ...named];
  return all.map(([name, value]) => [name, JSON.stringify(value, null, 2)]);
};

const JSON_HEADER = { key: 'Content-Type', value: 'application/json' };

/** The answers with an example that are no faults: those are the same everywhere, and the document has them. */
const responsesOf = (document: JsonObject, operation: JsonObject, originalRequest: JsonObject) =>
  Object.entries(objectAt(operation, 'responses'))
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([status, each]) =>
      examplesOf(document, resolve(document, each) as JsonObject).map(([name, body]) => ({
        name: `${status}: ${name}`,
        originalRequest,
        status: STATUS_CODES[status] ?? '',
        code: Number(status),
        _postman_previewlanguage: 'json',
        header: [JSON_HEADER],
        body,
      })),
    );

export const requestOf = (document: JsonObject, { path, method, pathItem, operation }: Operation) => {
  const parameters = [
    ...objectsIn(document, pathItem.parameters),
    ...objectsIn(document, operation.parameters),
  ];
  const inPlace = (place: string) =>
    parameters
      .filter((each) => each.in === place)
      .map(({ name, example = '', description = '' }) => ({
        key: String(name),
        value: VARIABLES[String(name)] ?? String(example),
        description,
      }));
  // Whoever wants an optional parameter switches it on; the microversion is always said.
  const optional = (each: { key: string }) => (VARIABLES[each.key] ? each : { ...each, disabled: true });
  const segments = path.slice(1).replaceAll(/\{(\w+)\}/g, ':$1');
  const [example] = examplesOf(document, resolve(document, operation.requestBody ?? {}) as JsonObject);
  const request: JsonObject = {
    method: method.toUpperCase(),
    description: operation.description ?? '',
    ...(Array.isArray(operation.security) && operation.security.length === 0
      ? { auth: { type: 'noauth' } }
      : {}),
    header: [...(example ? [JSON_HEADER] : []), ...inPlace('header').map(optional)],
    url: {
      raw: `{{baseUrl}}/${segments}`,
      host: ['{{baseUrl}}'],
      path: segments.split('/'),
      query: inPlace('query').map(optional),
      variable: inPlace('path'),
    },
    ...(example ? { body: { mode: 'raw', raw: example[1], options: { raw: { language: 'json' } } } } : {}),
  };
  return { name: String(operation.summary), request, response: responsesOf(document, operation, request) };
};
