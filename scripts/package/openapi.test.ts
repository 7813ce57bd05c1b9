/** What the package of the spec takes of what is published. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { nameInPackage } from './openapi.ts';

for (const [published, own] of [
  ['openapi-0.1.0.json', 'openapi.json'],
  ['openapi-0.1.0.yaml', 'openapi.yaml'],
  ['openapi-0.1.0-view-2.64.json', 'views/2.64.json'],
  ['openapi-0.1.0-view-2.64.yaml', 'views/2.64.yaml'],
  ['schemas-0.1.0/2.64/ServerGroup.json', 'schemas/2.64/ServerGroup.json'],
  ['postman-0.1.0.json', 'postman.json'],
  ['openapi-0.1.0-dereferenced.json', undefined],
  ['openapi-0.1.0-view-2.64-dereferenced.json', undefined],
  ['openapi-latest.json', undefined],
  ['index.html', undefined],
  ['SHA256SUMS', undefined],
] as const) {
  test(`of ${published} it has ${own ?? 'nothing'}`, () => {
    assert.equal(nameInPackage(published, '0.1.0'), own);
  });
}
