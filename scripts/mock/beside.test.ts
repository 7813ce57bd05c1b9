/** Beside a server the mock passes on what it is asked and what is answered: nothing is lost, and nothing is altered. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import test, { after } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ask, linesOf, type Sent, startBeside } from './beside.fixture.ts';

const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
const JSON_TYPE = { 'Content-Type': 'application/json' };
const TOKEN = { 'X-Auth-Token': 'secret' };

const { url, mock, log, answer, close } = await startBeside();
after(close);

/** The same request goes to the server directly and by way of the mock. */
const cases: readonly [
  what: string,
  sent: Sent,
  reply?: (response: ServerResponse) => unknown,
  seen?: Partial<Awaited<ReturnType<typeof ask>>>,
][] = [
  ['a status of success', {}, (r) => r.writeHead(202, JSON_TYPE).end('{"a": 1}'), { status: 202 }],
  ['bytes that are no text', {}, (r) => r.end(ALL_BYTES), { bytes: ALL_BYTES }],
  ['an answer of 10 MB', {}, (r) => r.end(Buffer.alloc(10_000_000, ALL_BYTES))],
  ['an answer in chunks', {}, (r) => r.write('a') && r.end('b'), { bytes: Buffer.from('ab') }],
  ['no body', {}, (r) => r.writeHead(200, { 'Content-Length': 0 }).end()],
  ['204', { method: 'DELETE' }, (r) => r.writeHead(204).end(), { status: 204 }],
  ['304', { headers: { 'If-None-Match': '"1"' } }, (r) => r.writeHead(304, { ETag: '"1"' }).end()],
  [
    'what is compressed stays compressed',
    { headers: { 'Accept-Encoding': 'gzip' } },
    (r) => r.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('a')),
  ],
  ['HEAD', { method: 'HEAD' }, (r) => r.writeHead(200, { 'Content-Length': 1234 }).end()],
  ['HEAD of what comes in chunks', { method: 'HEAD' }, (r) => r.write('a') && r.end()],
  [
    'several headers of one name, in any spelling',
    {},
    (r) => r.writeHead(200, ['Set-Cookie', 'a=1', 'SET-COOKIE', 'b=2', 'vary', 'A', 'vary', 'B']).end(),
  ],
  [
    'a header that is not ASCII, and a reason',
    {},
    (r) => r.writeHead(200, 'Très bien', { 'X-Name': 'é' }).end(),
    { reason: 'Très bien' },
  ],
  [
    'a redirect, which nobody follows',
    {},
    (r) => r.writeHead(302, { Location: 'http://192.0.2.1/' }).end(),
    { status: 302 },
  ],
  ['404', {}, (r) => r.writeHead(404, JSON_TYPE).end('{"itemNotFound": {}}'), { status: 404 }],
  ['405', { method: 'PATCH' }, (r) => r.writeHead(405, { Allow: 'GET' }).end(), { status: 405 }],
  ['500', {}, (r) => r.writeHead(500).end('oh'), { status: 500 }],
  ['502', {}, (r) => r.writeHead(502).end(), { status: 502 }],
  ['OPTIONS', { method: 'OPTIONS' }, (r) => r.writeHead(204, { Allow: 'GET' }).end()],
  ['what it says about origins', {}, (r) => r.writeHead(200, { 'Access-Control-Allow-Origin': 'x' }).end()],

  ['a path as it is written', { path: '/v2.1//a/../b%2fc;d?x=%ff&&y=1&y=2?' }],
  ['a token', { headers: TOKEN }],
  ['a wish that is for the mock, too', { headers: { Prefer: 'code=404' } }, (r) => r.end(), { status: 200 }],
  ['a repeated header', { headers: { 'X-A': ['1', '2'], Cookie: ['a=1', 'b=2'] } }],
  ['a body', { method: 'POST', headers: { ...TOKEN, ...JSON_TYPE }, body: '{"a": "é"}' }],
  ['a body of bytes', { method: 'PUT', body: ALL_BYTES }],
  ['a body as large as may be', { method: 'POST', body: Buffer.alloc(114_688, ALL_BYTES) }],
  ['a request without the body that is usual', { method: 'POST' }],
  ['a body that is not usual', { method: 'DELETE', headers: { 'Content-Length': 1 }, body: 'x' }],
  [
    'a body that is announced',
    { method: 'POST', headers: { Expect: '100-continue', 'Content-Length': 1 }, body: 'x' },
  ],
];

