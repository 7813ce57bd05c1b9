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
