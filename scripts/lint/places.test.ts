import assert from 'node:assert/strict';
import test from 'node:test';
import type { Files } from './files.ts';
import { placer } from './places.ts';

const FILES: Files = new Map([
  [
    'openapi.yaml',
    `openapi: 3.0.3
info:
  title: Things
x-path-prefixes:
  /v2.1/{project_id}:
    - {prefix: "/v2.1/{project_id}"}
    - {prefix: /v2, suffix: Legacy, tag: Legacy}
paths:
  /v2.1/{project_id}/things:
    $ref: paths/things.yaml
  /inline:
    get: {}
`,
  ],
  ['paths/things.yaml', 'get:\n  parameters:\n    - name: a\n    - name: b\n  responses: {"200": {}}\n'],
  ['components/schemas/Thing.yaml', 'type: object\nproperties:\n  a/b:\n    type: string\n'],
  ['components/schemas/ThingLegacy.yaml', 'type: object\n'],
  ['components/schemas/Part.yaml', '# Why.\ntype: object\n'],
]);

/** Pointer into a derived document → file and line of the source. */
const PLACES = {
  '#/info/title': 'openapi.yaml:3',
  '#/': 'openapi.yaml:1',
  '#/components/schemas/Thing': 'components/schemas/Thing.yaml:1',
  '#/components/schemas/Thing/properties/a~1b/type': 'components/schemas/Thing.yaml:4',
  '#/components/schemas/ThingLegacy': 'components/schemas/ThingLegacy.yaml:1',
  '#/components/schemas/PartLegacy/type': 'components/schemas/Part.yaml:2',
  '#/components/schemas/Unknown': 'openapi.yaml:1',
  '#/paths/~1v2.1~1{project_id}~1things/get': 'paths/things.yaml:1',
  '#/paths/~1v2.1~1{project_id}~1things/get/parameters/1/name': 'paths/things.yaml:4',
  '#/paths/~1v2~1things/get/responses/200/content': 'paths/things.yaml:5',
  '#/paths/~1inline/get': 'openapi.yaml:12',
};

for (const [pointer, place] of Object.entries(PLACES)) {
  test(`${pointer} is written at ${place}`, () => {
    assert.equal(placer(FILES)(pointer), place);
  });
}
