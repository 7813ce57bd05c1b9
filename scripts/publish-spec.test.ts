import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test, { before, type TestContext } from 'node:test';
import { parse } from 'yaml';
import { ROOT } from './command.ts';
import { alteredIn, namesBelow, sha256 } from './publish/checksums.ts';
import { readDocuments } from './publish/documents.ts';
import { publishedFiles } from './publish/files.ts';

const publish = (...arguments_: string[]) =>
  spawnSync(process.execPath, [path.join(ROOT, 'scripts/publish-spec.ts'), ...arguments_], {
    encoding: 'utf8',
  });

const emptyFolder = async (t: TestContext) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-publish-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

const set = await readDocuments(path.join(ROOT, 'generated'));
let files: ReadonlyMap<string, string>;
before(() => {
  files = publishedFiles(set);
});
const text = (name: string) => files.get(name) ?? assert.fail(`there is no ${name}`);

test('twice made in different folders, the files are the same byte by byte, and their checksums hold', async (t) => {
  const [one, other] = [await emptyFolder(t), await emptyFolder(t)];
  for (const folder of [one, other]) {
    const { status, stderr } = publish('--out', folder);
    assert.deepEqual([status, stderr], [0, '']);
  }
  const names = await namesBelow(one);
  assert.deepEqual(names, [...files.keys()].sort());
  assert.deepEqual(await namesBelow(other), names);
  for (const name of names) {
    const bytes = await readFile(path.join(one, name));
    assert.ok(bytes.equals(await readFile(path.join(other, name))), name);
    assert.ok(!bytes.includes('\r') && bytes.at(-1) === 0x0a, `${name} has lines that end in LF`);
  }
  assert.deepEqual(await alteredIn(one), []);
});

test('what an earlier version left behind goes, and what others put there stays', async (t) => {
  const out = await emptyFolder(t);
  await writeFile(path.join(out, 'openapi-0.0.1.json'), '{}\n');
  await writeFile(path.join(out, 'SHA256SUMS'), `${sha256('{}\n')}  openapi-0.0.1.json\n`);
  await writeFile(path.join(out, 'CHANGELOG.md'), 'mine\n');
  assert.equal(publish('--out', out).status, 0);
  assert.deepEqual(await namesBelow(out), [...files.keys(), 'CHANGELOG.md'].sort());
});

test('the bundle, and one document for each view, are there in JSON and in YAML, and without $ref', async () => {
  const documents = [
    ['', set.bundle] as const,
    ...set.views.map(({ range, document }) => [`-view-${range.first}`, document] as const),
  ];
  for (const [suffix, document] of documents) {
    const stem = `openapi-${set.version}${suffix}`;
    assert.deepEqual(JSON.parse(text(`${stem}.json`)), document);
    assert.deepEqual(parse(text(`${stem}.yaml`), { maxAliasCount: 0 }), document);
    assert.doesNotMatch(text(`${stem}-dereferenced.json`), /\$ref/);
  }
  const generated = await readFile(path.join(ROOT, 'generated/openapi.yaml'), 'utf8');
  assert.equal(text(`openapi-${set.version}.yaml`), generated);
});

test('each file but the schemas is there under the name "latest" too, with the same bytes', () => {
  const named = [...files.keys()].filter(
    (name) => name.includes(`-${set.version}`) && !name.startsWith('schemas-'),
  );
  assert.equal(named.length, 3 * (set.views.length + 1) + 1);
  for (const name of named) assert.equal(text(name.replace(set.version, 'latest')), text(name));
});

test('the index for programs has each file, with its size and checksum', () => {
  const index = JSON.parse(text('index.json'));
  assert.equal(index.version, set.version);
  const listed = new Map<string, { bytes: number; sha256: string }>(
    index.files.map((each: { name: string }) => [each.name, each]),
  );
  for (const [name, content] of files) {
    if (['index.json', 'index.html', 'SHA256SUMS'].includes(name)) continue;
    assert.equal(listed.get(name)?.sha256, sha256(content), name);
    assert.equal(listed.get(name)?.bytes, Buffer.byteLength(content), name);
  }
  for (const { document, schemas } of index.views) {
    assert.ok(files.has(document) && [...files.keys()].some((name) => name.startsWith(schemas)), document);
  }
});

test('the page needs nothing but itself, and each of its links leads to a file', () => {
  const page = text('index.html');
  assert.doesNotMatch(page, /<(script|link|img|iframe)|@import|url\(|\bsrc=|https?:/);
  const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, link]) => link ?? '');
  assert.deepEqual(
    links.filter((link) => !files.has(link)),
    [],
  );
  const unlinked = [...files.keys()].filter((name) => !links.includes(name));
  assert.deepEqual(unlinked, ['index.html']);
  assert.ok(page.includes(sha256(text(`openapi-${set.version}.json`))));
});

test('an $id says where among the published files its schema lies, and each $ref leads to one', () => {
  const schemas = [...files.keys()].filter((name) => name.startsWith('schemas-'));
  assert.ok(schemas.length > 300);
  for (const name of schemas) {
    const { $id, $schema } = JSON.parse(text(name));
    assert.ok($id.endsWith(`/spec/${name}`), $id);
    assert.equal($schema, 'https://json-schema.org/draft/2020-12/schema');
    for (const [, ref = ''] of text(name).matchAll(/"\$ref": "([^"]+)"/g)) {
      assert.ok(files.has(path.posix.join(path.dirname(name), ref)), `${name} names ${ref}`);
    }
  }
});

test('a release is kept, and not twice', async (t) => {
  const [out, published] = [await emptyFolder(t), await emptyFolder(t)];
  const again = () => publish('--out', out, '--published', published, '--freeze');
  assert.match(again().stdout, /^Published for ever in .*Commit it\.\nWrote \d+ files/);
  const names = await namesBelow(published);
  assert.ok(names.includes(`${set.version}/views/2.64.json`) && names.includes(`${set.version}/SHA256SUMS`));
  const { status, stderr } = again();
  assert.match(stderr, /cannot be published: .* is there already/);
  assert.equal(status, 1);
});

test('nothing stale is published', async (t) => {
  const [out, generated] = [await emptyFolder(t), await emptyFolder(t)];
  await cp(path.join(ROOT, 'generated'), generated, { recursive: true });
  await appendFile(path.join(generated, 'views/2.64.json'), ' ');
  const { status, stderr } = publish('--out', out, '--generated', generated);
  assert.match(stderr, /not what the spec says\. Mend it with: npm run generate/);
  assert.equal(status, 1);
  assert.deepEqual(await namesBelow(out), []);
});

test('it explains itself, and refuses options that it does not have', () => {
  assert.match(publish('--help').stdout, /^npm run publish:spec /);
  const { status, stderr } = publish('--into', 'x');
  assert.match(stderr, /--into[\s\S]*\n\nnpm run publish:spec /);
  assert.equal(status, 64);
});
