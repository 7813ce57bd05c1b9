/** A run can be repeated, its tactics reach the service, and what it shows as a whole is judged. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { bytesOf, type Target } from './draft.ts';
import { growthOf } from './memory.ts';
import { shortcomingsOf } from './report.ts';
import { type Outcome, requestOf } from './run.ts';
import { tactics } from './tactics/all.ts';

const target: Target = {
  project: '9c53a566cb3443ab910cf0daebca90c4',
  tokens: { admin: 'a', member: 'm', reader: 'r', noRole: 'n', otherProject: 'o', service: 's' },
  own: ['5bbcc3c4-1da2-4437-a48a-66f15b1b13f9'],
  others: ['0195c9a3-4f0c-7d2e-9b11-0d7a3c1f5e00'],
};
const requests = (seed: number, count: number) =>
  Array.from({ length: count }, (_, index) => requestOf(seed, index, target));
const digest = ({ draft }: { draft: Parameters<typeof bytesOf>[0] }) => bytesOf(draft).toString('latin1');

test('the same seed makes the same requests, each without those before it; another makes others', () => {
  const all = requests(7, 200).map(digest);
  assert.deepEqual(requests(7, 200).map(digest), all);
  assert.equal(digest(requestOf(7, 150, target)), all[150]);
  assert.notDeepEqual(requests(8, 200).map(digest), all);
});

test('each tactic has its turn, and few requests are alike', () => {
  const made = requests(1, 5000);
  assert.deepEqual(new Set(made.map(({ tactic }) => tactic)), new Set(tactics.map(({ name }) => name)));
  assert.ok(new Set(made.map(digest)).size > 4000);
});

test('ten thousand requests have two thousand spellings of a Content-Type', () => {
  const headers = requests(1, 10_000).flatMap(({ draft }) => draft.headers);
  const types = headers.filter(([name]) => name === 'Content-Type').map(([, value]) => value);
  assert.ok(new Set(types).size >= 2000);
});

const MIB = 2 ** 20;
const samples = (
  held: (index: number) => number,
  { pid = (_: number): number => 1, beside = (_: number): number => 150 } = {},
) =>
  Array.from({ length: 20 }, (_, index) => ({
    pid: pid(index),
    held: held(index) * MIB,
    resident: (held(index) + beside(index)) * MIB,
  }));

const memories = [
  { what: 'steady', of: samples(() => 40), says: /^$/ },
  { what: 'larger at first', of: samples((index) => (index < 4 ? 90 : 40)), says: /^$/ },
  { what: 'filling up at first', of: samples((index) => 40 + Math.min(index, 5) * 10), says: /^$/ },
  { what: 'with peaks', of: samples((index) => (index % 3 === 0 ? 90 : 40)), says: /^$/ },
  { what: 'growing', of: samples((index) => 40 + index * 2), says: /memory grows: held/ },
  {
    what: 'growing beside the heap',
    of: samples(() => 40, { beside: (index) => index * 20 }),
    says: /memory grows: resident/,
  },
  {
    what: 'of another process',
    of: samples(() => 40, { pid: (index) => (index < 9 ? 1 : 2) }),
    says: /2 processes/,
  },
];

for (const { what, of, says } of memories) {
  test(`memory that is ${what} is judged`, () => assert.match(growthOf(of).join('\n'), says));
}

const OPERATION = 'GET /v2.1/os-server-groups';
const outcome: Outcome = {
  tactics: new Map([['valid', new Map([['200', 4000]])]]),
  operations: new Map([
    [
      OPERATION,
      new Map([
        ['200', 3000],
        ['400', 1000],
      ]),
    ],
  ]),
  requests: 4000,
  pastAuthentication: 3000,
  slowestMs: 10,
  failures: [],
  memory: samples(() => 40),
};

test('a run that reached everything is enough', () => assert.deepEqual(shortcomingsOf(outcome), []));

test('a run of which less than half got past authentication is not', () => {
  assert.match(shortcomingsOf({ ...outcome, pastAuthentication: 1900 }).join('\n'), /only 48 %/);
});

test('a run in which an operation never succeeded is not', () => {
  const operations = new Map([[OPERATION, new Map([['400', 4000]])]]);
  assert.match(shortcomingsOf({ ...outcome, operations }).join('\n'), /never succeeded/);
});
