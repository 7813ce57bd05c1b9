/** The changelog of a release. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ROOT } from '../command.ts';
import { release } from './changelog.ts';

const HEAD = '# Changelog\n\nThe form is known.\n\n';
const FIRST = `${HEAD}## [Unreleased]\n\n### Added\n\n- Groups.\n`;
const AT = 'https://github.com/os-server-groups/os-server-groups';

test('what is unreleased belongs to the version, with its date and a link', () => {
  const { text, notes } = release(FIRST, '0.1.0', '2027-01-31');
  assert.equal(notes, '### Added\n\n- Groups.');
  assert.equal(
    text,
    `${HEAD}## [Unreleased]\n\n## [0.1.0] - 2027-01-31\n\n### Added\n\n- Groups.\n\n` +
      `[Unreleased]: ${AT}/compare/v0.1.0...HEAD\n[0.1.0]: ${AT}/releases/tag/v0.1.0\n`,
  );
});

test('the next version stands above the one before, whose section stays as it was', () => {
  const once = release(FIRST, '0.1.0', '2027-01-31').text;
  const again = once.replace('## [Unreleased]\n', '## [Unreleased]\n\n### Fixed\n\n- A fault.\n');
  const { text, notes } = release(again, '0.2.0', '2027-02-28');
  assert.equal(notes, '### Fixed\n\n- A fault.');
  assert.deepEqual(text.match(/^## .*/gm), [
    '## [Unreleased]',
    '## [0.2.0] - 2027-02-28',
    '## [0.1.0] - 2027-01-31',
  ]);
  assert.ok(text.includes('### Added\n\n- Groups.\n'));
  assert.deepEqual(text.match(/^\[.*/gm), [
    `[Unreleased]: ${AT}/compare/v0.2.0...HEAD`,
    `[0.2.0]: ${AT}/compare/v0.1.0...v0.2.0`,
    `[0.1.0]: ${AT}/releases/tag/v0.1.0`,
  ]);
});

const refused: readonly [what: string, changelog: string, message: RegExp][] = [
  ['that has nothing new', `${HEAD}## [Unreleased]\n\n## [0.0.1] - 2026-01-01\n\n- Old.\n`, /says nothing/],
  ['without a place for what is new', HEAD, /says nothing/],
  ['that has the version', `${FIRST}\n## [0.1.0] - 2026-01-01\n`, /has a section of 0\.1\.0 already/],
];
for (const [what, changelog, message] of refused) {
  test(`a changelog ${what} is refused`, () => {
    assert.throws(() => release(changelog, '0.1.0', '2027-01-31'), message);
  });
}

test('the changelog of this project is of that form: each section has headings that are known, and points', () => {
  const text = readFileSync(path.join(ROOT, 'CHANGELOG.md'), 'utf8');
  const headings = [...text.matchAll(/^##+ (.*)$/gm)].map(([, heading]) => heading);
  for (const heading of headings)
    assert.match(
      String(heading),
      /^(?:\[Unreleased\]|\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d|Added|Changed|Deprecated|Removed|Fixed|Security)$/,
    );
  assert.equal(headings[0], '[Unreleased]');
});
