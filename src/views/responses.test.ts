import assert from 'node:assert/strict';
import test from 'node:test';
import { type CheckResponse, compileResponses, type Sent } from './responses.ts';
import { deref, type Header, type Response, ranges, readView, type View } from './view.ts';

interface Right extends Sent {
  readonly what: string;
  readonly check: CheckResponse;
  readonly response: Response;
}

interface Example {
  readonly value: unknown;
}
interface Media {
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, Example>>;
}

const exampleBody = (view: View, response: Response): unknown => {
  const media = response.content?.['application/json'] as Media | undefined;
  const [first] = Object.values(media?.examples ?? {});
  return media?.example ?? (first && deref<Example>(view, first).value);
};

const exampleHeaders = (view: View, { headers = {}, content }: Response): Sent['headers'] => ({
  ...(content && { 'Content-Type': 'application/json' }),
  ...Object.fromEntries(
    Object.entries(headers).map(([name, given]) => [
      name,
      (deref<Header>(view, given) as Header & { example: string }).example,
    ]),
  ),
});

/** Every answer that the spec documents, made from its examples. */
const rightAnswers = ranges.flatMap(({ first }): Right[] => {
  const view = readView(first);
  const compile = compileResponses(first);
  return Object.entries(view.paths).flatMap(([path, pathItem]) =>
    Object.entries(pathItem)
      .filter(([method]) => method !== 'parameters')
      .flatMap(([method, { responses }]) => {
        const operation = `${method.toUpperCase()} ${path}`;
        const check = compile(operation);
        return Object.entries(responses).map(([status, given]) => {
          const response = deref<Response>(view, given);
          return {
            what: `${first}: ${status} of ${operation}`,
            check,
            response,
            status: Number(status),
            headers: exampleHeaders(view, response),
            body: exampleBody(view, response),
          };
        });
      }),
  );
});

const without = (object: object, key: string) =>
  Object.fromEntries(Object.entries(object).filter(([each]) => each !== key));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Alteration = readonly [what: string, body: unknown];

/** A body without each of its keys, with a value of another type in its place, and with one more. */
const alterations = (body: unknown): Alteration[] => {
  if (Array.isArray(body)) {
    return body
      .slice(0, 1)
      .flatMap((first) =>
        alterations(first).map(([what, each]): Alteration => [`[0]${what}`, [each, ...body.slice(1)]]),
      );
  }
  if (!isObject(body)) return [];
  return [
    ['.extra', { ...body, extra: 1 }],
    ...Object.keys(body).flatMap((key): Alteration[] => [
      [`.${key} is missing`, without(body, key)],
      [`.${key} is null`, { ...body, [key]: null }],
      [`.${key} is of another type`, { ...body, [key]: typeof body[key] === 'number' ? 'x' : 4711 }],
      ...alterations(body[key]).map(
        ([what, each]): Alteration => [`.${key}${what}`, { ...body, [key]: each }],
      ),
    ]),
  ];
};

/** A key that may be missing, and is there in an example. */
const OPTIONAL = /\.(server_groups_links|type|max_server_per_host|page_info|fail_reason) is missing$/;
/** A value that may be null: a member may have no place. */
const NULLABLE = /\.host is null$/;

test('each documented answer is right', () => {
  assert.ok(rightAnswers.length > 300);
  for (const { what, check, ...sent } of rightAnswers) assert.deepEqual(check(sent), [], what);
});

test('each wrong body is found', () => {
  let tried = 0;
  for (const { what, check, body, ...sent } of rightAnswers) {
    for (const [where, altered] of alterations(body)) {
      if (OPTIONAL.test(where) || NULLABLE.test(where)) continue;
      assert.notDeepEqual(check({ ...sent, body: altered }), [], `${what}, ${where}`);
      tried++;
    }
  }
  assert.ok(tried > 3000);
});

test('a body that is missing, or there where none is documented, is found', () => {
  for (const { what, check, response, body, ...sent } of rightAnswers) {
    const wrong = response.content === undefined ? {} : undefined;
    assert.notDeepEqual(check({ ...sent, body: wrong }), [], what);
  }
});

test('each header that is missing or wrong is found; the case of names does not matter', () => {
  for (const { what, check, headers, ...sent } of rightAnswers) {
    for (const name of Object.keys(headers)) {
      assert.notDeepEqual(check({ ...sent, headers: without(headers, name) }), [], `${what} without ${name}`);
      const lower = { ...without(headers, name), [name.toLowerCase()]: headers[name] as string };
      assert.deepEqual(check({ ...sent, headers: lower }), [], what);
      if (/^(Vary|WWW-Authenticate)$/.test(name)) continue;
      assert.notDeepEqual(check({ ...sent, headers: { ...headers, [name]: 'x' } }), [], `${what}: ${name}`);
    }
  }
});

test('a status that is not documented is found; those that any path can answer are right, in its form', () => {
  const check = compileResponses('2.64')('GET /v2.1/os-server-groups');
  const headers = { 'Content-Type': 'application/json' };
  for (const status of [201, 204, 302, 409, 418]) {
    assert.deepEqual(check({ status, headers, body: {} }), [`the status ${status} is not documented`]);
  }
  const ids = Object.fromEntries(
    ['x-openstack-request-id', 'x-compute-request-id', 'x-request-id'].map((name) => [
      name,
      'req-ecf4d1a6-6a5f-4b26-8c9f-1d8a5a0f7b11',
    ]),
  );
  const fault = (body: object) => ({ status: 501, headers: { ...headers, ...ids }, body });
  const native = (code: number) => fault({ notImplemented: { code, message: 'm' } });
  const ecs = (code: string) => fault({ error: { code, message: 'm' } });
  assert.deepEqual(check(native(501)), []);
  assert.notDeepEqual(check(native(500)), []);
  assert.notDeepEqual(check(ecs('Common.0001')), []);
  const checkEcs = compileResponses('2.0')('GET /v1/{project_id}/cloudservers/os-server-groups');
  assert.deepEqual(checkEcs(ecs('Common.0001')), []);
  assert.notDeepEqual(checkEcs(ecs('Ecs.0000')), []);
  assert.notDeepEqual(checkEcs(native(501)), []);
});

const ECHOES: readonly [view: string, right: string, wrong: string][] = [
  ['2.1', '2.12', '2.13'],
  ['2.13', '2.63', '2.64'],
  ['2.64', '2.74', '2.75'],
  ['2.75', '2.101', '2.102'],
  ['2.102', '2.103', '2.101'],
];

for (const [view, right, wrong] of ECHOES) {
  test(`an answer in the view ${view} may say ${right} and not ${wrong}`, () => {
    const found = rightAnswers.find(
      ({ what }) => what === `${view}: 200 of GET /v2.1/os-server-groups`,
    ) as Right;
    const say = (version: string) =>
      found.check({ ...found, headers: { ...found.headers, 'OpenStack-API-Version': `compute ${version}` } });
    assert.deepEqual(say(right), []);
    assert.match(say(wrong).join(), /OpenStack-API-Version is "compute/);
  });
}

test('formats are checked: an id that is no UUID, a name that is not printable', () => {
  const found = rightAnswers.find(({ what }) => what.startsWith('2.64: 200 of POST')) as Right;
  const { server_group } = found.body as { server_group: object };
  for (const wrong of [
    { id: 'x' },
    { id: 'urn:uuid:5bbcc3c4-1da2-4437-a48a-66f15b1b13f9' },
    { name: 'a\u200b' },
  ]) {
    const body = { server_group: { ...server_group, ...wrong } };
    assert.notDeepEqual(found.check({ ...found, body }), [], JSON.stringify(wrong));
  }
});
