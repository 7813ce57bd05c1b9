/** The report for a terminal. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { VERSIONS } from './operations.fixture.ts';
import { cellsOfSpec, versionsOfSpec } from './spec.fixture.ts';
import { terminalReport } from './terminal.ts';
import { brokenCheck, HOSTILE, rightVerification, verification, violation } from './verification.fixture.ts';

const PLAIN = { colour: false, width: 100 } as const;
const linesOf = (...args: Parameters<typeof terminalReport>) => terminalReport(...args).split('\n');
const rowOf = (lines: readonly string[], operation: string) =>
  lines.find((line) => line.startsWith(operation));

const statuses: readonly (readonly [name: string, row: string, expected: RegExp])[] = [
  ['broken from a version on', 'showServerGroup ', / ✓{5}✗{6} /],
  ['left out', 'createServerGroup ', / – /],
  ['not judged', 'setQuotaSet ', / · {4}· {4}✓ /],
  ['kept', 'showLimits ', /^showLimits +✓ {4}✓ {4}✓ {4}✓ {4}✓{11} {2}✓ /],
];

for (const [name, row, expected] of statuses) {
  test(`the matrix shows what is ${name}, with a sign for each version where they differ`, () => {
    assert.match(rowOf(linesOf(verification(), PLAIN), row) ?? '', expected);
  });
}

test('all operations of the spec fit in 100 columns, statuses side by side', () => {
  const lines = linesOf(verification({ versions: versionsOfSpec, cells: cellsOfSpec, checks: [] }), PLAIN);
  const [head = -1, ...more] = lines.flatMap((line, index) => (line.startsWith('      ') ? index : []));
  assert.deepEqual(more, []);
  assert.match(lines[head] ?? '', /^ +2xx .* 503$/);
  const rows = lines.slice(head, lines.indexOf('', head));
  assert.ok(rows.length > 20);
  for (const row of rows) assert.ok(row.length <= 100, row);
});

test('where each status differs between versions, the matrix goes on below itself', () => {
  const { cells } = verification();
  const uneven = cells.map((cell) => ({
    ...cell,
    outcome: cell.version === '2.1' ? ('broken' as const) : ('kept' as const),
  }));
  const lines = linesOf(verification({ cells: uneven, checks: [] }), PLAIN);
  assert.equal(lines.filter((line) => line.startsWith('showLimits')).length, 2);
  for (const line of lines.slice(0, -1)) assert.ok(line.length <= 100, line);
});

test('without lane A there is no matrix, and no legend', () => {
  assert.doesNotMatch(terminalReport(verification({ cells: [] }), PLAIN), /not documented/);
});

test('a violation is told once, with its versions, what was expected, what came, where it stands and how to repeat it', () => {
  const report = terminalReport(verification(), PLAIN);
  assert.match(report, /^4 violations$/m);
  const start = report.indexOf('  2  GET /v2.1/os-server-groups/{server_group_id} answers 404');
  assert.deepEqual(
    report
      .slice(start)
      .split('\n')
      .slice(0, 8)
      .map((line) => line.trim().split(/ {2,}/)[0]),
    [
      '2',
      'versions',
      'expected',
      'came',
      String.raw`\u001b[2J\u001b]0;owned\u0007 \u009b31m \u202egnp.exe \ufffe & \ud800`,
      'second line',
      'place',
      'repeat',
    ],
  );
  assert.match(report.slice(start), /versions {2}2\.64 to 2\.103\n/);
  assert.match(report.slice(start), /repeat {4}curl -i -H "X-Auth-Token: \$TOKEN" 'http:\S+'\n/);
});

test('of many violations 20 are told, and how many more there are', () => {
  const checks = Array.from({ length: 23 }, (_, index) => brokenCheck({ id: `order/case-${index}` }));
  const report = terminalReport(verification({ checks }), PLAIN);
  assert.equal(report.match(/^ +repeat /gm)?.length, 20);
  assert.match(report, /and 3 more/);
});

test('a long answer is cut, and a curl line is not', () => {
  const long = 'x'.repeat(5000);
  const checks = [brokenCheck({ violation: violation({ came: long, curl: `curl ${long}` }) })];
  const lines = linesOf(verification({ checks, cells: [] }), PLAIN).map((line) => line.trim());
  assert.ok(lines.includes(`came      ${'x'.repeat(600)}…`));
  assert.ok(lines.includes('(4400 more characters)'));
  assert.ok(lines.includes(`repeat    curl ${long}`));
});

test('each reason why something was not judged, or is different left out, stands once, with its number', () => {
  const report = terminalReport(verification(), PLAIN);
  const reasons = report.slice(report.indexOf('\nNot judged\n')).match(/^ *\d+ {2}\D{20}/gm);
  assert.deepEqual(reasons, [
    '   586  No request can make ',
    '   304  No token of an admin',
    '    11  No token of a reader',
    '    22  Servers of this prof',
  ]);
});

test('the last line is the verdict', () => {
  assert.equal(
    linesOf(verification(), PLAIN).at(-1),
    'The contract is broken. 2942 checks in 1 min 13 s: 1995 kept, 24 broken, 901 not judged, 22 left out.',
  );
  assert.match(linesOf(rightVerification(), PLAIN).at(-1) ?? '', /^The contract is kept. 2918 checks /);
});

for (const colour of [true, false]) {
  test(`nothing that a server sent steers the terminal, ${colour ? 'with' : 'without'} colours`, () => {
    const curl = `curl ${HOSTILE}`;
    const hostile = violation({ expected: HOSTILE, came: HOSTILE, place: HOSTILE, curl });
    const report = terminalReport(
      verification({
        ...{ url: HOSTILE, profile: HOSTILE, run: HOSTILE, versions: [...VERSIONS, HOSTILE] },
        checks: [...verification().checks, brokenCheck({ version: HOSTILE, violation: hostile })],
        cells: verification().cells.map((cell) => ({ ...cell, operationId: cell.operationId + HOSTILE })),
      }),
      { colour, width: 100 },
    );
    // All that is left are line breaks and, where there are colours, those of the report itself.
    const own = ['1', '22', '31', '32', '33', '36', '39'].map((code) => `\u001b[${code}m`);
    const rest = own.reduce((text, code) => text.replaceAll(code, ''), report);
    if (!colour) assert.equal(rest, report);
    assert.doesNotMatch(rest.replaceAll('\n', ''), /[\p{C}\p{Zl}\p{Zp}]/u);
    assert.ok(report.includes('\\u001b]0;owned'));
  });
}

test('colours change nothing of the text', () => {
  const coloured = terminalReport(verification(), { colour: true, width: 100 });
  assert.ok(coloured.includes('\u001b[32m✓'));
  assert.equal(stripVTControlCharacters(coloured), terminalReport(verification(), PLAIN));
});

test('on a narrow terminal lines are broken between words', () => {
  const longest = (lines: readonly string[]) => Math.max(...lines.map((line) => line.length));
  const report = rightVerification({ url: 'http://127.0.0.1:1' });
  const lines = linesOf(
    { ...report, checks: report.checks.filter(({ outcome }) => outcome !== 'kept') },
    { colour: false, width: 60 },
  );
  const reasons = lines.slice(lines.indexOf('Not judged'), -1);
  assert.ok(longest(reasons) <= 60, `${longest(reasons)}`);
});
