import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from 'yaml';
import { type JsonObject, resolve } from './document.ts';
import { prepare } from './prepare.ts';

const at = (yaml: string, pointer: string) => {
  const document: JsonObject = parse(yaml);
  return resolve(prepare(document), { $ref: `#/${pointer}` });
};
const schema = (yaml: string) => at(`components: {schemas: {Thing: ${yaml}}}`, 'components/schemas/Thing');

test('a fault gets its key, its name and its status', () => {
  const yaml = `
    components:
      schemas:
        NotFoundFault:
          x-fault: true
          properties: {itemNotFound: {properties: {message: {type: string}, code: {enum: [404]}}}}`;
  assert.deepEqual(at(yaml, 'components/schemas/NotFoundFault/x-fault'), {
    key: 'NotFound',
    name: 'itemNotFound',
    status: 404,
  });
});

test('a schema that only looks like a fault is none', () => {
  assert.equal(
    'x-fault' in (schema('{properties: {a: {properties: {code: {enum: [1]}}}}}') as object),
    false,
  );
});

test('an anyOf of scalars becomes a union of TypeScript', () => {
  const types = 'anyOf: [{type: integer}, {type: string}, {type: boolean}, {type: object}]';
  assert.equal((schema(`{${types}}`) as JsonObject)['x-scalar'], 'number | string | boolean | unknown');
  assert.equal('x-scalar' in (schema('{type: string}') as object), false);
});

test('a description fits into a comment: it ends none, and each line begins as such', () => {
  const { description } = schema('{description: "One */ two.\\n\\n- Three.\\n"}') as JsonObject;
  assert.equal(description, 'One *\\/ two.\n * \n * - Three.');
});

test('a property called "description" is not taken for one', () => {
  const properties = { description: { type: 'string' } };
  assert.deepEqual(schema(JSON.stringify({ properties })), { properties });
});

test('handlers see no headers, also not by way of a component', () => {
  const yaml = `
    paths: {/things: {parameters: [{$ref: "#/components/parameters/Version"}, {name: id, in: path}],
      get: {parameters: [{name: a, in: header}, {name: limit, in: query}]}}}
    components: {parameters: {Version: {name: V, in: header}}}`;
  assert.deepEqual(at(yaml, 'paths/~1things/parameters'), [{ name: 'id', in: 'path' }]);
  assert.deepEqual(at(yaml, 'paths/~1things/get/parameters'), [{ name: 'limit', in: 'query' }]);
});

test('each operation has one tag, by which the generator does not sort, and the bounds of its path', () => {
  const yaml = `
    paths:
      /a: {x-openstack: {min-ver: "2.1", max-ver: "2.5"}, get: {tags: [A, B]}}
      /b: {put: {tags: [C]}}`;
  assert.deepEqual(at(yaml, 'paths/~1a/get'), { tags: ['api'], 'x-versions': { first: '2.1', last: '2.5' } });
  assert.deepEqual(at(yaml, 'paths/~1b/put'), { tags: ['api'], 'x-versions': { first: null, last: null } });
});

const DEPRECATIONS: readonly [what: string, operation: string, headers: unknown][] = [
  [
    'that ends',
    '{deprecated: true, x-deprecated-at: "2027-01-01", x-sunset: "2028-02-29"}',
    { since: '@1798761600', until: 'Tue, 29 Feb 2028 00:00:00 GMT' },
  ],
  [
    'without an end',
    '{deprecated: true, x-deprecated-at: "2027-01-01"}',
    { since: '@1798761600', until: null },
  ],
  ['without a beginning', '{deprecated: true, x-sunset: "2028-02-29"}', undefined],
  ['that is none', '{x-deprecated-at: "2027-01-01"}', undefined],
];

for (const [what, operation, headers] of DEPRECATIONS) {
  test(`a deprecation ${what} gives ${headers === undefined ? 'no headers' : 'the values of its headers'}`, () => {
    const prepared = at(`paths: {/a: {get: ${operation}}}`, 'paths/~1a/get') as JsonObject;
    assert.deepEqual(prepared['x-deprecation'], headers);
  });
}

test('the document itself stays as it was', () => {
  const document: JsonObject = parse(`
    paths: {/a: {get: {tags: [A], parameters: [{name: a, in: header}]}}}
    components: {schemas: {AFault: {x-fault: true, description: "*/", anyOf: []}}}`);
  const before = structuredClone(document);
  prepare(document);
  assert.deepEqual(document, before);
});
