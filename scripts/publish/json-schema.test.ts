import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { ROOT } from '../command.ts';
import { isObject, type JsonObject, objectAt, resolve } from '../generate/document.ts';
import { readDocuments, type View } from './documents.ts';
import { publishedFiles, SCHEMA_BASE } from './files.ts';
import { asJsonSchema } from './json-schema.ts';

const CASES: readonly (readonly [what: string, openapi: JsonObject, jsonSchema: JsonObject])[] = [
  ['nullable lets null in', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  [
    'nullable lets no null past an enum',
    { type: 'string', nullable: true, enum: ['a'] },
    { type: ['string', 'null'], enum: ['a'] },
  ],
  ['nullable: false', { type: 'string', nullable: false }, { type: 'string' }],
  ['nullable without a type says nothing', { nullable: true }, {}],
  [
    'exclusive limits are limits of their own',
    { minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
    { exclusiveMinimum: 1, maximum: 9 },
  ],
  ['a format of JSON Schema', { format: 'uuid' }, { format: 'uuid' }],
  ['a format of OpenAPI or of our own', { format: 'int32' }, {}],
  ['an example', { example: 3 }, { examples: [3] }],
  ['what is not validation', { 'x-enum-varnames': ['A'], xml: {}, externalDocs: {}, discriminator: {} }, {}],
  [
    'at every depth',
    {
      properties: { example: { nullable: true, type: 'integer' } },
      items: { anyOf: [{ 'x-a': 1 }] },
      additionalProperties: { xml: {} },
    },
    {
      properties: { example: { type: ['integer', 'null'] } },
      items: { anyOf: [{}] },
      additionalProperties: {},
    },
  ],
  ['a closed object', { additionalProperties: false }, { additionalProperties: false }],
  [
    'a component is a file, and nothing counts beside a $ref',
    { $ref: '#/components/schemas/Group', nullable: true },
    { $ref: 'Group.json' },
  ],
];

test('what OpenAPI 3.0 says otherwise than JSON Schema is translated', () => {
  for (const [what, openapi, jsonSchema] of CASES) assert.deepEqual(asJsonSchema(openapi), jsonSchema, what);
});

test('a keyword that nobody has thought of is refused, rather than lost', () => {
  assert.throws(() => asJsonSchema({ properties: { a: { $anchor: 'a' } } }), /"\$anchor" has no translation/);
  assert.throws(
    () => asJsonSchema({ $ref: '#/components/responses/A' }),
    /is no schema among the components/,
  );
});

const set = await readDocuments(path.join(ROOT, 'generated'));

/** The published schemas, as a program would load them. */
const published = () => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
  addFormats.default(ajv);
  for (const [name, text] of publishedFiles(set)) {
    if (name.startsWith('schemas-')) ajv.addSchema(JSON.parse(text));
  }
  return ajv;
};

/** Each body with examples in a view: the name of its schema, and the examples. */
function* bodiesOf({ document }: View, value: unknown = document): Generator<[string, JsonObject[]]> {
  if (Array.isArray(value)) for (const each of value) yield* bodiesOf({ document } as View, each);
  if (!isObject(value as JsonObject)) return;
  const object = value as JsonObject;
  const { $ref } = objectAt(object, 'schema');
  if (typeof $ref === 'string' && (object.examples !== undefined || object.example !== undefined)) {
    const named = Object.values(objectAt(object, 'examples')).map(
      (each) => resolve(document, each) as JsonObject,
    );
    const own = object.example === undefined ? [] : [{ value: object.example }];
    yield [$ref.replace('#/components/schemas/', ''), [...own, ...named]];
  }
  for (const each of Object.values(object)) yield* bodiesOf({ document } as View, each);
}

test('every example of every view is valid by the published schema', () => {
  const ajv = published();
  for (const view of set.views) {
    let examples = 0;
    for (const [name, values] of bodiesOf(view)) {
      const id = `${SCHEMA_BASE}schemas-${set.version}/${view.range.first}/${name}.json`;
      for (const { value } of values) {
        examples++;
        assert.ok(ajv.validate(id, value), `${id}: ${ajv.errorsText()}`);
        assert.equal(ajv.validate(id, [value]), false, `${id} takes anything`);
      }
    }
    assert.ok(examples > 50, `${view.range.first} has ${examples} examples`);
  }
});

test('a member without a place has the host null, also by the published schema', () => {
  const ajv = published();
  const member = { server_id: '7f0f0d9a-3c6e-4c43-8a0e-6c1f2a9b5d10', host: null };
  const id = `${SCHEMA_BASE}schemas-${set.version}/2.64/Member.json`;
  assert.ok(ajv.validate(id, member), ajv.errorsText());
  assert.equal(ajv.validate(id, { ...member, host: 1 }), false);
});
