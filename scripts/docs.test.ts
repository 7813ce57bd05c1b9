/** The documentation site: that it is built, that its links lead somewhere, and that it needs nothing but itself. */

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { configTable } from '../src/config.ts';
import { ranges } from '../src/views/view.ts';
import { exampleFile } from './clients/folders.ts';
import { languages } from './clients/languages.ts';
import { ROOT } from './command.ts';
import { brokenLinks } from './docs/links.ts';
import { buildSite, SHEETS } from './docs/site.ts';
import { snippetOf } from './docs/snippets.ts';
import { placeOf, sectionOf } from './docs/sources.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-docs-'));
after(() => rm(folder, { recursive: true, force: true }));
const { files, snippets } = await buildSite(folder);
const page = (name: string) => readFile(path.join(folder, name), 'utf8');
const pages = files.filter((file) => file.endsWith('.html'));

test('there is a page for each part, and for each view of the API', () => {
  const parts = [
    'api',
    'changelog',
    'clients',
    'decisions',
    'guide',
    'index',
    'mock',
    'packages',
    'profiles',
    'replicas',
  ];
  const others = ['running', 'spec', 'try', 'verifier', 'versioning'];
  const expected = [...parts, ...others, ...ranges.map(({ first }) => `api-${first}`)];
  assert.deepEqual(pages.toSorted(), expected.map((name) => `${name}.html`).toSorted());
});

test('every relative link and every anchor leads somewhere', async () => {
  assert.deepEqual(await brokenLinks(folder, files), []);
});

test('a link that leads nowhere is found: a file, an anchor, an address that begins with a slash', async () => {
  const withLinks = 'index.html';
  const text = (await page(withLinks)).replace(
    '</main>',
    '<a href="nowhere.html">1</a><a href="guide.html#nowhere">2</a><a href="/docs/guide.html">3</a></main>',
  );
  const other = await mkdtemp(path.join(tmpdir(), 'os-server-groups-docs-'));
  try {
    await cp(folder, other, { recursive: true });
    await writeFile(path.join(other, withLinks), text);
    assert.deepEqual(await brokenLinks(other, files), [
      'index.html: nowhere.html',
      'index.html: guide.html#nowhere',
      'index.html: /docs/guide.html',
    ]);
  } finally {
    await rm(other, { recursive: true, force: true });
  }
});

test('no page loads anything but the style sheets, or has a script', async () => {
  for (const name of pages) {
    const html = await page(name);
    const loaded = [...html.matchAll(/<(?:link|img|script|iframe|source)\b[^>]*?(?:href|src)="([^"]*)"/g)]
      .map(([, address]) => address)
      .filter((address) => !address?.startsWith('data:'));
    assert.deepEqual([name, loaded], [name, SHEETS]);
    assert.doesNotMatch(html, /<script|<style|\sstyle=|\son[a-z]+=/);
  }
  for (const sheet of SHEETS) assert.doesNotMatch(await page(sheet), /url\(|@import/);
});

test('no template is left in a page; in code there may be some, which are those of other programs', async () => {
  for (const name of pages) {
    const text = (await page(name)).replaceAll(/<code>.*?<\/code>/gs, '<code></code>');
    assert.doesNotMatch(text, /\{%|\{\{|\[object Object\]|>undefined</, name);
  }
});

test('the page of the clients shows the example of each, and how it is installed', async () => {
  const text = (await page('clients.html'))
    .replaceAll(/<\/?(?:span|code)[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  for (const language of languages) {
    const example = await readFile(exampleFile(language), 'utf8');
    assert.ok(text.includes(example.trim()), language.name);
  }
  assert.doesNotMatch(text, /@[A-Z_]+@/);
});

test('what stands elsewhere is included as it is there: settings, changelog, microversions', async () => {
  const running = await page('running.html');
  const variables = [...configTable().matchAll(/^\| `(OSG_\w+)`/gm)].map(([, name]) => name);
  assert.ok(variables.length > 0);
  for (const name of variables) assert.ok(running.includes(`<td><code>${name}</code></td>`), name);
  const [, firstEntry = ''] =
    /^- ([A-Za-z ]+)/m.exec(await readFile(path.join(ROOT, 'CHANGELOG.md'), 'utf8')) ?? [];
  assert.ok((await page('changelog.html')).includes(firstEntry));
  for (const name of ['guide.html', 'api.html']) assert.match(await page(name), /<td>2\.102<\/td>/);
});

test('the reference shows each operation once with all of its paths, and fields as they are in that version', async () => {
  const [old, recent] = [await page('api-2.13.html'), await page('api-2.64.html')];
  for (const html of [old, recent]) assert.equal(html.match(/<h3 id="createServerGroup">/g)?.length, 1);
  assert.match(recent, /<b>POST<\/b> \/v2\.1\/\{project_id\}\/os-server-groups/);
  assert.match(recent, /<b>or<\/b> \/v2\.1\/os-server-groups</);
  assert.ok(old.includes('<code>server_group.policies</code>'));
  assert.ok(!old.includes('<code>server_group.policy</code>'));
  assert.ok(recent.includes('<code>server_group.rules.max_server_per_host</code>'));
});

test('links of included text lead to the page that has it, or to the repository', () => {
  const cases = [
    ['README.md', '#tokens', 'guide.html#identity'],
    ['README.md', 'docs/versioning.md', 'versioning.html'],
    ['docs/versioning.md', '../CHANGELOG.md', 'changelog.html'],
    [
      'docs/decisions.md',
      'versioning.md#the-numbers-of-the-document',
      'versioning.html#the-numbers-of-the-document',
    ],
    ['README.md', 'LICENSE', 'https://github.com/os-server-groups/os-server-groups/blob/main/LICENSE'],
    ['README.md', 'https://dredd.org', 'https://dredd.org'],
  ] as const;
  for (const [file, target, place] of cases) assert.equal(placeOf(file, target), place);
});

test('a section that is no longer there fails the build, with its name', () => {
  assert.throws(() => sectionOf('README.md', 'Nowhere'), /README\.md has no section "Nowhere"/);
});

test('a block to copy without an id fails the build, since no test would know it', () => {
  for (const [info, text] of [
    ['sh', 'true\n'],
    ['yaml', 'a: 1\n'],
    ['nginx', 'server {}\n'],
  ] as const) {
    assert.throws(() => snippetOf('guide', info, text), /page guide has no id/);
  }
  assert.equal(snippetOf('guide', 'json', '{}'), undefined);
});

test('of the configuration of a CI system its commands are run; what has none must say why it is not run', () => {
  const job = 'image: node\njob:\n  script:\n    - one --a\n    - two\n';
  assert.equal(snippetOf('verifier', 'yaml id=ci', job)?.text, 'one --a\ntwo');
  assert.throws(() => snippetOf('verifier', 'yaml id=ci', 'a: {b: 1}'), /block ci .* has no commands/);
  const { notRun } = snippetOf('running', 'nginx id=proxy not-run="it needs nginx"', 'server {}') ?? {};
  assert.equal(notRun, 'it needs nginx');
});

test('ids of commands are unique on their page, and each that is not run has a reason', () => {
  const ids = snippets.map(({ page: of, id }) => `${of}#${id}`);
  assert.deepEqual(ids, [...new Set(ids)]);
  for (const { id, notRun } of snippets) assert.notEqual(notRun, '', id);
});
