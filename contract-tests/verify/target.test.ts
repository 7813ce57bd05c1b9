/** Servers that cannot be judged, most of them hopeless: the message says what to do. */

import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import test, { after, before } from 'node:test';
import { type RunningService, startService } from '../service.ts';
import { CannotJudge } from './cannot-judge.ts';
import { groupsOf, nobody, optionsOf, startTarget } from './target.fixture.ts';
import { verify } from './verify.ts';

let service: RunningService;
before(async () => {
  service = await startService();
});
after(() => service.close());

/** Milliseconds for an answer of which it is known that there is none. */
const SHORT = 300;

const nothing = () => {};
const silent: RequestListener = () => {};

const answering =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };

const HTML = '<!DOCTYPE html>\n<title>Welcome</title>';
const UNJUDGED =
  'Point --url at the address of a server group API, without /v2.1 and without a project; or name the versions with --microversions.';
const NOT_REACHED =
  'See that it runs, that --url is right, and that nothing between here and there stops it.';
const WANTS_TLS = 'If it wants TLS, --url begins with https://.';
const NO_PROJECT = 'Give the id of the project with --project to verify it nevertheless.';

const strangers: readonly (readonly [
  what: string,
  listener: RequestListener,
  message: string,
  args?: readonly string[],
])[] = [
  [
    'never answers',
    silent,
    `is not reached: there is no answer within 0.3 s. ${NOT_REACHED} --timeout gives it more time.`,
  ],
  [
    'drops each connection',
    (request) => request.socket.destroy(),
    `is not reached: there is no answer (socket hang up). ${NOT_REACHED} ${WANTS_TLS}`,
  ],
  [
    'breaks off within its answer',
    (request, response) => {
      response.writeHead(200, { 'Content-Length': 9 }).flushHeaders();
      request.socket.end();
    },
    `is not reached: there is no answer (aborted). ${NOT_REACHED} ${WANTS_TLS}`,
  ],
  [
    'speaks another protocol',
    (request) => request.socket.end('SSH-2.0-OpenSSH\r\n'),
    'is not reached: there is no answer (Parse Error: Expected HTTP/, RTSP/ or ICE/). It does not speak the protocol that --url says: try https:// instead of http://, or the other way round, and see that the port is right.',
  ],
  [
    'shows the same page everywhere',
    answering(200, HTML, { 'Content-Type': 'text/html' }),
    `does not say which microversions it has: GET /v2.1 is answered with 200 and "<!DOCTYPE html> <title>Welcome</title>". ${UNJUDGED}`,
  ],
  [
    'shows the same page everywhere, where its versions are named',
    answering(200, HTML, { 'Content-Type': 'text/html' }),
    `makes no group that shows its project: it answers 200 and "<!DOCTYPE html> <title>Welcome</title>". ${NO_PROJECT}`,
    ['--microversions', '2.64'],
  ],
  [
    'fails always',
    answering(500, 'Oops\u001b[2J'),
    `does not say which microversions it has: GET /v2.1 is answered with 500 and "Oops [2J". ${UNJUDGED}`,
  ],
  [
    'says something else in JSON',
    answering(200, '{"a": 1}'),
    `does not say which microversions it has: GET /v2.1 is answered with 200 and "{"a": 1}". ${UNJUDGED}`,
  ],
  [
    'says null',
    answering(200, 'null'),
    `does not say which microversions it has: GET /v2.1 is answered with 200 and "null". ${UNJUDGED}`,
  ],
  [
    'has versions of another kind',
    answering(200, '{"version": {"version": "3.1"}}'),
    `does not say which microversions it has: GET /v2.1 is answered with 200 and "{"version": {"version": "3.1"}}". ${UNJUDGED}`,
  ],
  [
    'leads elsewhere',
    answering(302, '', { Location: 'https://login.example/?then=/v2.1' }),
    `does not say which microversions it has: GET /v2.1 is answered with 302 (it leads to https://login.example/?then=/v2.1) and "". ${UNJUDGED}`,
  ],
  [
    'is too old for a version that was asked for',
    answering(200, '{"version": {"version": "2.63"}}'),
    'does not offer 2.64: its newest microversion is 2.63. Leave --microversions out to try all that it offers, or name older ones.',
    ['--microversions', '2.64,2.1'],
  ],
];

for (const [what, listener, message, args = []] of strangers) {
  test(`a server that ${what} is not judged, and the message says what to do`, async (t) => {
    const url = await startTarget(t, listener);
    const usual = optionsOf({ url, args });
    const options = listener === silent ? { ...usual, timeout: SHORT } : usual;
    await assert.rejects(verify(options, nothing), (error: Error) => {
      assert.ok(error instanceof CannotJudge);
      assert.equal(error.message, `The server ${url} ${message}`);
      return true;
    });
  });
}

test('a server that is not there is not judged', async () => {
  const url = await nobody();
  await assert.rejects(verify(optionsOf({ url }), nothing), {
    message: `The server ${url} is not reached: there is no answer (connect ECONNREFUSED ${url.slice('http://'.length)}). ${NOT_REACHED}`,
  });
});

const callers: readonly (readonly [what: string, token: () => string, message: RegExp])[] = [
  [
    'that the server does not know',
    () => 'unknown-token',
    /^The server \S+ refuses the token: it answers a list of server groups with 401 and ".+"\. Give a token that is valid now,/,
  ],
  [
    'of who may do nothing',
    () => service.tokens.noRole,
    /refuses the token: it answers a list of server groups with 403/,
  ],
  [
    'of who may only read',
    () => service.tokens.reader,
    /makes no 2 groups for the token: it answers a creation with 403 and ".*Policy doesn't allow .*"\. Either its user may not make groups: give a token of one who may\./,
  ],
];

for (const [what, token, message] of callers) {
  test(`nothing is judged with a token ${what}, also where the project is known`, async () => {
    for (const args of [[], ['--project', service.project]]) {
      const options = optionsOf({ url: service.url, tokens: { member: token() }, args });
      await assert.rejects(verify(options, nothing), (error: Error) => {
        assert.ok(error instanceof CannotJudge);
        assert.match(error.message, message);
        return true;
      });
    }
  });
}

for (const quota of [0, 1]) {
  test(`a quota of ${quota} is too small, which is told, and nothing is left`, async (t) => {
    const path = `${service.url}/v2.1/os-quota-sets/${service.project}`;
    const headers = { 'X-Auth-Token': service.tokens.admin, 'Content-Type': 'application/json' };
    t.after(() => fetch(path, { method: 'DELETE', headers }));
    const body = JSON.stringify({ quota_set: { server_groups: quota, force: true } });
    assert.equal((await fetch(path, { method: 'PUT', headers, body })).status, 200);
    const options = optionsOf({ url: service.url, tokens: { member: service.tokens.member } });
    await assert.rejects(verify(options, nothing), {
      name: 'Error',
      message:
        /403 and ".*Quota exceeded.*"\. .* Or the quota of the project is used up: make room for 2 groups\.$/,
    });
    assert.deepEqual(await groupsOf(service), []);
  });
}

test('what the server sends back is told without the tokens in it', async (t) => {
  const url = await startTarget(t, (request, response) => {
    const isVersion = request.url === '/v2.1';
    response.writeHead(isVersion ? 200 : 401);
    response.end(isVersion ? '{"version": {"version": "2.1"}}' : `no: ${request.headers['x-auth-token']}`);
  });
  await assert.rejects(verify(optionsOf({ url, tokens: { member: 'secret-token' } }), nothing), {
    message: /with 401 and "no: \$TOKEN"/,
  });
});
