import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from 'yaml';
import { type JsonObject, objectAt, resolve } from './document.ts';
import { expandPrefixes } from './prefixes.ts';

const SOURCE = `
x-path-prefixes:
  /v2.1/{project_id}:
    - {prefix: "/v2.1/{project_id}", x-openstack: {min-ver: "2.1"}}
    - {prefix: /v2.1, suffix: Unscoped, tag: Unscoped, x-openstack: {min-ver: "2.1"}}
    - {prefix: "/v2/{project_id}", suffix: Legacy, tag: Legacy, x-openstack: {max-ver: "2.0"}}
    - {prefix: /plain, suffix: Plain, tag: Plain}
  /v2.1:
    - {prefix: /v2.1, x-openstack: {min-ver: "2.1"}}
    - {prefix: /v2, suffix: Old, tag: Versions, x-openstack: {max-ver: "2.0"}}
paths:
  /: {get: {tags: [Versions], operationId: listVersions}}
  /v2.1: {get: {tags: [Versions], operationId: showVersion}}
  /v2.10/things: {get: {tags: [Other], operationId: listOthers}}
  /v2.1/{project_id}/new: {x-openstack: {min-ver: "2.64"}, get: {tags: [Things], operationId: listNew}}
  /v2.1/{project_id}/things/{id}:
    parameters:
      - {$ref: "#/components/parameters/ProjectId"}
      - {name: id, in: path}
      - {name: project_id, in: query}
    get:
      tags: [Things]
      operationId: showThing
      responses:
        "200": {description: The thing.}
        "404": {$ref: "#/components/responses/ProjectNotFound"}
    delete:
      tags: [Things]
      operationId: deleteThing
components:
  parameters: {ProjectId: {name: project_id, in: path}}
  responses: {ProjectNotFound: {description: No project., x-path-parameter: project_id}}
`;

const expanded = expandPrefixes(parse(SOURCE));
const paths = objectAt(expanded, 'paths');
const at = (path: string, ...keys: string[]) =>
  keys.reduce<unknown>((value, key) => (value as JsonObject | undefined)?.[key], paths[path]);

const SCOPED = '/v2.1/{project_id}/things/{id}';
const UNSCOPED = '/v2.1/things/{id}';
const LEGACY = '/v2/{project_id}/things/{id}';
const PLAIN = '/plain/things/{id}';

test('each path is served below all prefixes of the longest key that it begins with, in the order of the map', () => {
  assert.deepEqual(Object.keys(paths), [
    '/',
    '/v2.1',
    '/v2',
    '/v2.10/things',
    '/v2.1/{project_id}/new',
    '/v2.1/new',
    '/plain/new',
    SCOPED,
    UNSCOPED,
    LEGACY,
    PLAIN,
  ]);
});

test('the map of the prefixes is used up', () => {
  assert.equal('x-path-prefixes' in expanded, false);
  assert.deepEqual(expanded.components, parse(SOURCE).components);
});

test('suffix and tag tell the operations of the prefixes apart, and x-handler says what they have in common', () => {
  const cases = {
    [SCOPED]: ['', 'Things'],
    [UNSCOPED]: ['Unscoped', 'Unscoped'],
    [LEGACY]: ['Legacy', 'Legacy'],
  };
  for (const [path, [suffix, tag]] of Object.entries(cases)) {
    for (const [method, id] of [
      ['get', 'showThing'],
      ['delete', 'deleteThing'],
    ] as const) {
      assert.equal(at(path, method, 'operationId'), `${id}${suffix}`);
      assert.equal(at(path, method, 'x-handler'), id);
      assert.deepEqual(at(path, method, 'tags'), [tag]);
    }
  }
});

test('the bounds of a path are those of its prefix and its own together; in no version it is left out', () => {
  const cases = {
    [SCOPED]: { 'min-ver': '2.1' },
    [UNSCOPED]: { 'min-ver': '2.1' },
    [LEGACY]: { 'max-ver': '2.0' },
    [PLAIN]: undefined,
    '/v2': { 'max-ver': '2.0' },
    '/v2.1/new': { 'min-ver': '2.64' },
    '/v2/{project_id}/new': undefined,
  };
  for (const [path, bounds] of Object.entries(cases)) assert.deepEqual(at(path, 'x-openstack'), bounds, path);
});

test('a path has the path parameters that stand in it, and all others', () => {
  const names = (path: string) =>
    (at(path, 'parameters') as JsonObject[]).map((each) => {
      const { name, in: where } = resolve(expanded, each) as JsonObject;
      return `${name} in ${where}`;
    });
  const both = ['project_id in path', 'id in path', 'project_id in query'];
  assert.deepEqual(names(SCOPED), both);
  assert.deepEqual(names(LEGACY), both);
  assert.deepEqual(names(UNSCOPED), ['id in path', 'project_id in query']);
});

test('a response that is due to a path parameter is there where the parameter is', () => {
  const statuses = (path: string) => Object.keys(at(path, 'get', 'responses') as object);
  assert.deepEqual(statuses(SCOPED), ['200', '404']);
  assert.deepEqual(statuses(LEGACY), ['200', '404']);
  assert.deepEqual(statuses(UNSCOPED), ['200']);
});

test('a path without prefixes keeps its operations, with themselves as handlers', () => {
  assert.deepEqual(at('/', 'get'), {
    tags: ['Versions'],
    operationId: 'listVersions',
    'x-handler': 'listVersions',
  });
});
