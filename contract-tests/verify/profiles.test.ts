/** The profiles as data: what they leave out is there, and what they say of it stands on the page. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { cases } from '../cases/all.ts';
import { readViews } from '../views.ts';
import { describeProfile } from './describe.ts';
import { isTriedAt, versionsToTry } from './plan.ts';
import { designOf, differenceOf, fits, isByDesign, type Profile } from './profile.ts';
import { profiles } from './profiles.ts';

const all: readonly Profile[] = profiles;
const plan = versionsToTry('2.103', undefined);

/** All checks of both lanes, at all versions. */
const checks = plan.flatMap((tried) => {
  const view = readViews().find(({ first }) => first === tried.view);
  const ofA = view?.operations.flatMap(({ method, path, statuses }) =>
    statuses.map((status) => `A/${method} ${path}/${status}`),
  );
  const ofB = cases.filter((one) => isTriedAt(one, tried)).map(({ id }) => id);
  return [...(ofA ?? []), ...ofB].map((id) => ({ id, version: tried.version }));
});

for (const { name, differences, lacks } of all) {
  test(`each pattern of the profile ${name} fits a check, and leaves it out`, () => {
    for (const { checks: patterns, but = [], since, before, reason } of differences) {
      for (const pattern of patterns) {
        const row = { checks: [pattern], but, reason, ...(since && { since }), ...(before && { before }) };
        const isUsed = checks.some(({ id, version }) => differenceOf({ differences: [row] }, id, version));
        assert.ok(isUsed, pattern);
      }
      for (const pattern of but) {
        const isUsed = checks.some(({ id }) => fits(patterns, id) && fits([pattern], id));
        assert.ok(isUsed, `but ${pattern}`);
      }
    }
  });

  test(`what servers of the profile ${name} lack is called as in the spec`, () => {
    const known = new Set(readViews().flatMap((view) => view.operations.map((each) => each.operationId)));
    assert.deepEqual(
      lacks.filter((operation) => !known.has(operation)),
      [],
    );
  });

  test(`each reason of the profile ${name} is a sentence, told once`, () => {
    const reasons = differences.map(({ reason }) => reason);
    assert.equal(new Set(reasons).size, reasons.length);
    for (const reason of reasons) assert.match(reason, /^[A-Z].*[^.]\.$/);
  });
}

const ROWS = {
  differences: [
    { checks: ['a/*', 'b/one'], but: ['a/two'], reason: 'first' },
    { checks: ['a/two', 'c/[x]'], since: '2.13', before: '2.64', reason: 'second' },
  ],
} as const;

const rows: readonly (readonly [id: string, version: string, reason: string | undefined])[] = [
  ['a/', '2.1', 'first'],
  ['a/b\nc', '2.0', 'first'],
  ['xa/b', '2.1', undefined],
  ['b/one', '2.1', 'first'],
  ['b/one1', '2.1', undefined],
  ['a/two', '2.0', undefined],
  ['a/two', '2.12', undefined],
  ['a/two', '2.13', 'second'],
  ['a/two', '2.63', 'second'],
  ['a/two', '2.64', undefined],
  ['c/[x]', '2.20', 'second'],
  ['c/x', '2.20', undefined],
];

test('a row leaves out what it names, at its versions, and nothing else', () => {
  for (const [id, version, reason] of rows) {
    assert.equal(designOf(ROWS, id, version), reason, `${id} at ${version}`);
  }
});

test('an objection is by design where its answer and its words fit the same row', () => {
  const row = (answer: string, objection: string) => ({
    answers: [answer],
    objections: [objection],
    reason: '',
  });
  const liberties = [row('GET */limits 200', 'more *'), row('* 413', 'no JSON')];
  for (const [answer, objection, is] of [
    ['GET /v2/limits 200', 'more x', true],
    ['GET /v2/limits 413', 'no JSON', true],
    ['GET /v2/limits 200', 'no JSON', false],
    ['PUT /v2/limits 200', 'more x', false],
    ['GET /v2/limits 200', 'no more x', false],
  ] as const) {
    assert.equal(isByDesign({ liberties }, answer, objection), is, `${answer}: ${objection}`);
  }
});

test('the page has what the profiles say', async () => {
  const page = await readFile(new URL('../../docs/verify-profiles.md', import.meta.url), 'utf8');
  for (const profile of all) assert.ok(page.includes(describeProfile(profile)), describeProfile(profile));
});
