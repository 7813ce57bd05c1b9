/** Beside a server: what it does not have yet is mocked, and marked; where no answer comes, the client learns that. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http, { type ServerResponse } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import test, { after } from 'node:test';
import { stubs } from '../../generated/stubs.ts';
import { PROJECT, startApp, tokens } from '../../src/app.fixture.ts';
import { notImplemented } from '../../src/http/not-implemented.ts';
import { ask, linesOf, type Sent, startBeside } from './beside.fixture.ts';
import { startMock } from './mock.ts';

const { mock, url, log, answer, close } = await startBeside();
after(close);
const alone = await startMock({ port: 0, log: () => {} });
after(() => alone.close());

const GROUPS = '/v2.1/os-server-groups';
const V1 = `/v1/${PROJECT}/cloudservers/os-server-groups`;
const HEADERS = { Host: 'api.example', 'X-Auth-Token': 'any' };
const compute = (version: string) => ({ ...HEADERS, 'OpenStack-API-Version': `compute ${version}` });
const CREATION = '{"server_group": {"name": "a", "policies": ["affinity"]}}';

const mocked: readonly [what: string, Sent, status: number, says: RegExp][] = [
  ['a list', { path: GROUPS, headers: HEADERS }, 200, /"server_groups":.*"policies":/],
  ['a list in 2.64', { path: GROUPS, headers: compute('2.64') }, 200, /"server_groups":.*"policy":/],
  ['a creation', { method: 'POST', path: GROUPS, headers: HEADERS, body: CREATION }, 200, /"server_group":/],
  ['a deletion', { method: 'DELETE', path: `${GROUPS}/1`, headers: HEADERS }, 204, /^$/],
  ['HEAD', { method: 'HEAD', path: GROUPS, headers: HEADERS }, 200, /^$/],
  ['OPTIONS', { method: 'OPTIONS', path: GROUPS }, 204, /^$/],
  ['links', { path: '/v2.1', headers: HEADERS }, 200, /"http:\/\/api\.example\/v2\.1\/"/],
  ['a wish', { path: GROUPS, headers: { ...HEADERS, Prefer: 'code=403' } }, 403, /"forbidden":/],
  ['a version that there is not', { path: GROUPS, headers: compute('2.999') }, 406, /"computeFault":/],
  ['no token', { path: GROUPS }, 401, /"error":/],
  ['a wrong body', { method: 'POST', path: GROUPS, headers: HEADERS, body: '{}' }, 400, /"badRequest":/],
  ['a path that the spec does not have', { path: '/v2.1/servers', headers: HEADERS }, 404, /"itemNotFound":/],
  ['a fault below /v1', { path: `${V1}?limit=0`, headers: HEADERS }, 400, /"code":"Ecs\.0005"/],
];

for (const [what, sent, status, says] of mocked) {
  test(`where the server answers 501 the answer is that of a mock alone, with a mark: ${what}`, async () => {
    answer((_, response) => response.writeHead(501, { 'X-Of-Server': '1' }).end('not yet'));
    const [expected, given] = [await ask(alone.url, sent), await ask(mock.url, sent)];
    assert.deepEqual([given.status, given.bytes], [expected.status, expected.bytes]);
    assert.deepEqual(
      linesOf(given.rawHeaders).sort(),
      [...linesOf(expected.rawHeaders), 'X-Mocked: 501'].sort(),
    );
    assert.equal(given.headers['access-control-expose-headers'], '*');
    assert.equal(given.status, status);
    assert.match(String(given.bytes), says);
    const version = given.headers['openstack-api-version'];
    const words = [sent.method ?? 'GET', sent.path, status, ...(version === undefined ? [] : [version])];
    assert.deepEqual(log, [`${words.join(' ')} (mocked, since the server answered 501)`]);
  });
}

/** Sends what is no HTTP answer, or not a whole one, and hangs up. */
const raw = (text: string) => (response: ServerResponse) => void response.socket?.end(text);

