/** The matrix: what lane A says of a field, and what lane B adds to it. */

import assert from 'node:assert/strict';
import test from 'node:test';
import type { Route } from '../../generated/routes.ts';
import type { Exchange } from '../cases/world.ts';
import type { Cell as Tried } from '../lane-a/lane.ts';
import { createMatrix } from './matrix.ts';
import type { Check, Violation } from './result.ts';

const FIELD = {
  operationId: 'showVersion',
  method: 'GET',
  path: '/v2.1',
  status: '200',
  version: '2.1',
} as const;
const ROUTE = {
  ...{ operationId: 'showVersion', handler: 'showVersion', method: 'GET', path: '/v2.1' },
  ...{ isPublic: true, versions: {}, patterns: {} },
} as const satisfies Route;

const tried: Tried = { ...FIELD, view: '2.1', outcome: 'passed', lines: [], took: 1 };
const VIOLATION: Violation = { expected: 'a', came: 'first\nsecond', place: 'a', curl: 'a' };

const check = (rest: Pick<Check, 'outcome' | 'reason' | 'violation'>): Check => ({
  ...{ id: 'A/GET /v2.1/200', lane: 'A', what: 'a', version: '2.1', took: 1 },
  ...rest,
});

const seen = (rest: Partial<Exchange> = {}): Exchange => ({
  request: { path: '/v2.1' },
  answer: { status: 200, headers: {}, body: '' },
  route: ROUTE,
  version: '2.1',
  objections: [],
  ...rest,
});

const KEPT = check({ outcome: 'kept' });
const LEFT_OUT = check({ outcome: 'left out', reason: 'by design' });
const BROKEN = check({ outcome: 'broken', violation: VIOLATION });
const WRONG = seen({ objections: ['no', 'never'] });

const fields: readonly (readonly [
  what: string,
  check: Check | undefined,
  exchanges: readonly Exchange[],
  cell: object | undefined,
])[] = [
  ['what lane A found kept', KEPT, [], { outcome: 'kept' }],
  ['what lane A left out, and why', LEFT_OUT, [], { outcome: 'left out', reason: 'by design' }],
  ['what lane A found broken, in a line', BROKEN, [], { outcome: 'broken', reason: 'first' }],
  ['what lane B came upon where lane A could not bring it about', LEFT_OUT, [seen()], { outcome: 'kept' }],
  ['what lane B came upon where lane A was not', undefined, [seen()], { outcome: 'kept' }],
  ['what lane B found broken', KEPT, [WRONG], { outcome: 'broken', reason: 'no' }],
  ['broken, whatever comes after', KEPT, [WRONG, seen()], { outcome: 'broken', reason: 'no' }],
  ['broken by lane A, whatever comes after', BROKEN, [seen()], { outcome: 'broken', reason: 'first' }],
  ['nothing of a path that is not in the spec', undefined, [seen({ route: undefined })], undefined],
  ['nothing of a version that is none', undefined, [seen({ version: undefined })], undefined],
];

for (const [what, ofLaneA, exchanges, cell] of fields) {
  test(`a field shows ${what}`, () => {
    const matrix = createMatrix();
    if (ofLaneA !== undefined) matrix.addTried(tried, ofLaneA);
    for (const exchange of exchanges) matrix.addSeen(exchange);
    assert.deepEqual(matrix.cells(), cell === undefined ? [] : [{ ...FIELD, ...cell }]);
  });
}

test('other statuses and versions are other fields', () => {
  const matrix = createMatrix();
  matrix.addTried(tried, KEPT);
  matrix.addSeen(seen({ answer: { status: 406, headers: {}, body: '' } }));
  matrix.addSeen(seen({ version: '2.64' }));
  assert.deepEqual(
    matrix.cells().map(({ status, version }) => `${status} ${version}`),
    ['200 2.1', '406 2.1', '200 2.64'],
  );
});
