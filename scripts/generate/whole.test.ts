import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from 'yaml';
import { type JsonObject, resolve } from './document.ts';
import { bundleOf } from './whole.ts';

const bundle = (yaml: string): JsonObject =>
  bundleOf({ openapi: '3.0.3', info: { title: 'Things', version: '1' }, tags: [], ...parse(yaml) });

const at = (document: JsonObject, pointer: string) => resolve(document, { $ref: `#/${pointer}` });

/** One path of before the microversions and one of since, which both answer with `Thing`. */
const twice = (schemas: string) => `
paths:
  /v2.1/things: {x-openstack: {min-ver: "2.1"}, get: {tags: [], schema: {$ref: "#/components/schemas/Thing"}}}
  /v2/things: {x-openstack: {max-ver: "2.0"}, get: {tags: [], schema: {$ref: "#/components/schemas/Thing"}}}
components: {schemas: ${schemas}}`;

const schemasOf = (document: JsonObject) => Object.keys(at(document, 'components/schemas') as object);

test('required is what every version has', () => {
  const document = bundle(
    twice(`{
      Thing: {required: [a, b, c, d], properties: {
        a: {type: string}, b: {type: string, x-openstack: {min-ver: "2.64"}},
        c: {$ref: "#/components/schemas/Part"}, d: {$ref: "#/components/schemas/Side", x-openstack: {max-ver: "2.63"}}}},
      Part: {type: string, x-openstack: {min-ver: "2.5"}}, Side: {type: string}}`),
  );
  assert.deepEqual(at(document, 'components/schemas/Thing/required'), ['a']);
});

test('bounds stay in the bundle, around a $ref of a schema, since nothing may stand beside one', () => {
  const document = bundle(
    twice(`{
      Thing: {properties: {a: {$ref: "#/components/schemas/Side", x-openstack: {min-ver: "2.64"}},
        b: {$ref: "#/components/schemas/Side"}}},
      Side: {type: string}}`),
  );
  assert.deepEqual(at(document, 'components/schemas/Thing/properties'), {
    a: { 'x-openstack': { 'min-ver': '2.64' }, allOf: [{ $ref: '#/components/schemas/Side' }] },
    b: { $ref: '#/components/schemas/Side' },
  });
});

test('bounds beside a $ref of anything else go into a copy of it, since it has no allOf', () => {
  const document = bundle(`
    paths: {/things: {get: {tags: [], parameters: [{$ref: "#/components/parameters/A", x-openstack: {min-ver: "2.5"}}]}}}
    components: {parameters: {A: {name: a, in: query, schema: {x-openstack-version: "{version}"}}}}`);
  assert.deepEqual(at(document, 'paths/~1things/get/parameters'), [
    { name: 'a', in: 'query', schema: {}, 'x-openstack': { 'min-ver': '2.5' } },
  ]);
});

test('what only the generator reads is gone', () => {
  const document = bundle(`
    paths: {/things: {get: {tags: [], responses: {"404": {description: No., x-path-parameter: id}},
      headers: {A: {schema: {type: string, x-openstack-version: "{version}"}}}}}}`);
  assert.doesNotMatch(JSON.stringify(document), /x-path-parameter|x-openstack-version/);
});

test('paths of the legacy dialect are resolved, with a copy of each component that is not the same there', () => {
  const document = bundle(
    twice(`{
      Thing: {required: [same], properties: {
        same: {$ref: "#/components/schemas/Same"}, new: {type: string, x-openstack: {min-ver: "2.1"}}}},
      Same: {type: string}, Unused: {type: string}}`),
  );
  assert.deepEqual(at(document, 'paths/~1v2~1things'), {
    'x-openstack': { 'max-ver': '2.0' },
    get: { tags: [], schema: { $ref: '#/components/schemas/ThingLegacy' } },
  });
  assert.deepEqual(at(document, 'paths/~1v2.1~1things/get/schema'), { $ref: '#/components/schemas/Thing' });
  assert.deepEqual(schemasOf(document), ['Same', 'Thing', 'ThingLegacy']);
  assert.deepEqual(at(document, 'components/schemas/ThingLegacy'), {
    required: ['same'],
    properties: { same: { $ref: '#/components/schemas/Same' } },
  });
});

test('a component that points at one with a copy has a copy too, however long the way is', () => {
  const document = bundle(
    twice(`{
      Thing: {items: {$ref: "#/components/schemas/Box"}},
      Box: {items: {$ref: "#/components/schemas/Deep"}},
      Deep: {properties: {a: {type: string, x-openstack: {min-ver: "2.1"}}}},
      Other: {type: string}}`),
  );
  assert.deepEqual(schemasOf(document), ['Box', 'BoxLegacy', 'Deep', 'DeepLegacy', 'Thing', 'ThingLegacy']);
  assert.deepEqual(at(document, 'components/schemas/BoxLegacy'), {
    items: { $ref: '#/components/schemas/DeepLegacy' },
  });
  assert.deepEqual(at(document, 'components/schemas/Box'), { items: { $ref: '#/components/schemas/Deep' } });
});

test('there are no copies where the dialects are the same', () => {
  assert.deepEqual(schemasOf(bundle(twice('{Thing: {type: string}}'))), ['Thing']);
});

test('a path that exists in every version stands as it is', () => {
  const document = bundle('paths: {/: {get: {tags: [Versions]}}}');
  assert.deepEqual(at(document, 'paths'), { '/': { get: { tags: ['Versions'] } } });
});
