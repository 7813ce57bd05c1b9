import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { ROOT } from './command.ts';

interface Copy {
  readonly spec: string;
  readonly generated: string;
  /** Runs the check of this copy, without Java. */
  readonly check: () => { status: number | null; stdout: string; stderr: string };
}

/** Runs with copies of spec/ and generated/ that go away afterwards. */
const withCopy = async (run: (copy: Copy) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-check-test-'));
  const [spec, generated] = [path.join(folder, 'spec'), path.join(folder, 'generated')];
  try {
    await cp(path.join(ROOT, 'spec'), spec, { recursive: true });
    await cp(path.join(ROOT, 'generated'), generated, { recursive: true });
    const check = () =>
      spawnSync(
        process.execPath,
        [path.join(ROOT, 'scripts/check.ts'), '--no-java', '--spec', spec, '--generated', generated],
        { encoding: 'utf8', cwd: folder },
      );
    await run({ spec, generated, check });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const replaceIn = async (file: string, text: RegExp, by: string) => {
  const before = await readFile(file, 'utf8');
  assert.match(before, text);
  await writeFile(file, before.replace(text, by));
};

/** The files that a run says something about, by what it says. */
const verdicts = (stdout: string, verdict: string): string[] =>
  [...stdout.matchAll(/^ *(Fresh|Stale|Failed) {2}(\S+?)(?::.*)?$/gm)]
    .filter((line) => line[1] === verdict)
    .map((line) => String(line[2]).replace('generated/', ''));

const MEND = /files are stale\. Mend it with: npm run generate\n$/;

test('what is committed is fresh: a line for each file, status 0', () =>
  withCopy(async ({ generated, check }) => {
    const { status, stdout, stderr } = check();
    assert.equal(stderr, '');
    const { files } = JSON.parse(await readFile(path.join(generated, 'manifest.json'), 'utf8'));
    assert.deepEqual(verdicts(stdout, 'Fresh').sort(), ['manifest.json', ...Object.keys(files)].sort());
    assert.match(
      stdout,
      /\nAll fresh \(generated code by its checksums, since OpenAPI Generator was not run\)\.\n$/,
    );
    assert.equal(status, 0);
  }));

test('a renamed property makes the documents stale, with the difference, and the code that depends on them', () =>
  withCopy(async ({ spec, check }) => {
    await replaceIn(path.join(spec, 'components/schemas/NextLink.yaml'), / {2}href:/, '  address:');
    await replaceIn(path.join(spec, 'components/schemas/NextLink.yaml'), /, href\]/, ', address]');
    const { status, stdout, stderr } = check();
    const stale = verdicts(stdout, 'Stale');
    for (const file of [
      'openapi.json',
      'openapi.yaml',
      'views/2.1.json',
      'manifest.json',
      'types.ts',
      'views/2.1.ts',
    ]) {
      assert.ok(stale.includes(file), `${file} is not stale: ${stale}`);
    }
    assert.deepEqual(verdicts(stdout, 'Fresh'), ['views/index.json']);
    assert.match(
      stdout,
      /^--- generated\/openapi\.yaml \(as it is\)\n\+\+\+ generated\/openapi\.yaml \(as the spec/m,
    );
    assert.match(stdout, /^- +href:$/m);
    assert.match(stdout, /^\+ +address:$/m);
    assert.match(stderr, MEND);
    assert.equal(status, 4);
  }));

test('a change of the spec that no document shows is stale all the same: the generated code may depend on it', () =>
  withCopy(async ({ spec, check }) => {
    await appendFile(path.join(spec, 'openapi.yaml'), '# A note.\n');
    const { status, stdout } = check();
    const stale = verdicts(stdout, 'Stale');
    assert.ok(stale.includes('manifest.json') && stale.includes('types.ts'), String(stale));
    assert.ok(verdicts(stdout, 'Fresh').includes('openapi.json'));
    assert.equal(status, 4);
  }));

test('notes in the spec make nothing stale', () =>
  withCopy(async ({ spec, check }) => {
    await writeFile(path.join(spec, 'README.md'), 'Notes.\n');
    assert.equal(check().status, 0);
  }));

/** What is done to generated/, and the line that comes of it: nothing else is stale. */
const TOUCHED: readonly {
  name: string;
  touch: (generated: string) => Promise<unknown>;
  stale: string;
  line: RegExp;
}[] = [
  {
    name: 'a document that is missing is named as such',
    touch: (generated) => rm(path.join(generated, 'views/2.13.json')),
    stale: 'views/2.13.json',
    line: /^ {3}Stale {2}generated\/views\/2\.13\.json: missing$/m,
  },
  {
    name: 'a document that was edited is stale',
    touch: (generated) => appendFile(path.join(generated, 'openapi.yaml'), '# Mine.\n'),
    stale: 'openapi.yaml',
    line: /^-# Mine\.$/m,
  },
  {
    name: 'code that was edited is stale by its checksum',
    touch: (generated) => appendFile(path.join(generated, 'types.ts'), '// Mine.\n'),
    stale: 'types.ts',
    line: /^ {3}Stale {2}generated\/types\.ts: not as it was generated$/m,
  },
  {
    name: 'code that is missing is stale',
    touch: (generated) => rm(path.join(generated, 'stubs.ts')),
    stale: 'stubs.ts',
    line: /^ {3}Stale {2}generated\/stubs\.ts: /m,
  },
  {
    name: 'a manifest that is missing is named as such',
    touch: (generated) => rm(path.join(generated, 'manifest.json')),
    stale: 'manifest.json',
    line: /^ {3}Stale {2}generated\/manifest\.json: missing$/m,
  },
];

for (const { name, touch, stale, line } of TOUCHED) {
  test(name, () =>
    withCopy(async ({ generated, check }) => {
      await touch(generated);
      const { status, stdout, stderr } = check();
      assert.deepEqual(verdicts(stdout, 'Stale'), [stale]);
      assert.match(stdout, line);
      assert.match(stderr, MEND);
      assert.equal(status, 4);
    }),
  );
}

const BROKEN: Readonly<Record<string, [file: string, text: RegExp, by: string, message: RegExp]>> = {
  'a version without quotes': [
    'openapi.yaml',
    /"2\.103"/,
    '2.103',
    /2\.103 is not a microversion: write it in quotes/,
  ],
  'a $ref to nothing': [
    'openapi.yaml',
    /paths\/version\.yaml/,
    'paths/none.yaml',
    /the spec cannot be read.*openapi\.yaml/,
  ],
  'YAML that is none': ['paths/version.yaml', /get:/, 'get: [', /cannot be read/],
};

for (const [name, [file, text, by, message]] of Object.entries(BROKEN)) {
  test(`${name} cannot be mended by generating: status 100, and what is wrong`, () =>
    withCopy(async ({ spec, check }) => {
      await replaceIn(path.join(spec, file), text, by);
      const { status, stdout, stderr } = check();
      assert.deepEqual(verdicts(stdout, 'Failed'), ['spec/openapi.yaml']);
      assert.match(stderr, /^The spec must be mended by hand: /);
      assert.match(stderr, message);
      assert.match(stderr, /Run "npm run lint" for more\.\n$/);
      assert.equal(status, 100);
    }));
}
