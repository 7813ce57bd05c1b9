import assert from 'node:assert/strict';
import test from 'node:test';
import type { Approval } from './approved.ts';
import { changelogOf } from './changelog.ts';
import { type Finding, joined } from './compare.ts';
import { verdictOn } from './verdict.ts';

const RANGES = [{ first: '2.64', last: '2.74' }];

const FINDINGS: readonly Finding[] = [
  {
    id: 'request-property-removed',
    text: 'removed the request property `a`',
    level: 'ERR',
    operationId: 'createGroup',
    handler: 'createGroup',
    ranges: RANGES,
  },
  {
    id: 'request-property-removed',
    text: 'removed the request property `a`',
    level: 'ERR',
    operationId: 'createGroupLegacy',
    handler: 'createGroup',
    ranges: RANGES,
  },
  {
    id: 'new-optional-request-property',
    text: 'added the new optional request property `b`',
    level: 'INFO',
    operationId: 'createGroup',
    handler: 'createGroup',
    ranges: [],
  },
  {
    id: 'optional-response-header-removed',
    text: 'the optional response header `Age` removed for the status `200`',
    level: 'WARN',
    operationId: 'listGroups',
    handler: 'listGroups',
    ranges: [
      { first: '2.0', last: '2.0' },
      { first: '2.1', last: '2.63' },
    ],
  },
];

const APPROVAL: Approval = {
  change: 'request-property-removed',
  where: 'createGroup',
  what: '`a`',
  reason: 'Nobody sends it',
};

test('the changelog tells by operation what was added, changed and removed, once for all prefixes', () => {
  const text = changelogOf({
    from: '1.0.0',
    to: '2.0.0',
    findings: FINDINGS,
    approvals: [APPROVAL],
    news: [],
  });
  assert.equal(
    text,
    `# Changes of the API from 1.0.0 to 2.0.0

## \`createGroup\`

### Added

- Added the new optional request property \`b\` (only in the document of all microversions)

### Removed

- **Breaking (Nobody sends it):** removed the request property \`a\` (2.64 to 2.74; \`createGroup\`, \`createGroupLegacy\`)

## \`listGroups\`

### Removed

- The optional response header \`Age\` removed for the status \`200\` (without microversions, 2.1 to 2.63)
`,
  );
});

test('ranges that follow each other are told as one, and what has no microversions by itself', () => {
  const ranges = [
    { first: '2.64', last: '2.74' },
    { first: '2.0', last: '2.0' },
    { first: '2.1', last: '2.12' },
    { first: '2.75', last: '2.101' },
  ];
  assert.deepEqual(joined(ranges), [
    { first: '2.0', last: '2.0' },
    { first: '2.1', last: '2.12' },
    { first: '2.64', last: '2.101' },
  ]);
});

/** Approvals, whether the breaking change at both prefixes is approved, and how many of them are useless. */
const APPROVALS: readonly [what: string, approval: Approval, approved: number, useless: number][] = [
  ['for all prefixes', APPROVAL, 2, 0],
  ['for one prefix', { ...APPROVAL, where: 'createGroupLegacy' }, 1, 0],
  ['of another operation', { ...APPROVAL, where: 'listGroups' }, 0, 1],
  ['of another property', { ...APPROVAL, what: '`b`' }, 0, 1],
  ['of another change', { ...APPROVAL, change: 'request-property-became-required' }, 0, 1],
  [
    'of what breaks nothing',
    { ...APPROVAL, change: 'optional-response-header-removed', where: 'listGroups', what: 'Age' },
    0,
    1,
  ],
];

test('an approval is for one change of one operation, and one that fits nothing is told', () => {
  for (const [what, approval, approved, useless] of APPROVALS) {
    const { lines, problems, breaks } = verdictOn(FINDINGS, [approval]);
    const count = (word: string) => lines.filter((line) => line.trim().startsWith(word)).length;
    assert.deepEqual(
      [count('Approved'), count('Breaking'), count('Warning'), count('Useless')],
      [approved, 2 - approved, 1, useless],
      what,
    );
    assert.equal(problems.length, (approved < 2 ? 1 : 0) + useless, what);
    assert.equal(breaks, approved > 0, what);
  }
});
