import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { parse } from 'yaml';
import { type JsonObject, objectAt, operations } from './document.ts';
import { make, makeDocuments } from './make.ts';
import { readSource } from './source.ts';

const SPEC = path.resolve(import.meta.dirname, '../../spec/openapi.yaml');

const source = await readSource(SPEC);
const { bundle, views, newest } = makeDocuments(source);

/** What the structure of OpenAPI 3.0 does not allow, and what points at nothing. */
const defects = async (document: JsonObject): Promise<string[]> => {
  const rules = { struct: 'error', 'no-unresolved-refs': 'error', 'spec-ref-siblings': 'error' } as const;
  const problems = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: 'document.json',
    config: await createConfig({ telemetry: 'off', rules }),
  });
  return problems.map(({ message, location }) => `${location[0]?.pointer}: ${message}`);
};

test('the check of documents can fail', async () => {
  assert.equal((await defects({ ...bundle, info: { title: 'No version' } })).length, 1);
});

test('the bundle of our spec is valid OpenAPI, and keeps of our extensions only what its readers can use', async () => {
  assert.deepEqual(await defects(bundle), []);
  assert.doesNotMatch(JSON.stringify(bundle), /"x-(openstack-version|path-parameter|path-prefixes)"/);
});

for (const [version, view] of views) {
  test(`the view ${version} of our spec is valid OpenAPI without our extensions`, async () => {
    assert.deepEqual(await defects(view), []);
    assert.doesNotMatch(JSON.stringify(view), /"x-(openstack|openstack-[a-z]+|path-[a-z]+)"/);
  });
}

test('the views lie side by side, from 2.0 to the newest version', () => {
  const ranges = [...views.values()].map((view) => objectAt(view, 'info')['x-microversions'] as JsonObject);
  const number = (name: 'first' | 'last') => ranges.map((range) => Number(String(range[name]).slice(2)));
  assert.deepEqual(
    [...views.keys()],
    ranges.map(({ first }) => first),
  );
  assert.deepEqual(
    number('first').slice(1),
    number('last')
      .slice(0, -1)
      .map((last) => last + 1),
  );
  assert.deepEqual([ranges[0]?.first, ranges.at(-1)?.last], ['2.0', source['x-newest-microversion']]);
});

test('what has no microversions is in the view 2.0 alone, and everything else in all others', () => {
  for (const [version, view] of views) {
    for (const { path: served } of operations(view)) {
      if (served === '/') continue;
      assert.equal(/^\/v[12](\/|$)/.test(served), version === '2.0', `${served} in ${version}`);
    }
  }
});

test('each operation is in the newest document once, and as x-handler behind each of the bundle', () => {
  const ids = [...operations(newest)].map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length);
  const handlers = new Set([...operations(bundle)].map(({ operation }) => operation['x-handler']));
  assert.deepEqual([...handlers].sort(), [...ids].sort());
});

test('making the documents twice gives the same texts', async () => {
  assert.deepEqual(await make(SPEC, { java: false }), await make(SPEC, { java: false }));
});

test('an operation that the newest version has lost stops the generator, since nothing would handle it', () => {
  const lost: JsonObject = parse(`
    info: {}
    tags: []
    x-newest-microversion: "2.9"
    paths: {/a: {get: {tags: [], operationId: listOld, x-openstack: {max-ver: "2.5"}}}}`);
  assert.throws(() => makeDocuments(lost), /the newest version has lost listOld/);
});

test('a spec that is not there is named', async () => {
  const missing = path.join(import.meta.dirname, 'no-such-spec.yaml');
  await assert.rejects(readSource(missing), /no-such-spec\.yaml/);
});
