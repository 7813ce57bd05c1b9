/** Runs of all kinds, which come to an end with a verdict that is right, and leave nothing behind. */

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { type RunningService, startService } from '../service.ts';
import { count, isKept, isOpen } from './result.ts';
import {
  groupsOf,
  makeGroup,
  optionsOf,
  passTo,
  type Silence,
  silentAfter,
  startTarget,
} from './target.fixture.ts';
import { verify } from './verify.ts';

let service: RunningService;
before(async () => {
  service = await startService();
});
after(() => service.close());

/** So that the run of one lane or the other is short. */
const ONE_FAMILY = ['--legacy', 'off', '--ecs', 'off'];
const SMALL = [...['--operations', 'showServerGroup'], ...['--microversions', '2.64'], '--legacy', 'off'];
/** Milliseconds for an answer: enough for a right one on a busy machine. */
const SHORT = 2000;

const nothing = () => {};

const TAILS: readonly (readonly [silence: Silence, answers: number, lane: string])[] = [
  ['hangs', 8, 'A'],
  ['drops connections', 8, 'A'],
  ['hangs', 60, 'B'],
  ['drops connections', 60, 'B'],
];

for (const [silence, answers, lane] of TAILS) {
  test(`a server that ${silence} after ${answers} answers ends the run in lane ${lane}, and is tidied once it is back`, async (t) => {
    const url = await startTarget(t, silentAfter(passTo(service.url), silence, answers));
    const lines: string[] = [];
    const { member } = service.tokens;
    const options = { ...optionsOf({ url, tokens: { member }, args: SMALL }), timeout: SHORT };
    const verification = await verify(options, (line) => lines.push(line));
    const { checks, ended } = verification;
    assert.match(String(ended), /^the server does not answer any more: /);
    assert.ok(!isKept(verification) && !isOpen(verification));
    const last = checks.findLast(({ outcome }) => outcome === 'broken');
    assert.equal(last?.lane, lane);
    assert.match(String(last?.violation?.came), /no answer|does not answer/);
    assert.ok(count(checks, 'broken') <= 4, String(count(checks, 'broken')));
    assert.ok(checks.some(({ outcome, reason }) => outcome === 'not judged' && reason === ended));
    assert.deepEqual(await groupsOf(service), []);
  });
}

test('a server that gives no answer to one kind of request only does not end the run', async (t) => {
  const pass = passTo(service.url);
  const url = await startTarget(t, (request, response) => {
    if (/[?&]limit=[^1]/.test(String(request.url))) request.socket.destroy();
    else pass(request, response);
  });
  const args = [...['--operations', 'listServerGroups'], ...['--microversions', '2.1'], ...ONE_FAMILY];
  const options = optionsOf({ url, tokens: { member: service.tokens.member }, args });
  const { checks, ended } = await verify(options, nothing);
  assert.equal(ended, undefined);
  const silent = checks.filter(({ violation }) => violation?.came === 'there is no answer (socket hang up)');
  assert.ok(silent.length > 3);
  for (const { violation } of silent) assert.match(String(violation?.curl), /limit=/);
  assert.ok(count(checks, 'kept') > 20);
});

test('when the time for all is up the contract is neither kept nor broken', async () => {
  const options = optionsOf({ url: service.url, tokens: { member: service.tokens.member } });
  const verification = await verify({ ...options, totalTimeout: 1 }, nothing);
  assert.match(String(verification.ended), /^time is up/);
  assert.ok(isOpen(verification) && !isKept(verification));
  assert.equal(count(verification.checks, 'broken'), 0);
  assert.ok(count(verification.checks, 'not judged') > 4000);
  assert.deepEqual(await groupsOf(service), []);
});

test('a run that was interrupted before it began does not begin', async () => {
  const options = optionsOf({ url: service.url, tokens: { member: service.tokens.member } });
  const verification = await verify(options, nothing, AbortSignal.abort());
  assert.equal(verification.ended, 'the run was interrupted');
  assert.ok(isOpen(verification));
  assert.equal(count(verification.checks, 'kept'), 0);
});

for (const end of ['', '/v2.1/']) {
  test(`a server below a path is verified there, as /compute${end}`, async (t) => {
    const url = await startTarget(
      t,
      passTo(service.url, (path) =>
        path.startsWith('/compute/') ? path.slice('/compute'.length) : '/nowhere',
      ),
    );
    const args = [
      ...['--operations', 'showServerGroup,createServerGroup'],
      '--microversions=2.64',
      ...ONE_FAMILY,
    ];
    const options = optionsOf({ url: `${url}/compute${end}`, tokens: service.tokens, args });
    const { checks } = await verify(options, nothing);
    assert.deepEqual(
      checks.filter(({ outcome }) => outcome === 'broken').map(({ id, violation }) => [id, violation?.came]),
      [],
    );
    assert.ok(checks.some(({ lane, outcome }) => lane === 'A' && outcome === 'kept'));
  });
}

test('groups that an old run left are deleted first, however little room they leave; others stay', async (t) => {
  const old = (Date.now() - 7_200_000).toString(36);
  const young = (Date.now() - 60_000).toString(36);
  const others = [`osgv-${young}-abcdef test`, 'web'];
  const small = await startService({ OSG_QUOTA_SERVER_GROUPS: '4' });
  t.after(() => small.close());
  for (const name of [...others, `osgv-${old}-abcdef a`, `osgv-${old}-abcdef b`])
    await makeGroup(small, name);
  const lines: string[] = [];
  const options = optionsOf({ url: small.url, tokens: { member: small.tokens.member }, args: SMALL });
  const verification = await verify(options, (line) => lines.push(line));
  assert.equal(lines[0], 'deleted 2 groups that an earlier run had left behind');
  assert.ok(
    isKept(verification),
    JSON.stringify(verification.checks.filter(({ outcome }) => outcome === 'broken')),
  );
  assert.deepEqual((await groupsOf(small)).sort(), others.sort());
});
