/** Verifications for the tests of the reports: each outcome, and a server that sends hostile texts. */

import type { Cell, Check, Outcome, Verification, Violation } from '../result.ts';
import { BLANKS, type Blank, VERSIONS } from './operations.fixture.ts';

/** Markup that would run, ends of what it may stand in, and what steers terminals and readers. */
export const HOSTILE =
  '<script>alert(1)</script> --> ]]> </style> "\' onclick=x \u0000 \u001b[2J\u001b]0;owned\u0007 \u009b31m \u202egnp.exe \ufffe & \ud800';

const CANNOT = 'No request can make a right server answer so.';
const DESIGN = 'Servers of this profile make groups although another request holds the same key.';

interface Rule {
  readonly outcome: Outcome;
  readonly applies: (cell: Blank) => boolean;
  readonly reason: string;
}

const isSince264 = (version: string) => Number(version.slice(2)) >= 64;

/** The first that applies counts. */
const RULES: readonly Rule[] = [
  { outcome: 'not judged', applies: ({ status }) => /^50[03]$/.test(status), reason: CANNOT },
  { outcome: 'not judged', applies: ({ path, status }) => path === '/' && status === '400', reason: CANNOT },
  {
    outcome: 'not judged',
    applies: ({ operationId, status }) => /^(setQuota|resetQuota)/.test(operationId) && status !== '401',
    reason: 'No token of an administrator is given (--admin-token).',
  },
  {
    outcome: 'broken',
    applies: ({ path, status, version }) =>
      path === '/v2.1/os-server-groups/{server_group_id}' && status === '404' && isSince264(version),
    reason: HOSTILE,
  },
  {
    outcome: 'broken',
    applies: ({ operationId, status }) => operationId === 'listEcsGroups' && status === '200',
    reason: 'The body has no server_groups.',
  },
  {
    outcome: 'left out',
    applies: ({ operationId, status }) => operationId.startsWith('createServerGroup') && status === '409',
    reason: DESIGN,
  },
];

const withOutcome = (cell: Blank): Cell => {
  const rule = RULES.find(({ applies }) => applies(cell));
  return rule ? { ...cell, outcome: rule.outcome, reason: rule.reason } : { ...cell, outcome: 'kept' };
};

const cells: readonly Cell[] = BLANKS.map(withOutcome);

export const violation = (changes: Partial<Violation> = {}): Violation => ({
  expected: 'status 404 and a body {"itemNotFound": {"code": 404, "message": …}}',
  came: `status 500 and ${HOSTILE}\nsecond line`,
  place: 'generated/views/2.64.json#/paths/~1v2.1~1os-server-groups~1{server_group_id}/get/responses/404',
  curl: 'curl -i -H "X-Auth-Token: $TOKEN" \'http://127.0.0.1:8774/v2.1/os-server-groups/1\'',
  ...changes,
});

const checkOf = ({ method, path, status, version, outcome, reason }: Cell, index: number): Check => ({
  id: `A/${method} ${path}/${status}`,
  lane: 'A',
  what: `${method} ${path} answers ${status} as documented`,
  version,
  outcome,
  // No two are the same, and none is far from the others.
  took: 3 + ((index * 7919) % 1000) / 25,
  ...(outcome === 'broken' ? { violation: violation() } : {}),
  ...(reason === undefined || outcome === 'broken' ? {} : { reason }),
});

/** Of lane B: what came, in each version with an id of its own. */
const cases: readonly Check[] = VERSIONS.flatMap((version, index): Check[] => [
  {
    id: 'order/created',
    lane: 'B',
    what: 'A list is in the order of creation',
    version,
    outcome: 'kept',
    took: 12.5,
  },
  {
    id: 'policies/both',
    lane: 'B',
    what: `Both policies at once are refused: ${HOSTILE}`,
    version,
    outcome: 'broken',
    took: 1800,
    violation: violation({
      expected: `400 in the answer of version ${version}`,
      came: `200 with the group 0199a2b4-5c6d-7e8f-9a0b-${String(index).padStart(12, '0')}`,
    }),
  },
  {
    id: 'roles/reader',
    lane: 'B',
    what: 'A reader may not make a group',
    version,
    outcome: 'not judged',
    took: 0,
    reason: `No token of a reader is given ${HOSTILE}`,
  },
]);

/** A verification with each outcome. */
export const verification = (changes: Partial<Verification> = {}): Verification => ({
  url: 'http://127.0.0.1:8774',
  profile: 'nova',
  release: '0.1.0',
  run: 'v7k2',
  started: '2026-11-02T03:51:09.123Z',
  took: 73_400,
  versions: VERSIONS,
  isStrict: false,
  checks: [...cells.map(checkOf), ...cases],
  cells,
  ...changes,
});

/** A check of lane B that the contract broke, for a table of them. */
export const brokenCheck = (changes: Partial<Check> = {}): Check => ({
  id: 'order/created',
  lane: 'B',
  what: 'A list is in the order of creation',
  version: '2.1',
  outcome: 'broken',
  took: 1,
  violation: violation(),
  ...changes,
});

/** A verification of a right server: nothing is broken. */
export const rightVerification = (changes: Partial<Verification> = {}): Verification => {
  const all = verification(changes);
  const right = <T extends Cell | Check>(each: T): boolean => each.outcome !== 'broken';
  return { ...all, checks: all.checks.filter(right), cells: all.cells.filter(right) };
};
