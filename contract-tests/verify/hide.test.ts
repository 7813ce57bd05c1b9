/** Tokens do not come back: a server may send what it got. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { hider, withoutTokens } from './hide.ts';
import type { Verification } from './result.ts';

const TOKENS = { member: 'secret-1', admin: 'secret-1-longer', reader: 'short' };
const ECHO = 'you sent secret-1 and secret-1-longer, in short';
const HIDDEN = 'you sent $TOKEN and $ADMIN_TOKEN, in short';

test('tokens are named, the longer one first; what is a word as well is left', () => {
  assert.equal(hider(TOKENS)(ECHO), HIDDEN);
});

test('no token is left in what came from a server, and nothing else is changed', () => {
  const common = { what: 'a', version: '2.1', took: 1 } as const;
  const told = (text: string): Verification => ({
    url: 'http://127.0.0.1',
    profile: 'nova',
    release: '1',
    run: 'a',
    started: 'a',
    took: 1,
    versions: ['2.1'],
    isStrict: false,
    checks: [
      { id: 'a', lane: 'A', ...common, outcome: 'kept' },
      { id: 'b', lane: 'B', ...common, outcome: 'not judged', reason: text },
      {
        id: 'c',
        lane: 'B',
        ...common,
        outcome: 'broken',
        violation: { expected: text, came: text, place: 'a', curl: text },
      },
    ],
    cells: [
      {
        operationId: 'a',
        method: 'GET',
        path: '/',
        status: '200',
        version: '2.1',
        outcome: 'broken',
        reason: text,
      },
      { operationId: 'a', method: 'GET', path: '/', status: '400', version: '2.1', outcome: 'kept' },
    ],
  });
  assert.deepEqual(withoutTokens(told(ECHO), TOKENS), told(HIDDEN));
});
