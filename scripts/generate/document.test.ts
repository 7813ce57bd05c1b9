import assert from 'node:assert/strict';
import test from 'node:test';
import { operations, pruneComponents, resolve } from './document.ts';

test('a $ref leads to what it names, with the escapes of JSON pointers', () => {
  const document = { paths: { '/a~b': { get: { list: 1 } } } };
  assert.deepEqual(resolve(document, { $ref: '#/paths/~1a~0b/get' }), { list: 1 });
  assert.equal(resolve(document, 'text'), 'text');
});

test('a $ref to nothing says which one it is', () => {
  assert.throws(
    () => resolve({ components: {} }, { $ref: '#/components/schemas/Thing' }),
    /the spec points at #\/components\/schemas\/Thing, which does not exist/,
  );
});

test('operations are found by their methods; parameters beside them are none', () => {
  const found = [
    ...operations({ paths: { '/a': { parameters: [], summary: '', get: {}, patch: {} }, '/b': null } }),
  ];
  assert.deepEqual(
    found.map(({ path, method }) => `${method} ${path}`),
    ['get /a', 'patch /a'],
  );
});

test('components stay when something uses them, also by way of others and in a circle, sorted by name', () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const document = {
    paths: { '/a': { get: { schema: ref('C') } } },
    components: {
      schemas: { Unused: ref('Alone'), Alone: {}, C: { items: ref('B') }, B: { items: ref('C') } },
    },
  };
  const { components } = pruneComponents(document);
  assert.deepEqual(
    JSON.stringify(components),
    JSON.stringify({ schemas: { B: { items: ref('C') }, C: { items: ref('B') } } }),
  );
});
