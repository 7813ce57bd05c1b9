import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { isUntouched, MANIFEST, manifestOf, readManifest, sourceChecksum } from './manifest.ts';

const FILES = {
  'openapitools.json': '{}',
  'spec/openapi.yaml': 'openapi: 3.0.3',
  'spec/components/schemas/Thing.yaml': 'type: string',
  'scripts/generate/make.ts': 'export {}',
  'scripts/generate/templates/types.mustache': '{{#models}}',
};

/** Runs with a small checkout that goes away afterwards. */
const withCheckout = async (run: (root: string) => Promise<void>): Promise<void> => {
  const root = await mkdtemp(path.join(tmpdir(), 'os-server-groups-manifest-'));
  try {
    for (const [file, text] of Object.entries(FILES)) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), text);
    }
    await run(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

const checksum = (root: string) => sourceChecksum(root, path.join(root, 'spec'));

type Change = (root: string) => Promise<unknown>;
const write =
  (file: string, text: string): Change =>
  (root) =>
    writeFile(path.join(root, file), text);

const STALE: Readonly<Record<string, Change>> = {
  'another openapi.yaml': write('spec/openapi.yaml', 'openapi: 3.0.2'),
  'another component': write('spec/components/schemas/Thing.yaml', 'type: integer'),
  'a new component': write('spec/components/schemas/Part.yaml', 'type: string'),
  'a renamed component': (root) =>
    rename(
      path.join(root, 'spec/components/schemas/Thing.yaml'),
      path.join(root, 'spec/components/schemas/A.yaml'),
    ),
  'a component that is gone': (root) => rm(path.join(root, 'spec/components/schemas/Thing.yaml')),
  'another template': write('scripts/generate/templates/types.mustache', '{{#model}}'),
  'a renamed template': (root) =>
    rename(
      path.join(root, 'scripts/generate/templates/types.mustache'),
      path.join(root, 'scripts/generate/templates/type.mustache'),
    ),
  'another generator': write('scripts/generate/make.ts', 'export const make = 1'),
  'another version of OpenAPI Generator': write('openapitools.json', '{"version": "8"}'),
};

for (const [name, change] of Object.entries(STALE)) {
  test(`the checksum changes with ${name}`, () =>
    withCheckout(async (root) => {
      const before = await checksum(root);
      await change(root);
      assert.notEqual(await checksum(root), before);
    }));
}

test('notes, tests and everything outside are not part of the checksum', () =>
  withCheckout(async (root) => {
    const before = await checksum(root);
    for (const file of [
      'spec/README.md',
      'scripts/generate/README.md',
      'scripts/generate/make.test.ts',
      'a.ts',
    ]) {
      await write(file, 'text')(root);
    }
    assert.equal(await checksum(root), before);
  }));

test('the checksum does not depend on where the checkout and the spec are', () =>
  withCheckout((root) =>
    withCheckout(async (other) => {
      assert.equal(await checksum(root), await checksum(other));
      assert.equal(await checksum(root), await sourceChecksum(root, path.join(other, 'spec')));
    }),
  ));

test('a manifest lists its files by name, and tells whether one was touched', () => {
  const manifest = manifestOf(
    'abc',
    new Map([
      ['b.ts', 'b'],
      ['a.ts', 'a'],
    ]),
  );
  assert.deepEqual(Object.keys(manifest.files), ['a.ts', 'b.ts']);
  assert.equal(isUntouched(manifest, 'a.ts', 'a'), true);
  assert.equal(isUntouched(manifest, 'a.ts', 'a\n'), false);
  assert.equal(isUntouched(manifest, 'a.ts', undefined), false);
  assert.equal(isUntouched(manifest, 'c.ts', 'c'), false);
});

test('a manifest is read as it was written; one that is missing or broken is none', () =>
  withCheckout(async (root) => {
    assert.equal(await readManifest(root), undefined);
    await write(MANIFEST, '{"source": ')(root);
    assert.equal(await readManifest(root), undefined);
    const manifest = manifestOf('abc', new Map([['a.ts', 'a']]));
    await write(MANIFEST, JSON.stringify(manifest))(root);
    assert.deepEqual(await readManifest(root), manifest);
  }));
