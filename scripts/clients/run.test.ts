/** The runner is judged by the clients that it refuses. */

import assert from 'node:assert/strict';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import type { Case } from './cases/case.ts';
import { A, fault, GET, group, oneGroup, show } from './cases/values.ts';
import { cases } from './cases.ts';
import { inWords, type Outcome, runCases } from './run.ts';

const client = (name: string, way: string) => ({
  name,
  driver: [process.execPath, path.join(import.meta.dirname, 'driver.fixture.ts'), way],
  folder: import.meta.dirname,
});

const shown: Case = {
  what: 'a group is shown',
  on: [oneGroup],
  steps: [show({ value: group(A) }, { token: 'secret' })],
  sees: [{ ...GET, headers: { 'x-auth-token': 'secret', 'user-agent': '$agent' } }],
};
const missing: Case = {
  what: 'no group is shown',
  on: [fault(404, 'itemNotFound')],
  steps: [
    show({ fault: { status: 404, name: 'itemNotFound', message: /there is none/i, requestId: /^req-/ } }),
  ],
  sees: [GET],
};
const redirected: Case = {
  what: 'a redirect is not followed',
  on: [{ status: 302, headers: { Location: '$elsewhere' } }],
  steps: [show({ fault: { status: 302, name: null, message: 'HTTP 302', requestId: null } })],
  sees: [GET],
};

const problemsOf = async (way: string, tried: Case): Promise<string> => {
  const outcomes = await runCases([client('one', 'right'), client('other', way)], [tried], {
    version: '0.0.1',
    patience: way === 'is silent' ? 500 : 20_000,
  });
  const wrong = outcomes.filter(({ problems }) => problems.length > 0);
  assert.deepEqual(
    wrong.map(({ client: name }) => name),
    ['other'],
    JSON.stringify(outcomes),
  );
  return inWords(wrong[0] as Outcome) ?? '';
};

const refused: readonly (readonly [way: string, tried: Case, words: RegExp])[] = [
  [
    'changes the name',
    shown,
    /^other: a group is shown\n {4}step 1, show: value\.name: expected "test", got "changed"$/,
  ],
  ['asks twice', shown, /expected 1 requests, got 2/],
  ['forgets the token', shown, /request 1: header x-auth-token: expected "secret", got "none"/],
  ['shouts', missing, /step 1, unlike one: fault\.message: expected "There is none", got "THERE IS NONE"/],
  ['follows redirects', redirected, /a request went to another host/],
  ['dies', shown, /the driver ended with 3:\nsomething broke/],
  ['is silent', shown, /the driver said nothing for 0\.5 s/],
  ['chatters', shown, /Here is a/],
];

for (const [way, tried, words] of refused) {
  test(`a client that ${way} is refused, and the words name case, client, what was expected and what came`, async () => {
    const problems = await problemsOf(way, tried);
    assert.match(problems, /^other: (?:a group|no group|a redirect)/);
    assert.match(problems, words);
  });
}

test('two clients that do the same right thing pass', async () => {
  const outcomes = await runCases(
    [client('one', 'right'), { ...client('one', 'right') }],
    [shown, missing, redirected],
    { version: '0.0.1' },
  );
  assert.equal(outcomes.length, 6);
  assert.deepEqual(
    outcomes.flatMap((outcome) => inWords(outcome) ?? []),
    [],
  );
});

test('each case has a name of its own, and each scripted one says what the server must see', () => {
  const names = cases.map(({ what }) => what);
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
  for (const { what, on, sees } of cases) assert.equal(sees !== undefined, Array.isArray(on), what);
});
