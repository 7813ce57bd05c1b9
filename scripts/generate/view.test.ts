import assert from 'node:assert/strict';
import test from 'node:test';
import { at, GET, ofThing, THING, type ViewCase, view } from './view.fixture.ts';

const CASES: readonly ViewCase[] = [
  {
    name: 'a property is there within its bounds alone, and loses them',
    source: ofThing('{properties: {a: {type: string, x-openstack: {min-ver: "2.13", max-ver: "2.63"}}}}'),
    pointer: `${THING}/properties`,
    seen: { '2.12': {}, '2.13': { a: { type: 'string' } }, '2.63': { a: { type: 'string' } }, '2.64': {} },
  },
  {
    name: 'bounds beside a $ref count, and go',
    source: ofThing('{properties: {a: {$ref: "#/components/schemas/Side", x-openstack: {min-ver: "2.64"}}}}'),
    pointer: `${THING}/properties`,
    seen: { '2.63': {}, '2.64': { a: { $ref: '#/components/schemas/Side' } } },
  },
  {
    name: 'bounds of a component count wherever something points at it',
    source: ofThing('{properties: {a: {$ref: "#/components/schemas/Part"}}}'),
    pointer: `${THING}/properties`,
    seen: { '2.4': {}, '2.5': { a: { $ref: '#/components/schemas/Part' } } },
  },
  {
    name: 'required keeps what exists',
    source: ofThing('{required: [a, b], properties: {a: {x-openstack: {max-ver: "2.63"}}, b: {}}}'),
    pointer: `${THING}/required`,
    seen: { '2.63': ['a', 'b'], '2.64': ['b'] },
  },
  {
    name: 'a schema takes unknown keys until it is strict',
    source: ofThing('{additionalProperties: false, x-openstack-strict: {min-ver: "2.1"}, properties: {}}'),
    pointer: THING,
    seen: { '2.0': { properties: {} }, '2.1': { additionalProperties: false, properties: {} } },
  },
  {
    name: 'an operation takes unknown query parameters until it is strict, or for ever when it does not say',
    source: `
      paths:
        /things:
          get: {tags: [], operationId: list, x-openstack-strict: {min-ver: "2.75"}, responses: {}}
          delete: {tags: [], operationId: clear, responses: {}}`,
    pointer: 'paths/~1things',
    seen: Object.fromEntries(
      Object.entries({ '2.74': true, '2.75': false }).map(([version, takes]) => [
        version,
        {
          get: {
            tags: [],
            operationId: 'list',
            responses: {},
            'x-eov-allow-unknown-query-parameters': takes,
          },
          delete: {
            tags: [],
            operationId: 'clear',
            responses: {},
            'x-eov-allow-unknown-query-parameters': true,
          },
        },
      ]),
    ),
  },
  {
    name: 'a parameter is there within its bounds, wherever they are written',
    source: `
      paths: {/things: {get: {tags: [], parameters: [{name: a, x-openstack: {min-ver: "2.5"}}, {$ref: "#/components/parameters/B"}]}}}
      components: {parameters: {B: {name: b, x-openstack: {max-ver: "2.5"}}}}`,
    pointer: `${GET}/parameters`,
    seen: {
      '2.4': [{ $ref: '#/components/parameters/B' }],
      '2.5': [{ name: 'a' }, { $ref: '#/components/parameters/B' }],
      '2.6': [{ name: 'a' }],
    },
  },
  {
    name: 'a header and a response are there within their bounds',
    source: `
      paths: {/things: {get: {tags: [], responses: {
        "200": {headers: {A: {$ref: "#/components/headers/A"}, B: {schema: {}, x-openstack: {max-ver: "2.0"}}}},
        "406": {description: No., x-openstack: {min-ver: "2.1"}}}}}}
      components: {headers: {A: {schema: {}, x-openstack: {min-ver: "2.1"}}}}`,
    pointer: `${GET}/responses`,
    seen: {
      '2.0': { '200': { headers: { B: { schema: {} } } } },
      '2.1': { '200': { headers: { A: { $ref: '#/components/headers/A' } } }, '406': { description: 'No.' } },
    },
  },
  {
    name: 'an example is there within its bounds',
    source: `
      paths: {/things: {get: {tags: [], responses: {"200": {content: {application/json: {examples: {
        old: {$ref: "#/components/examples/Old"}, new: {value: 2, x-openstack: {min-ver: "2.64"}}}}}}}}}}
      components: {examples: {Old: {value: 1, x-openstack: {max-ver: "2.63"}}}}`,
    pointer: `${GET}/responses/200/content/application~1json/examples`,
    seen: { '2.63': { old: { $ref: '#/components/examples/Old' } }, '2.64': { new: { value: 2 } } },
  },
  {
    name: 'a path and an operation are there within their bounds',
    source: `
      paths:
        /a: {x-openstack: {max-ver: "2.0"}, get: {tags: []}}
        /b: {x-openstack: {min-ver: "2.1"}, get: {tags: []}, put: {tags: [], x-openstack: {min-ver: "2.5"}}}`,
    pointer: 'paths',
    seen: {
      '2.0': { '/a': { get: { tags: [] } } },
      '2.1': { '/b': { get: { tags: [] } } },
      '2.5': { '/b': { get: { tags: [] }, put: { tags: [] } } },
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
