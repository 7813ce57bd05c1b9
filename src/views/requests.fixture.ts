/** Requests on a view, right and wrong, made from its examples. */

import { deref, type Operation, type Parameter, parametersOf, type View } from './view.ts';

export interface Request {
  readonly method: string;
  /** As in the spec, with `{names}`. */
  readonly template: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
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

/** Below the other prefix the operation is the same, so that its bodies need be tried below one of them. */
const isTriedElsewhere = (view: View, template: string): boolean =>
  template.includes('{project_id}') && view.paths[template.replace('/{project_id}', '')] !== undefined;

const UUIDS = ['x', ID.toUpperCase(), `urn:uuid:${ID}`, ID.replaceAll('-', ''), `${ID}x`];
const KEYS = ['', ' ', 'x', '!~', 'a b', 'a\u00e9', 'k'.repeat(255), 'k'.repeat(256)];

/** A request with other values of what stands neither in the query nor in the body. */
const placedOtherwise = (request: Request, parameters: readonly Parameter[]): Request[] =>
  parameters.flatMap(({ name, in: place, schema }): Request[] => {
    if (place === 'path' && schema.format === 'uuid') {
      return UUIDS.map((id) => ({ ...request, path: { ...request.path, [name]: id } }));
    }
    return name === 'Idempotency-Key'
      ? KEYS.map((key) => ({ ...request, headers: { [name.toLowerCase()]: key } }))
      : [];
  });

/** Some thousand requests: the examples of the view, and what comes of altering them. */
export const requestsOf = (view: View): Request[] =>
  Object.entries(view.paths).flatMap(([template, pathItem]) =>
    Object.entries(pathItem)
      .filter(([method]) => method !== 'parameters')
      .flatMap(([method, operation]) => {
        const path = { project_id: 'abc', quota_project_id: 'abc', server_group_id: ID, server_id: ID };
        const request = { method: method.toUpperCase(), template, path, query: {}, headers: {} };
        const parameters = parametersOf(view, template, method);
        const ofQuery = parameters.filter((each) => each.in === 'query').map(({ name }) => name);
        const examples = exampleBodies(view, operation);
        const [body] = examples;
        if (body === undefined) {
          return [
            ...queriesOf(ofQuery).map((query) => ({ ...request, query })),
            ...placedOtherwise(request, parameters),
            ...(template.includes('{project_id}')
              ? [{ ...request, path: { ...path, project_id: 'NOT-A-PROJECT' } }]
              : []),
          ];
        }
        const bodies = isTriedElsewhere(view, template) ? examples : examples.flatMap(alteredOften);
        return [
          ...bodies.map((each) => ({ ...request, body: each })),
          ...placedOtherwise({ ...request, body }, parameters),
        ];
      }),
  );
