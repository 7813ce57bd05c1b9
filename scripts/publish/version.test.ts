import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { ROOT } from '../command.ts';
import { readDocuments } from './documents.ts';
import { compareVersions, nextBreaking, writtenVersions } from './version.ts';

test('versions are ordered by their numbers, not as text', () => {
  const sorted = ['0.1.0', '0.9.9', '0.10.0', '1.0.0', '1.0.2', '1.0.10', '10.0.0'];
  assert.deepEqual(sorted.toReversed().sort(compareVersions), sorted);
});

test('a version is three numbers', () => {
  for (const wrong of ['1.0', '1.0.0-rc.1', '01.0.0', 'v1.0.0', '1.0.0\n']) {
    assert.throws(() => compareVersions(wrong, '1.0.0'), /is no version: write three numbers/, wrong);
  }
});

test('what breaks clients needs a new first number, and before 1.0.0 a new second one', () => {
  const next = ['0.1.0', '0.1.7', '1.2.3', '12.0.0'].map(nextBreaking);
  assert.deepEqual(next, ['0.2.0', '0.2.0', '2.0.0', '13.0.0']);
});

test('the version of the spec stands wherever else a version is written down', async () => {
  const { version, views } = await readDocuments(path.join(ROOT, 'generated'));
  for (const [where, written] of await writtenVersions(ROOT)) assert.equal(written, version, where);
  for (const { document } of views) assert.equal((document.info as { version: string }).version, version);
});
