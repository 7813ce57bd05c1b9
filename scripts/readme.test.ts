/** The README says what is so. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { configTable } from '../src/config.ts';
import { ranges } from '../src/views/view.ts';
import { ROOT } from './command.ts';

const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

test('the table of settings is the one that the schema of the settings gives', () => {
  const [, table] = readme.split(/<!-- \/?settings -->\n/);
  assert.equal(
    table,
    `${configTable()}\n`,
    'put the expected table between the marks "settings" of the README',
  );
});

test('each command that it names exists, and each that exists is named', () => {
  const named = [...readme.matchAll(/npm (?:run ([a-z]+(?::[a-z]+)?)|(start|test)\b)/g)].map(
    ([, run, word]) => run ?? word,
  );
  assert.deepEqual([...new Set(named)].sort(), Object.keys(scripts).sort());
});

test('the microversions that change something are those of the views', () => {
  const rows = [...readme.matchAll(/^\| (2\.\d+) \|/gm)].map(([, version]) => version);
  assert.deepEqual(
    rows,
    ranges.map(({ first }) => first).filter((first) => first !== '2.0'),
  );
});

/** The extensions of OpenAPI in a document: keys that begin with `x-`, but for names of headers, and what is in examples. */
const extensionsIn = (value: unknown, name = ''): string[] => {
  if (value === null || typeof value !== 'object' || /^examples?$/.test(name)) return [];
  return Object.entries(value).flatMap(([key, each]) => [
    ...(key.startsWith('x-') && name !== 'headers' ? [key] : []),
    ...extensionsIn(each, key),
  ]);
};

test('the page about the spec has each extension of the documents that are made of it, and no other', () => {
  const page = readFileSync(path.join(ROOT, 'spec/README.md'), 'utf8');
  const [, inSource = '', inDocuments = ''] = page.split(/^## In the .*\n/m);
  const rows = (text: string) =>
    [...text.matchAll(/^\| (`x-.*?) \|/gm)].flatMap(([, cell = '']) => cell.match(/(?<=`)x-[a-z-]+/g) ?? []);
  const files = ['openapi.json', ...ranges.map(({ first }) => `views/${first}.json`)];
  const found = new Set(
    files.flatMap((file) =>
      extensionsIn(JSON.parse(readFileSync(path.join(ROOT, 'generated', file), 'utf8'))),
    ),
  );
  const sourceAlone = ['x-openstack-version', 'x-path-prefixes', 'x-path-parameter'];
  // Nothing is deprecated at all times.
  const sometimes = ['x-deprecated-at', 'x-sunset'];
  assert.deepEqual(new Set(rows(inDocuments)), found.union(new Set(sometimes)));
  const ofGenerator = ['x-microversions', 'x-handler', 'x-eov-allow-unknown-query-parameters'];
  assert.deepEqual(
    new Set(rows(inSource)),
    found.union(new Set([...sourceAlone, ...sometimes])).difference(new Set(ofGenerator)),
  );
});