for (const [what, sent, reply, seen = {}] of cases) {
  test(`is passed on as it is: ${what}`, async () => {
    const asked: unknown[] = [];
    answer(async (request, response) => {
      const { method, url: path, rawHeaders } = request;
      asked.push([method, path, linesOf(rawHeaders).sort(), await buffer(request)]);
      if (reply === undefined) response.end();
      else reply(response);
    });
    const [direct, passed] = [await ask(url, sent), await ask(mock.url, sent)];
    const told = ({ status, reason, rawHeaders, bytes }: typeof direct) =>
      [status, reason, linesOf(rawHeaders), bytes] as const;
    assert.deepEqual(told(passed), told(direct));
    assert.deepEqual({ ...passed, ...seen }, passed);
    assert.equal(asked.length, 2);
    assert.deepEqual(asked[1], asked[0]);
    assert.deepEqual(log, [`${sent.method ?? 'GET'} ${sent.path ?? '/'} ${direct.status}`]);
  });
}

test('a body in chunks is passed on with its length', async () => {
  answer(async (request, response) => {
    response.end(JSON.stringify([request.headers['content-length'], (await buffer(request)).toString()]));
  });
  const headers = { 'Transfer-Encoding': 'chunked' };
  for (const [method, body] of [
    ['POST', 'abc'],
    ['DELETE', 'x'],
    ['POST', ''],
  ] as const) {
    const { bytes } = await ask(mock.url, { method, headers, body });
    assert.deepEqual(JSON.parse(String(bytes)), [String(body.length), body]);
  }
});

test('headers of a connection stay on it, in both directions', async () => {
  const headers = { Connection: 'keep-alive, X-Hop', 'Keep-Alive': 'timeout=99', 'X-Hop': '1' };
  let asked: IncomingMessage['headers'] = {};
  answer((request, response) => {
    asked = request.headers;
    response.writeHead(200, { ...headers, Trailer: 'X-End', 'X-Kept': '1' });
    response.addTrailers({ 'X-End': '1' });
    response.end();
  });
  const { headers: told } = await ask(mock.url, {
    headers: { ...headers, TE: 'trailers', Upgrade: 'h2c', 'Proxy-Authorization': 'secret', 'X-Kept': '1' },
  });
  assert.deepEqual([told['x-kept'], told['x-hop'], told.trailer], ['1', undefined, undefined]);
  assert.notEqual(told['keep-alive'], 'timeout=99');
  assert.deepEqual(Object.keys(asked).sort(), ['connection', 'host', 'via', 'x-kept']);
});

test('the server is asked by its own name, below the path of its URL, wherever else the request wants to go', async (t) => {
  const below = await startBeside('/compute/');
  t.after(below.close);
  const asked: unknown[] = [];
  below.answer((request, response) => {
    asked.push([request.url, request.headers.host]);
    response.end();
  });
  const { host } = new URL(below.url);
  for (const path of ['/v2.1?a=1', 'http://192.0.2.1/v2.1?a=1', '//192.0.2.1/v2.1', '*']) {
    await ask(below.mock.url, { path, headers: { Host: 'nova.example.com' } });
  }
  const paths = ['/v2.1?a=1', '/v2.1?a=1', '//192.0.2.1/v2.1', '/'];
  assert.deepEqual(
    asked,
    paths.map((path) => [`/compute${path}`, host]),
  );
});

test('a page of any origin may read what the server answers; the browser asks the mock whether it may', async () => {
  const asked: unknown[] = [];
  answer(({ method }, response) => {
    asked.push(method);
    response.writeHead(200, { 'access-control-allow-origin': 'http://b.example', 'X-A': '1' }).end();
  });
  const headers = { Origin: 'http://a.example' };
  const preflight = { method: 'OPTIONS', headers: { ...headers, 'Access-Control-Request-Method': 'POST' } };
  for (const sent of [preflight, { headers }]) {
    const { rawHeaders } = await ask(mock.url, sent);
    const origins = linesOf(rawHeaders).filter((line) => /^access-control-allow-origin/i.test(line));
    assert.deepEqual(origins, ['Access-Control-Allow-Origin: http://a.example']);
  }
  assert.deepEqual(asked, ['GET']);
});

test('a body that is too large is refused by the mock, and the server is not asked', async () => {
  const asked: unknown[] = [];
  answer((_, response) => asked.push(response.end()));
  for (const headers of [{}, { 'Transfer-Encoding': 'chunked' }]) {
    const { status } = await ask(mock.url, { method: 'POST', headers, body: Buffer.alloc(114_689) });
    assert.equal(status, 413);
  }
  assert.deepEqual(asked, []);
});

test('no connection is left when the mock is closed: neither one that is kept, nor one that waits for an answer', async (t) => {
  const other = await startBeside();
  t.after(other.close);
  assert.equal((await fetch(other.mock.url)).status, 200);
  const asked = Promise.withResolvers<ServerResponse>();
  other.answer((_, response) => asked.resolve(response));
  const waiting = assert.rejects(ask(other.mock.url, {}));
  const closed = once(await asked.promise, 'close');
  await other.mock.close();
  await Promise.all([waiting, closed]);
});
