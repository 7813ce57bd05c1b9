/** A schema as the words and rows of the reference. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { fieldsOf, type Schema, typeOf } from './fields.ts';

const types: readonly { readonly schema: Schema; readonly words: string }[] = [
  { schema: {}, words: 'any' },
  { schema: { type: 'string', format: 'uuid' }, words: 'string, uuid' },
  { schema: { type: 'string', format: 'server-group-name', pattern: '^[^\\p{C}\u00ad]+$' }, words: 'string' },
  { schema: { type: 'string', pattern: '^[0-9]+$' }, words: 'string, as `^[0-9]+$`' },
  {
    schema: { type: 'string', nullable: true, minLength: 1, maxLength: 255 },
    words: 'string, or null, 1 to 255 characters',
  },
  { schema: { type: 'integer', minimum: 0 }, words: 'integer, at least 0' },
  { schema: { type: 'integer', maximum: 9 }, words: 'integer, at most 9' },
  {
    schema: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 1 },
    words: 'array of strings, 1 of them',
  },
  {
    schema: { type: 'string', enum: ['affinity', 'anti-affinity'] },
    words: '`"affinity"`, `"anti-affinity"`',
  },
  { schema: { anyOf: [{ type: 'integer' }, { type: 'string' }] }, words: 'integer, or string' },
];

for (const { schema, words } of types) {
  test(`${JSON.stringify(schema)} is told as: ${words}`, () => assert.equal(typeOf(schema), words));
}

test('each field has the names of what it lies in, and says whether it must be there', () => {
  const rules = { type: 'object', description: 'How.', properties: { most: { type: 'integer' } } };
  const group = { type: 'object', required: ['rules'], properties: { rules } };
  const list = { type: 'object', properties: { groups: { type: 'array', items: group } } };
  assert.deepEqual(fieldsOf(list), [
    { name: 'groups', type: 'array of objects', isRequired: false, description: undefined },
    { name: 'groups[].rules', type: 'object', isRequired: true, description: 'How.' },
    { name: 'groups[].rules.most', type: 'integer', isRequired: false, description: undefined },
  ]);
});
