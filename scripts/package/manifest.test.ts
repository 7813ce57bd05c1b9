/** Which packages the published one asks for. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { dependenciesOf, importedPackages, manifestOf, specManifestOf } from './manifest.ts';

for (const [code, expected] of [
  [`import a, { type B } from 'a';`, ['a']],
  [`import * as z from "a/b/c";`, ['a']],
  [`import { x } from '@s/a/b';`, ['@s/a']],
  [`import 'a';`, ['a']],
  [`export * from 'a';`, ['a']],
  [`const { x } = await import('a');`, ['a']],
  [`createRequire(import.meta.url)('a')`, ['a']],
  [`import fs from 'node:fs';`, []],
  [`import { x } from './x.js'; import { y } from '../y.js';`, []],
  [`await import('#mock');`, []],
  [`log('a'); said(x)('b');`, []],
] as const) {
  test(`of ${code} the packages are: ${expected.join(', ') || 'none'}`, () => {
    assert.deepEqual(importedPackages(code), expected);
  });
}

const ROOT_MANIFEST = {
  name: 'os-server-groups',
  license: 'Apache-2.0',
  dependencies: { a: '1.0.0', 'swagger-ui-dist': '5.0.0' },
};

test('the package asks for what the code imports, in the versions of the checkout, and not for what it carries', () => {
  assert.deepEqual(dependenciesOf(ROOT_MANIFEST, new Set(['a'])), { a: '1.0.0' });
});

test('an import that is no dependency, and a dependency that nothing imports, are refused by name', () => {
  assert.throws(
    () => dependenciesOf(ROOT_MANIFEST, new Set(['b'])),
    /imports b: move it to "dependencies".*nothing imports a: /s,
  );
});

test('only documents and types can be imported from the package, and the package.json that tools look for', () => {
  const { exports } = manifestOf(ROOT_MANIFEST, '1.0.0', {});
  assert.deepEqual(Object.keys(exports), [
    './openapi.json',
    './openapi.yaml',
    './views/*.json',
    './types',
    './types/*',
    './package.json',
  ]);
});

test('the package of the spec needs nothing, and has what the other one exports under the same names', () => {
  const { exports: ofService, version } = manifestOf(ROOT_MANIFEST, '1.0.0', {});
  const ofSpec = specManifestOf(ROOT_MANIFEST, '1.0.0');
  assert.deepEqual([ofSpec.name, ofSpec.version], ['os-server-groups-openapi', version]);
  assert.deepEqual(
    ['dependencies', 'peerDependencies', 'engines', 'bin', 'scripts', 'private'].filter(
      (key) => key in ofSpec,
    ),
    [],
  );
  assert.deepEqual(
    Object.keys(ofService).filter((name) => !(name in ofSpec.exports)),
    [],
  );
});
