/** Faults are judged in the form of their path, which below `/v1` is another one. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { target } from './check.fixture.ts';
import { type Draft, validDraft } from './draft.ts';
import { isFaultOf, NOT_HTTP } from './fault-forms.ts';
import { createRandom } from './random.ts';

const ofPath = (path: string): Draft =>
  validDraft(createRandom(1, 1), target, ({ operation }) => operation.path === path);
const native = ofPath('/v2.1/os-server-groups');
const ecs = ofPath('/v1/{project_id}/cloudservers/os-server-groups');
const at = (target: string): Draft => ({ ...native, target, isSameOperation: false });

const usual = { badRequest: { code: 400, message: 'No.' } };
const family = { error: { code: 'Ecs.0005', message: 'No.' } };
const unauthorized = { error: { code: 401, title: 'Unauthorized', message: 'No.' } };

const cases: readonly [what: string, draft: Draft, status: number, body: unknown, isRight: boolean][] = [
  ['the usual form', native, 400, usual, true],
  ['the form of the family elsewhere', native, 400, family, false],
  ['the form of the family', ecs, 400, family, true],
  ['the usual form below /v1', ecs, 400, usual, false],
  ['a code of another status', ecs, 404, family, false],
  ['a status as the code', ecs, 400, { error: { code: 400, message: 'No.' } }, false],
  ['no words', ecs, 400, { error: { code: 'Ecs.0005', message: '' } }, false],
  ['more in it', ecs, 400, { error: { ...family.error, stack: '' } }, false],
  ['a title below /v1', ecs, 401, unauthorized, false],
  ['a title', native, 401, unauthorized, true],
  ['when to try again', native, 429, { overLimit: { code: 429, message: 'No.', retryAfter: '1' } }, true],
  ['no word of when to try again', native, 429, { overLimit: { code: 429, message: 'No.' } }, false],
  ['the code for too many requests', ecs, 429, { error: { code: 'Common.1503', message: 'No.' } }, true],
  ['the code for a token', ecs, 401, { error: { code: 'Common.0013', message: 'No.' } }, true],
  ['what is refused before its path', ecs, 431, { computeFault: { code: 431, message: 'No.' } }, true],
  ['what is no HTTP', ecs, 400, { badRequest: { code: 400, message: NOT_HTTP } }, true],
  ['a path below /v1 that leads nowhere', at('/v1/x'), 400, family, true],
  ['the same in the usual form', at('//v1/x'), 400, usual, false],
  ['a path that leads nowhere', at('/v10/x'), 400, usual, true],
  ['an escaped path, which may be seen as either', at('/%761/x'), 400, family, true],
  ['another path', at('/v2.1/x'), 400, family, false],
];

for (const [what, draft, status, body, isRight] of cases) {
  test(`${what} is ${isRight ? 'right' : 'wrong'}`, () => {
    assert.equal(isFaultOf(draft, status, JSON.stringify(body), body), isRight);
  });
}
