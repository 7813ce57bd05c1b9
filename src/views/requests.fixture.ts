/** Requests on a view, right and wrong, made from its examples. */

import { deref, type Operation, parametersOf, type View } from './view.ts';

export interface Request {
  readonly method: string;
  /** As in the spec, with `{names}`. */
  readonly template: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const VALUES = [
  ...[
    null,
    true,
    0,
    1,
    -1,
    3,
    1.5,
    2147483647,
    2147483648,
    '',
    ' ',
    'x',
    '3',
    '0',
    '03',
    '+3',
    '3\n',
    ' x',
    'x ',
  ],
  ...[
    'x\n',
    'a\u200bb',
    'a\u0378',
    '\u{1F600}',
    'a'.repeat(255),
    'a'.repeat(256),
    '\u{1F600}'.repeat(255),
    'affinity',
  ],
  ...[[], ['affinity'], ['affinity', 'affinity'], ['affinity', 'anti-affinity'], ['x'], [null], {}, { x: 1 }],
  { max_server_per_host: 2 },
] as const;
const EXTRA = ['x', 'policy', 'policies', 'rules', 'constructor', 'a/b', 'server_group/x'];

/** A body with one thing altered, wherever it stands: each value missing, replaced, or with something more in it. */
const alterations = (body: unknown): unknown[] => {
  if (typeof body !== 'object' || body === null) return [...VALUES];
  if (Array.isArray(body))
    return [...VALUES, ...alterations(body[0]).map((first) => [first, ...body.slice(1)])];
  const keys = Object.keys(body);
  const values = body as Record<string, unknown>;
  const inside = keys.flatMap((key) => alterations(values[key]).map((each) => ({ ...body, [key]: each })));
  const missing = keys.map((key) =>
    Object.fromEntries(Object.entries(body).filter(([each]) => each !== key)),
  );
  const more = EXTRA.filter((key) => !keys.includes(key)).map((key) => ({ ...body, [key]: 1 }));
  return [...VALUES, ...missing, ...more, ...inside];
};

/** With one thing altered, and, of the many with two, every so many-th. */
const alteredOften = (body: unknown): unknown[] => {
  const once = alterations(body);
  const twice = once.flatMap((each, index) =>
    alterations(each).filter((_, second) => (index * 7 + second) % 101 === 0),
  );
  return [body, undefined, ...once, ...twice];
};

const ID = '5bbcc3c4-1da2-4437-a48a-66f15b1b13f9';
const QUERY_VALUES = [
  ...[
    '',
    '0',
    '1',
    '007',
    '-1',
    '0x10',
    '1e3',
    '+1',
    ' 1',
    '1.0',
    '-0',
    'x',
    'null',
    '9'.repeat(20),
    '9'.repeat(400),
  ],
  ...[ID, ID.toUpperCase(), `urn:uuid:${ID}`, 'True', 'a:b/c?d', '{"a":1}', 'a,b'],
];

/** Each parameter, and one that is unknown, with each value; and each two of them with some. */
const queriesOf = (names: readonly string[]): Request['query'][] => {
  const one = [...names, 'unknown'].flatMap((name) => QUERY_VALUES.map((value) => ({ [name]: value })));
  const two = one.flatMap((each, index) =>
    one.filter((_, second) => (index + second) % 41 === 0).map((other) => ({ ...each, ...other })),
  );
  return [{}, ...one, ...two];
};

const exampleBodies = (view: View, operation: Operation): unknown[] => {
  const media = operation.requestBody?.content?.['application/json'] as
    | { examples: Readonly<Record<string, { value: unknown }>> }
    | undefined;
  return Object.values(media?.examples ?? {}).map(
    (example) => deref<{ value: unknown }>(view, example).value,
  );
};

/** Some two thousand requests: the examples of the view, and what comes of altering them. */
export const requestsOf = (view: View): Request[] =>
  Object.entries(view.paths).flatMap(([template, pathItem]) =>
    Object.entries(pathItem)
      .filter(([method]) => method !== 'parameters')
      .flatMap(([method, operation]) => {
        const path = { project_id: 'abc', quota_project_id: 'abc', server_group_id: ID };
        const request = { method: method.toUpperCase(), template, path, query: {} };
        const names = parametersOf(view, template, method).filter((each) => each.in === 'query');
        const queries = queriesOf(names.map(({ name }) => name));
        const examples = exampleBodies(view, operation);
        const isScoped = template.includes('{project_id}');
        if (examples.length === 0) {
          return [
            ...queries.map((query) => ({ ...request, query })),
            ...(isScoped ? [{ ...request, path: { ...path, project_id: 'NOT-A-PROJECT' } }] : []),
          ];
        }
        // The operation is the same below both prefixes: the bodies are tried below one of them.
        const bodies = isScoped ? examples : examples.flatMap(alteredOften);
        return bodies.map((body) => ({ ...request, body }));
      }),
  );
