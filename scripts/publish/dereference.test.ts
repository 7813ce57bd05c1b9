import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { ROOT } from '../command.ts';
import type { JsonObject } from '../generate/document.ts';
import { dereference } from './dereference.ts';
import { readDocuments } from './documents.ts';

test('everything stands where it is used, and what is meant by name stays among the components', () => {
  const document: JsonObject = {
    paths: { '/a': { get: { responses: { 200: { $ref: '#/components/responses/Group' } } } } },
    components: {
      responses: { Group: { schema: { $ref: '#/components/schemas/Group' } } },
      schemas: {
        Group: { properties: { name: { $ref: '#/components/schemas/Name~1' } } },
        'Name/': { type: 'string' },
      },
      securitySchemes: { token: { type: 'apiKey' } },
    },
  };
  const response = { schema: { properties: { name: { type: 'string' } } } };
  assert.deepEqual(dereference(document), {
    paths: { '/a': { get: { responses: { 200: response } } } },
    components: { responses: { Group: response }, securitySchemes: { token: { type: 'apiKey' } } },
  });
});

test('no document of the spec has a $ref left', async () => {
  const { bundle, views } = await readDocuments(path.join(ROOT, 'generated'));
  for (const document of [bundle, ...views.map((view) => view.document)]) {
    assert.match(JSON.stringify(document), /"\$ref":/);
    assert.doesNotMatch(JSON.stringify(dereference(document)), /"\$ref":/);
  }
});

test('what contains itself is refused by name, since it has no end', () => {
  const schemas = {
    Tree: { properties: { branch: { $ref: '#/components/schemas/Branch' } } },
    Branch: { items: { $ref: '#/components/schemas/Tree' } },
  };
  const document: JsonObject = {
    paths: { '/a': { $ref: '#/components/schemas/Tree' } },
    components: { schemas },
  };
  assert.throws(
    () => dereference(document),
    /#\/components\/schemas\/Tree contains itself, .*Break the circle/,
  );
});
