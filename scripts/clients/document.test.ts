import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { ROOT } from '../command.ts';
import {
  isObject,
  type JsonObject,
  mapObjects,
  objectAt,
  operations,
  resolve,
} from '../generate/document.ts';
import { readDocuments } from '../publish/documents.ts';
import { clientDocument } from './document.ts';

const { views } = await readDocuments(path.join(ROOT, 'generated'));
const viewAt = (first: string) =>
  views.find(({ range }) => range.first === first)?.document ?? assert.fail(`no view ${first}`);
const documents = ['2.13', '2.64'].map((first) => [first, clientDocument(viewAt(first))] as const);
const schemasOf = (document: JsonObject) => objectAt(objectAt(document, 'components'), 'schemas');

const objectsIn = (document: JsonObject): JsonObject[] => {
  const found: JsonObject[] = [];
  mapObjects(document, (object) => {
    found.push(object);
    return object;
  });
  return found;
};

test('a client has each operation once, with the project in its path', () => {
  for (const [first, document] of documents) {
    const all = [...operations(document)];
    assert.deepEqual(
      all.map(({ operation }) => operation.operationId).toSorted(),
      [
        ...['claimMember', 'createServerGroup', 'deleteServerGroup', 'listMembers', 'listServerGroups'],
        ...['releaseMember', 'resetQuotaSet', 'setQuotaSet', 'showDefaultQuotaSet', 'showLimits'],
        ...['showQuotaSet', 'showServerGroup'],
      ],
      first,
    );
    for (const { path: place } of all) assert.match(place, /^\/v2\.1\/\{project_id\}\//);
  }
});

test('no call has a parameter for the microversion, and creating has one for the key', () => {
  for (const [, document] of documents) {
    const inHeaders = [...operations(document)].flatMap(({ pathItem, operation }) =>
      [pathItem.parameters, operation.parameters]
        .flatMap((each) => (Array.isArray(each) ? each : []))
        .map((each) => resolve(document, each) as JsonObject)
        .filter((parameter) => parameter.in === 'header')
        .map(({ name }) => [operation.operationId, name]),
    );
    assert.deepEqual(inHeaders, [['createServerGroup', 'Idempotency-Key']]);
  }
});

test('nothing in a schema makes a client refuse what the service takes or sends', () => {
  for (const [, document] of documents) {
    for (const object of objectsIn(schemasOf(document))) {
      const { additionalProperties, anyOf, oneOf, format, pattern, minLength, maximum } = object;
      const limits = { additionalProperties, anyOf, oneOf, format, pattern, minLength, maximum };
      assert.deepEqual(
        Object.entries(limits).filter(([, value]) => value !== undefined && !isObject(value)),
        [],
      );
    }
  }
});

test('a value with constants is a schema with a name, and its constants have names', () => {
  for (const [, document] of documents) {
    const named = Object.entries(schemasOf(document)).filter(
      ([, schema]) => isObject(schema) && 'enum' in schema,
    );
    assert.deepEqual(
      named.map(([name]) => name),
      ['PolicyName'],
    );
    assert.equal(objectsIn(schemasOf(document)).filter((object) => Array.isArray(object.enum)).length, 1);
    assert.deepEqual(objectAt(schemasOf(document), 'PolicyName')['x-enum-varnames'], [
      ...['ANTI_AFFINITY', 'AFFINITY', 'SOFT_ANTI_AFFINITY', 'SOFT_AFFINITY'],
    ]);
  }
});

test('a scalar of two types is a number', () => {
  const { type, description } = objectAt(schemasOf(documents[1]?.[1] ?? {}), 'ServersPerHost');
  assert.equal(type, 'integer');
  assert.equal(description, 'How many servers of the group may be on one host, 1 to 2147483647.');
});

test('faults have no schema, since the body may be that of a proxy; successes have theirs', () => {
  for (const [, document] of documents) {
    assert.deepEqual(
      Object.keys(schemasOf(document)).filter((name) => name.endsWith('Fault')),
      [],
    );
    for (const { operation } of operations(document)) {
      for (const [status, response] of Object.entries(objectAt(operation, 'responses'))) {
        assert.equal(
          'content' in (response as JsonObject),
          status === '200',
          `${operation.operationId} ${status}`,
        );
      }
    }
  }
});

test('bodies have a name, and what only the service knows is gone', () => {
  for (const [, document] of documents) {
    for (const { operation } of operations(document)) {
      assert.equal(operation['x-codegen-request-body-name'], operation.requestBody && 'body');
    }
    const text = JSON.stringify(document);
    for (const word of ['x-handler', 'x-eov-', '"example', 'Unscoped', 'Ecs.0'])
      assert.ok(!text.includes(word), word);
  }
});

// Go has a function NewServerGroup for a schema ServerGroup, and a type of each operation's parameters (CreateServerGroupRequest).
test('no names of schemas get in the way of names that generators make', () => {
  for (const [, document] of documents) {
    const names = Object.keys(schemasOf(document));
    const made = [
      ...names.map((name) => `new${name}`),
      ...[...operations(document)].map(({ operation }) => `${operation.operationId}request`),
    ].map((name) => name.toLowerCase());
    assert.deepEqual(
      names.filter((name) => made.includes(name.toLowerCase())),
      [],
    );
  }
});

test('the view itself is left alone', () => {
  const before = JSON.stringify(viewAt('2.64'));
  clientDocument(viewAt('2.64'));
  assert.equal(JSON.stringify(viewAt('2.64')), before);
});
