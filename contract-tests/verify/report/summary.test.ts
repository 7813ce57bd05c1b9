/** What all reports say of a verification. */

import assert from 'node:assert/strict';
import test from 'node:test';
import type { Check, Verification } from '../result.ts';
import { matrixOf } from './matrix.ts';
import { cellsOfSpec } from './spec.fixture.ts';
import { countsOf, countsText, findingsOf, reasonsOf, verdictOf } from './summary.ts';
import { brokenCheck, verification, violation } from './verification.fixture.ts';

const of = (...outcomes: readonly Check['outcome'][]): Check[] =>
  outcomes.map((outcome) => brokenCheck({ outcome }));

const verdicts: readonly (readonly [Partial<Verification>, verdict: string])[] = [
  [{ checks: of('kept', 'not judged', 'left out') }, 'The contract is kept'],
  [{ checks: of('kept', 'broken') }, 'The contract is broken'],
  [{ checks: of('broken', 'not judged'), isStrict: true }, 'The contract is broken'],
  [{ checks: of('kept', 'left out'), isStrict: true }, 'The contract is kept'],
  [
    { checks: of('kept', 'not judged'), isStrict: true },
    'The contract is not kept: 1 check could not be judged (strict)',
  ],
  [{ checks: [] }, 'The contract is not kept: nothing was checked'],
];

for (const [changes, verdict] of verdicts) {
  const outcomes = changes.checks?.map(({ outcome }) => outcome).join(', ') || 'no check';
  test(`${outcomes}${changes.isStrict ? ', strictly' : ''}: ${verdict}`, () => {
    assert.equal(verdictOf(verification(changes)), verdict);
  });
}

test('the counts are those of the checks', () => {
  const some = verification({ checks: of('kept', 'kept', 'broken', 'not judged', 'left out'), took: 2500 });
  assert.deepEqual(countsOf(some), { kept: 2, broken: 1, 'not judged': 1, 'left out': 1 });
  assert.equal(countsText(some), '5 checks in 2.5 s: 2 kept, 1 broken, 1 not judged, 1 left out');
});

const UUIDS = ['0199a2b4-5c6d-7e8f-9a0b-1c2d3e4f5a6b', '0199a2b4-0000-7e8f-9a0b-1c2d3e4f5a6b'] as const;
const at = (version: string, changes: Partial<Check> = {}) => brokenCheck({ version, ...changes });
const came = (text: string) => ({ violation: violation({ came: text }) });

const sameness: readonly (readonly [
  what: string,
  checks: readonly Check[],
  versions: readonly string[][],
])[] = [
  ['at several versions is told once', [at('2.64'), at('2.1')], [['2.1', '2.64']]],
  [
    'with other ids is the same',
    [at('2.1', came(`id ${UUIDS[0]}`)), at('2.64', came(`id ${UUIDS[1]}`))],
    [['2.1', '2.64']],
  ],
  [
    'that names the version is the same',
    [at('2.1', came('compute 2.1')), at('2.64', came('compute 2.64'))],
    [['2.1', '2.64']],
  ],
  [
    'that names another version is another',
    [at('2.1', came('compute 2.12')), at('2.64', came('compute 2.64'))],
    [['2.1'], ['2.64']],
  ],
  ['with another answer is another', [at('2.1', came('a')), at('2.64', came('b'))], [['2.1'], ['2.64']]],
  ['of another check is another', [at('2.1'), at('2.64', { id: 'order/paged' })], [['2.1'], ['2.64']]],
  ['at a version that is not on the list is not lost', [at('2.1'), at('2.999')], [['2.1', '2.999']]],
];

for (const [what, checks, versions] of sameness) {
  test(`a violation ${what}`, () => {
    const findings = findingsOf(verification({ checks }));
    assert.deepEqual(
      findings.map((finding) => finding.versions),
      versions,
    );
  });
}

test('a check that broke without a word is told nevertheless', () => {
  const { violation: _, ...silent } = brokenCheck();
  assert.equal(findingsOf(verification({ checks: [silent] }))[0]?.came, 'not told');
});

test('each reason is told once, that of most checks first', () => {
  const open = (reason?: string) => brokenCheck({ outcome: 'not judged', ...(reason ? { reason } : {}) });
  const checks = [
    open('no reader'),
    open('cannot'),
    open('cannot'),
    open(),
    brokenCheck({ reason: 'cannot' }),
  ];
  assert.deepEqual(
    reasonsOf(verification({ checks }), 'not judged').map(({ reason, checks }) => [reason, checks.length]),
    [
      ['cannot', 2],
      ['no reader', 1],
      ['No reason is given', 1],
    ],
  );
});

test('the matrix has a row for an operation, whatever its prefixes, and the worst of their outcomes', () => {
  const { rows, columns } = matrixOf(verification());
  assert.deepEqual(columns, ['2xx', '400', '401', '403', '404', '406', '409', '413', '415', '500', '503']);
  const row = rows.find(({ operationId }) => operationId === 'showServerGroup');
  assert.equal(row?.path, '/os-server-groups/{server_group_id}');
  assert.deepEqual(row?.paths, [
    '/v2/{project_id}/os-server-groups/{server_group_id}',
    '/v2/os-server-groups/{server_group_id}',
    '/v2.1/{project_id}/os-server-groups/{server_group_id}',
    '/v2.1/os-server-groups/{server_group_id}',
  ]);
  // Only below /v2.1, without a project in the path, it is broken.
  const marks = row?.fields[columns.indexOf('404')]?.marks;
  assert.deepEqual(
    marks?.filter(({ outcome }) => outcome === 'broken').map(({ version }) => version),
    ['2.64', '2.74', '2.75', '2.101', '2.102', '2.103'],
  );
});

test('no two operations of the spec share a row', () => {
  for (const { operationId, method, paths } of matrixOf(verification({ cells: cellsOfSpec })).rows) {
    const bare = new Set(paths.map((path) => path.replace(/^\/v2(\.1)?(\/\{project_id\})?|\/$/g, '')));
    assert.equal(bare.size, 1, `${operationId} (${method}): ${paths}`);
  }
});
