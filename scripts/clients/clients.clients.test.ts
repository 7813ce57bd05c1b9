/** The clients in all languages, built, installed from what was packed, and driven through the same cases. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { promisify } from 'node:util';
import { startService } from '../../contract-tests/service.ts';
import { ROOT } from '../command.ts';
import { readDocuments } from '../publish/documents.ts';
import { buildClient } from './build.ts';
import type { Case } from './cases/case.ts';
import { older } from './cases/older.ts';
import { cases } from './cases.ts';
import { exampleFile } from './folders.ts';
import { generateClients } from './generate.ts';
import { installClient } from './install.ts';
import type { Language } from './language.ts';
import { languages } from './languages.ts';
import { inWords, type Outcome, runCases } from './run.ts';

const { version, views } = await readDocuments(path.join(ROOT, 'generated'));
const viewAt = (first: string) =>
  views.find(({ range }) => range.first === first) ?? assert.fail(`no view ${first}`);

await mkdir(path.join(ROOT, 'dist'), { recursive: true });
// Below the checkout, whose packages the builds use.
const built = await mkdtemp(path.join(ROOT, 'dist/clients-test-'));
// Elsewhere, so that nothing of the checkout can stand in for what a package lacks.
const projects = await mkdtemp(path.join(tmpdir(), 'os-server-groups-clients-'));
// Not by a hook: it would run between what is awaited here and the tests that follow.
process.once('exit', () => {
  for (const folder of [built, projects]) rmSync(folder, { recursive: true, force: true });
});

/** Makes, builds and installs all clients of a view. One that fails is a failed test, and the others go on. */
const install = async (first: string) => {
  const out = path.join(built, first);
  await generateClients(languages, viewAt(first), version, out);
  const each = async (language: Language) => {
    await buildClient(language, path.join(out, language.name), () => {});
    return installClient(language, out, path.join(projects, first));
  };
  const settled = await Promise.allSettled(languages.map(each));
  return {
    clients: settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    failures: settled.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : [])),
  };
};

/** Text of each file below a folder, but for what is packed. */
const textsBelow = async (folder: string): Promise<Map<string, string>> => {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) =>
    each.isFile(),
  );
  const names = files.map((file) => path.relative(folder, path.join(file.parentPath, file.name))).sort();
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const),
    ),
  );
};

const report = (list: readonly Case[], all: readonly Outcome[]) => {
  for (const { name } of languages) {
    for (const { what } of list) {
      test(`${name}: ${what}`, () => {
        const outcome = all.find((each) => each.client === name && each.what === what);
        assert.ok(outcome, 'the case was not run');
        const problems = inWords(outcome);
        if (problems !== undefined) assert.fail(problems);
      });
    }
  }
};

const { clients, failures } = await install('2.64');
const outcomes = await runCases(clients, cases, { version });
const before = await install('2.13');
const olderOutcomes = await runCases(before.clients, older, { version });

test('the clients are built without a warning, and can be installed, for clouds of today and for older ones', () => {
  assert.deepEqual([...failures, ...before.failures], []);
});
report(cases, outcomes);
report(older, olderOutcomes);

const UUID = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/;

for (const { name, example, folder } of clients) {
  test(`${name}: the example makes a group, shows it, and deletes it`, async (t) => {
    const service = await startService();
    t.after(() => service.close());
    const [program = '', ...args] = example;
    const env = {
      ...process.env,
      OSG_URL: service.url,
      OSG_TOKEN: service.tokens.member,
      OSG_PROJECT: service.project,
    };
    const { stdout, stderr } = await promisify(execFile)(program, args, { cwd: folder, env });
    assert.equal(stderr, '');
    const [id = assert.fail(`no id of a group in ${stdout}`)] = UUID.exec(stdout) ?? [];
    assert.ok(stdout.split(id).length > 2, `the group ${id} is made, but not shown: ${stdout}`);
    const headers = { 'X-Auth-Token': service.tokens.member, Connection: 'close' };
    const list = await fetch(`${service.url}/v2.1/os-server-groups`, { headers });
    assert.deepEqual(await list.json(), { server_groups: [] });
  });
}

const SECTIONS = [
  ...['Install', 'First group', 'Settings', 'Faults', 'Retries and timeouts', 'Pages', 'Unknown values'],
  ...['Versions', 'Licence'],
];

for (const language of languages) {
  test(`${language.name}: the README has the sections of all, and shows the example word for word`, async () => {
    const readme = await readFile(path.join(built, '2.64', language.name, 'README.md'), 'utf8');
    const headings = [...readme.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(headings, SECTIONS);
    const code = (await readFile(exampleFile(language), 'utf8')).trim();
    assert.ok(readme.includes(`\n${code}\n\`\`\``), 'the README lacks the example');
    assert.ok(code.split('\n').length <= 25, 'the example is too long to be read at a glance');
  });
}

test('sources are the same each time; what is left of others is gone, and no mark is left open', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-clients-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const make = () => generateClients(languages, viewAt('2.64'), version, folder);
  await make();
  const first = await textsBelow(folder);
  await cp(path.join(ROOT, 'LICENSE'), path.join(folder, `${languages[0]?.name}/STALE`));
  await make();
  const second = await textsBelow(folder);
  assert.deepEqual([...second], [...first]);
  for (const [name, text] of first)
    assert.doesNotMatch(text, /@(?:[A-Z]+_)*(?:VERSION|MICROVERSION|EXAMPLE)@/, name);
  for (const { name } of languages) assert.ok(first.has(`${name}/LICENSE`));
});

test('a template of the generator that has changed stops the work, and says what to do', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-clients-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const language =
    languages.find(({ templates }) => Object.keys(templates).length > 0) ?? assert.fail('none');
  const [template = ''] = Object.keys(language.templates);
  await writeFile(path.join(folder, 'stays'), '');
  await assert.rejects(
    generateClients(
      [{ ...language, templates: { ...language.templates, [template]: 'the checksum of another' } }],
      viewAt('2.64'),
      version,
      folder,
    ),
    new RegExp(`${template} has changed since .*write its checksum into .*: [\\da-f]{64}`, 's'),
  );
  assert.deepEqual(await readdir(folder), ['stays']);
});

test('a build that fails names the language, the command and what it said', async () => {
  const [language = assert.fail('no language')] = languages;
  const client = path.join(built, '2.64', language.name);
  const build = [[process.execPath, '-e', 'console.error("it is broken"); process.exit(2)']];
  await assert.rejects(
    buildClient({ ...language, build }, client, () => {}),
    new RegExp(`${language.name}: the command failed in .*it is broken`, 's'),
  );
  await assert.rejects(
    buildClient({ ...language, build: [['no-such-program']] }, client, () => {}),
    /"no-such-program" is not there; install it/,
  );
  await assert.rejects(
    buildClient({ ...language, build: [], packed: ['no-such-file'] }, client, () => {}),
    /there is no file no-such-file/,
  );
});
