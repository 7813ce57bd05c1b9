import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from 'yaml';
import type { JsonObject } from './document.ts';
import { at, BASE, GET, ofThing, THING, type ViewCase, view } from './view.fixture.ts';
import { viewOf } from './view.ts';

const CASES: readonly ViewCase[] = [
  {
    name: 'a property whose name is a word of OpenAPI is a property',
    source: ofThing(
      `{properties: {${['example', 'value', 'enum', 'properties', 'x-openstack-version']
        .map((name) => `${name}: {type: object, properties: {a: {x-openstack: {min-ver: "2.5"}}}}`)
        .join(', ')}}}`,
    ),
    pointer: `${THING}/properties`,
    seen: {
      '2.4': Object.fromEntries(
        ['example', 'value', 'enum', 'properties', 'x-openstack-version'].map((name) => [
          name,
          { type: 'object', properties: {} },
        ]),
      ),
    },
  },
  {
    name: 'an example whose name is a word of OpenAPI is an example',
    source:
      'paths: {/things: {get: {tags: [], examples: {value: {value: 1, x-openstack: {min-ver: "2.5"}}, example: {value: 2}}}}}',
    pointer: `${GET}/examples`,
    seen: { '2.4': { example: { value: 2 } }, '2.5': { value: { value: 1 }, example: { value: 2 } } },
  },
  {
    name: 'values of the API stay as they are, whatever they look like',
    source: ofThing(
      '{example: {x-openstack-version: a, required: [b], properties: {}}, enum: [{x-openstack-strict: 1}]}',
    ),
    pointer: THING,
    seen: {
      '2.1': {
        example: { 'x-openstack-version': 'a', required: ['b'], properties: {} },
        enum: [{ 'x-openstack-strict': 1 }],
      },
    },
  },
];

for (const { name, source, pointer, seen } of CASES) {
  test(name, () => {
    for (const [version, expected] of Object.entries(seen)) {
      assert.deepEqual(at(view(source, version), pointer), expected, version);
    }
  });
}

test('a version header carries the pattern and an example of just the range of the view', () => {
  const source = `
    paths: {/things: {get: {tags: [], parameters: [{name: a, schema: {type: string, x-openstack-version: "compute {version}"}}],
      headers: {A: {schema: {type: string, pattern: ^2, x-openstack-version: "{version}"}, example: "2.64"}}}}}`;
  const seen = view(source, '2.13', '2.15');
  assert.deepEqual(at(seen, `${GET}/headers/A`), {
    schema: { type: 'string', pattern: '^2\\.(1[3-5])$' },
    example: '2.13',
  });
  // A request may ask for other versions than the one whose view this is: no pattern is added.
  assert.deepEqual(at(seen, `${GET}/parameters`), [
    { name: 'a', schema: { type: 'string' }, example: 'compute 2.13' },
  ]);
});

test('a view names its range, and has no tag and no component that it does not use', () => {
  const source = `
    tags: [{name: New}, {name: Old}]
    paths: {/things: {get: {tags: [New], schema: {$ref: "#/components/schemas/A"}}, put: {tags: [Old], x-openstack: {max-ver: "2.0"}}}}
    components:
      schemas: {C: {}, D: {}, B: {}, A: {items: {$ref: "#/components/schemas/B"}}}
      examples: {Old: {value: 1}}
      responses: {Any: {description: Any., schema: {$ref: "#/components/schemas/D"}}}
      securitySchemes: {token: {type: apiKey}}`;
  const seen = view(source, '2.1', '2.9');
  assert.deepEqual(at(seen, 'info/x-microversions'), { first: '2.1', last: '2.9' });
  assert.deepEqual(seen.tags, [{ name: 'New' }]);
  const names = Object.entries(seen.components as JsonObject).map(([section, all]) => [
    section,
    Object.keys(all as object),
  ]);
  // Responses stay: some are given by every path and named by none.
  assert.deepEqual(names, [
    ['responses', ['Any']],
    ['schemas', ['A', 'B', 'D']],
    ['securitySchemes', ['token']],
  ]);
});

test('the source is left as it was', () => {
  const source = {
    ...BASE,
    ...parse(ofThing('{required: [a], properties: {a: {x-openstack: {min-ver: "2.5"}}}}')),
  };
  const before = structuredClone(source);
  viewOf(source, { first: '2.1', last: '2.4' });
  assert.deepEqual(source, before);
});
