import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { isPermissive, licencesOf, licencesText, packageOf } from './licences.ts';

for (const [licence, expected] of [
  ['MIT', true],
  ['(AFL-2.1 OR BSD-3-Clause)', true],
  ['GPL-3.0-only', false],
  ['MIT AND GPL-3.0-only', false],
  ['MITNFA', false],
  ['', false],
] as const) {
  test(`the licence "${licence}" ${expected ? 'may' : 'may not'} be part of the published package`, () => {
    assert.equal(isPermissive(licence), expected);
  });
}

for (const [file, expected] of [
  ['/a/node_modules/b/lib/c.js', '/a/node_modules/b'],
  ['/a/node_modules/@s/b/c.js', '/a/node_modules/@s/b'],
  ['/a/node_modules/b/node_modules/c/d.js', '/a/node_modules/b/node_modules/c'],
  ['C:\\a\\node_modules\\b\\c.js', 'C:/a/node_modules/b'],
  ['/a/src/b.ts', undefined],
] as const) {
  test(`${file} belongs to ${expected ?? 'no package'}`, () => assert.equal(packageOf(file), expected));
}

test('each package is named once, with its licence in whichever form, its text and its notices', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-licences-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const put = async (place: string, manifest: object, texts: Readonly<Record<string, string>>) => {
    const at = path.join(folder, 'node_modules', place);
    await mkdir(at, { recursive: true });
    await writeFile(path.join(at, 'package.json'), JSON.stringify(manifest));
    for (const [file, text] of Object.entries(texts)) await writeFile(path.join(at, file), text);
    return path.join(at, 'index.js');
  };
  const files = [
    await put('old', { name: 'old', version: '1.0.0', licenses: [{ type: 'MIT' }], author: 'Ann' }, {}),
    await put(
      'b',
      { name: 'b', version: '2.0.0', license: 'Apache-2.0' },
      { LICENSE: 'terms\r\n', NOTICE: 'made by B' },
    ),
    await put(
      'old/node_modules/b',
      { name: 'b', version: '2.0.0', license: 'Apache-2.0' },
      { LICENSE: 'terms' },
    ),
    path.join(folder, 'own.ts'),
  ];
  const all = licencesOf(files);
  assert.deepEqual(
    all.map(({ id, licence }) => [id, licence]),
    [
      ['b@2.0.0', 'Apache-2.0'],
      ['old@1.0.0', 'MIT'],
    ],
  );
  const [{ text }] = licencesOf([String(files[1])]) as [(typeof all)[number]];
  assert.equal(text, 'terms\n\n\nmade by B');
  assert.match(
    licencesText('ours', all),
    /^ours carries .*old@1\.0\.0\nLicence: MIT\n\n.* Its author is Ann\./s,
  );
});
