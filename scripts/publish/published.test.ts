import assert from 'node:assert/strict';
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { ROOT } from '../command.ts';
import type { JsonObject } from '../generate/document.ts';
import { alteredIn } from './checksums.ts';
import { type DocumentSet, readDocuments } from './documents.ts';
import { freeze, publishedProblems, publishedVersions } from './published.ts';

const GENERATED = path.join(ROOT, 'generated');
const current = await readDocuments(GENERATED);

/** The present documents under another version, changed if that is wanted. */
const as = (version: string, change: JsonObject = {}): DocumentSet => ({
  ...current,
  version,
  bundle: { ...current.bundle, ...change, info: { ...(current.bundle.info as JsonObject), version } },
});

/** A folder in which the present documents are published. */
const published = async (t: TestContext) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-published-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const version = await freeze(GENERATED, folder);
  return { folder, version };
};

test('nothing that was published was altered, and nothing has changed without a new version', async () => {
  assert.deepEqual(await publishedProblems(path.join(ROOT, 'spec/published'), current), []);
});

test('a release keeps the bundle and the views byte by byte, with their checksums', async (t) => {
  const { folder, version } = await published(t);
  assert.equal(version, path.join(folder, current.version));
  assert.deepEqual(await publishedVersions(folder), [current.version]);
  assert.deepEqual(await alteredIn(version), []);
  for (const name of ['openapi.json', 'views/2.0.json', 'views/2.102.json', 'views/index.json']) {
    const [kept, made] = [path.join(version, name), path.join(GENERATED, name)];
    assert.equal(await readFile(kept, 'utf8'), await readFile(made, 'utf8'), name);
  }
  assert.deepEqual(await publishedProblems(folder, current), []);
});

test('a version is published once, and an older one no more', async (t) => {
  const { folder, version } = await published(t);
  await assert.rejects(
    freeze(GENERATED, folder),
    /is there already, and a published version never changes\. Raise/,
  );
  await cp(version, path.join(folder, '9.0.0'), { recursive: true });
  await rm(version, { recursive: true });
  await assert.rejects(freeze(GENERATED, folder), /9\.0\.0 is there already/);
});

const ALTERATIONS: readonly (readonly [what: RegExp, alter: (version: string) => Promise<void>])[] = [
  [/openapi\.json was changed/, (version) => appendFile(path.join(version, 'openapi.json'), ' ')],
  [/views\/2\.64\.json is gone/, (version) => rm(path.join(version, 'views/2.64.json'))],
  [/views\/2\.65\.json was added/, (version) => writeFile(path.join(version, 'views/2.65.json'), '{}')],
  [/openapi\.json was added/, (version) => rm(path.join(version, 'SHA256SUMS'))],
];

test('whatever was altered in a published version is told, with how to mend it', async (t) => {
  for (const [what, alter] of ALTERATIONS) {
    const { folder, version } = await published(t);
    await alter(version);
    const [problem = 'none'] = await publishedProblems(folder, current);
    assert.match(problem, what);
    assert.match(problem, /never changes: restore it from git/);
  }
});

test('a change needs a new version, and a version never goes back', async (t) => {
  const { folder } = await published(t);
  const changed = { 'x-changed': true };
  assert.match(
    String(await publishedProblems(folder, as(current.version, changed))),
    /have changed, .* Raise info\.version in spec\/openapi\.yaml/,
  );
  assert.deepEqual(await publishedProblems(folder, as('9.0.0', changed)), []);
  assert.match(
    String(await publishedProblems(folder, as('0.0.1'))),
    /is of version 0\.0\.1, but .* was published already/,
  );
});