const failures: readonly [what: string, reply: (response: ServerResponse) => void, reason: RegExp][] = [
  ['hangs up', (response) => void response.destroy(), /^ECONNRESET$/],
  ['hangs up in its header', raw('HTTP/1.1 200 OK\r\nX-A: '), /^(?:ECONNRESET|HPE_INVALID_EOF_STATE)$/],
  ['hangs up in its body', raw('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a"'), /^ECONNRESET$/],
  ['hangs up in a chunk', raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\na'), /^\w+$/],
  ['hangs up in the body of a 501', raw('HTTP/1.1 501 No\r\nContent-Length: 9\r\n\r\n'), /^ECONNRESET$/],
  ['does not speak HTTP', raw('SSH-2.0-OpenSSH\r\n'), /^HPE_\w+$/],
  [
    'wants to speak something else',
    raw('HTTP/1.1 101 \r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    /^it hung up without an answer$/,
  ],
];

const faultOf = ({ status, headers, bytes }: Awaited<ReturnType<typeof ask>>) => {
  assert.deepEqual([status, headers['retry-after'], headers['x-mocked']], [503, '1', undefined]);
  return JSON.parse(String(bytes));
};
const message = 'The service is unavailable at the moment. Try again later.';

for (const [what, reply, reason] of failures) {
  test(`is answered with 503, and logged with the URL and the reason: a server that ${what}`, async () => {
    answer((_, response) => reply(response));
    const body = faultOf(await ask(mock.url, { path: GROUPS, headers: HEADERS }));
    assert.deepEqual(body, { serviceUnavailable: { code: 503, message } });
    const [first = '', second] = log;
    const [, told = ''] =
      /^No answer of (.*)\. See that it runs, and that --beside is right\.$/.exec(first) ?? [];
    assert.ok(told.startsWith(`${url} (`), first);
    assert.match(told.slice(url.length + 2, -1), reason);
    assert.equal(second, `GET ${GROUPS} 503`);
    answer((_, response) => response.end('again'));
    assert.equal(String((await ask(mock.url, {})).bytes), 'again');
  });
}

test('an answer that nobody may send ends the connection of the client, and not the mock', async () => {
  answer((_, response) => raw('HTTP/1.1 099 \r\nContent-Length: 0\r\n\r\n')(response));
  await assert.rejects(ask(mock.url, {}));
  assert.match(log[0] ?? '', /^GET \/ - The answer cannot be sent: .*99/);
  answer((_, response) => response.end('again'));
  assert.equal(String((await ask(mock.url, {})).bytes), 'again');
});

test('a server that is not there is answered with 503, in the form of the path', async (t) => {
  const other = await startBeside();
  t.after(other.close);
  await other.stop();
  assert.deepEqual(faultOf(await ask(other.mock.url, { path: V1 })), {
    error: { code: 'Common.0001', message },
  });
  assert.match(other.log[0] ?? '', /^No answer of http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)\. /);
});

test('a mock beside itself, directly or by way of another server, asks itself once', async () => {
  answer((request, response) => {
    const { method = '', url: target = '', headers } = request;
    const again = http.request(`${mock.url}${target}`, { method, headers, agent: false });
    again.on('response', (incoming) => {
      response.writeHead(incoming.statusCode ?? 0, incoming.headers);
      incoming.pipe(response);
    });
    again.end();
  });
  assert.deepEqual(Object.keys(faultOf(await ask(mock.url, { path: GROUPS }))), ['serviceUnavailable']);
  assert.match(log[0] ?? '', /^No answer of .* \(it is this mock itself\)\. /);
  assert.deepEqual(log.slice(1), [`GET ${GROUPS} 503`, `GET ${GROUPS} 503`]);
});

test('a client that leaves takes its request to the server along', async () => {
  const asked = Promise.withResolvers<ServerResponse>();
  answer((_, response) => asked.resolve(response));
  const outgoing = http.get(mock.url, { agent: false });
  outgoing.on('error', () => {});
  const response = await asked.promise;
  outgoing.destroy();
  await once(response, 'close');
  answer((_, other) => other.end('again'));
  assert.equal(String((await ask(mock.url, {})).bytes), 'again');
});

test('beside our own service a handler that is a stub is mocked, and the others answer for themselves', async (t) => {
  const { listServerGroups } = stubs(notImplemented);
  const service = await startApp({ handlers: { listServerGroups } });
  t.after(service.close);
  const both = await startMock({ port: 0, beside: service.url, log: () => {} });
  t.after(() => both.close());
  const headers = { ...compute('2.64'), 'X-Auth-Token': tokens.member, 'Content-Type': 'application/json' };
  const body = '{"server_group": {"name": "mine", "policy": "affinity"}}';
  const created = await ask(both.url, { method: 'POST', path: GROUPS, headers, body });
  const { id } = JSON.parse(String(created.bytes)).server_group;
  const shown = await ask(both.url, { path: `${GROUPS}/${id}`, headers });
  const listed = await ask(both.url, { path: GROUPS, headers });
  assert.deepEqual(
    [created, shown, listed].map(({ status, headers: told }) => [status, told['x-mocked']]),
    [
      [200, undefined],
      [200, undefined],
      [200, '501'],
    ],
  );
  assert.deepEqual(shown.bytes, created.bytes);
  assert.match(String(listed.bytes), /"policy":"anti-affinity"/);
});

test('the command says which server it is beside of, and logs what is mocked', async (t) => {
  answer((_, response) => response.writeHead(501).end());
  const cli = path.join(import.meta.dirname, '../../src/cli.ts');
  const child = spawn(process.execPath, [cli, 'mock', '--port', '0', '--beside', `${url}/`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async (pattern: RegExp): Promise<string> => {
    const { value, done } = await lines.next();
    assert.ok(!done, `no line like ${pattern}`);
    return pattern.exec(value)?.[0] ?? next(pattern);
  };
  const address = await next(/http:\S+/);
  assert.equal(await next(/passed on to \S+,/), `passed on to ${url},`);
  assert.equal((await ask(address, { path: GROUPS, headers: HEADERS })).headers['x-mocked'], '501');
  await next(/^GET \/v2\.1\/os-server-groups 200 compute 2\.1 \(mocked, since the server answered 501\)$/);
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});
