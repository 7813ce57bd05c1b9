/** The report for programs. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { jsonReport } from './json.ts';
import { rightVerification, verification } from './verification.fixture.ts';

test('nothing of the verification is lost, and the verdict and the counts are with it', () => {
  const all = verification();
  const { verdict, counts, ...rest } = JSON.parse(jsonReport(all));
  assert.deepEqual(rest, all);
  assert.equal(verdict, 'not kept');
  assert.deepEqual(counts, { kept: 1995, broken: 24, 'not judged': 901, 'left out': 22 });
  assert.equal(JSON.parse(jsonReport(rightVerification())).verdict, 'kept');
});

test('the keys stand in the same order, whatever order they were made in', () => {
  const reversed = <T extends object>(value: T): T =>
    Object.fromEntries(Object.entries(value).toReversed()) as T;
  const all = verification();
  const other = reversed({ ...all, checks: all.checks.map(reversed), cells: all.cells.map(reversed) });
  assert.equal(jsonReport(other), jsonReport(all));
  assert.deepEqual(Object.keys(JSON.parse(jsonReport(all))), [
    ...['verdict', 'counts', 'url', 'profile', 'release', 'run', 'started', 'isStrict', 'versions', 'took'],
    ...['checks', 'cells'],
  ]);
});

test('the report can be looked at in a terminal', () => {
  const report = jsonReport(verification());
  assert.doesNotMatch(report.replaceAll('\n', ''), /[\p{C}\p{Zl}\p{Zp}]/u);
  assert.ok(report.endsWith('}\n'));
});
