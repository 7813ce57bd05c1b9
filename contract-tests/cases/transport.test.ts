/** Requests and answers as bytes: what counts as an answer, and what is told when there is none. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';
import { NoAnswer, openTransport, type Transport } from './transport.ts';

const SHORT = 300;
const LONG = 60_000;
/** Enough for an answer on a busy machine. */
const ENOUGH = 2000;

/** A transport to a server that does this with each connection. */
const connect = async (
  t: TestContext,
  handle: (socket: net.Socket, index: number) => void,
  timeout = LONG,
): Promise<Transport> => {
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    handle(socket, sockets.push(socket) - 1);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const transport = openTransport(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, timeout);
  t.after(() => {
    transport.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return transport;
};

/** Says something once it is asked; null ends the connection. */
const saying =
  (...parts: readonly (string | null)[]) =>
  (socket: net.Socket): void => {
    socket.once('data', () => {
      for (const part of parts) part === null ? socket.end() : socket.write(part);
    });
  };

const answers: readonly (readonly [
  what: string,
  parts: readonly (string | null)[],
  status: number,
  body: string,
])[] = [
  ['ends with the connection', ['HTTP/1.1 400 Bad\r\n\r\nall of it', null], 400, 'all of it'],
  [
    'has a length, while the connection stays',
    ['HTTP/1.1 400 Bad\r\nContent-Length: 3\r\n\r\n', 'abc'],
    400,
    'abc',
  ],
  ['has no body, while the connection stays', ['HTTP/1.1 400 Bad\r\ncontent-length:0\r\n\r\n'], 400, ''],
  [
    'is chunked, while the connection stays',
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '3\r\nabc\r\n0\r\n\r\n'],
    200,
    '3\r\nabc\r\n0\r\n\r\n',
  ],
  [
    'is followed by another',
    ['HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na', 'HTTP/1.1 400 Bad\r\n\r\n', null],
    200,
    'aHTTP/1.1 400 Bad\r\n\r\n',
  ],
];

for (const [what, parts, status, body] of answers) {
  test(`an answer to what was written by hand counts when it ${what}`, async (t) => {
    const transport = await connect(t, saying(...parts));
    const answer = await transport.raw('x\r\n\r\n');
    assert.deepEqual([answer.status, answer.body], [status, body]);
  });
}

test('an answer that does not end counts as far as it came, when the time is up', async (t) => {
  const transport = await connect(t, saying('HTTP/1.1 400 Bad\r\nX: 1\r\nX: 2\r\n\r\nsome'), ENOUGH);
  assert.deepEqual(await transport.raw('x'), { status: 400, headers: { x: ['1', '2'] }, body: 'some' });
});

const REQUEST = { path: '/a' };
const BYTES = 'x\r\n\r\n';
const ways = {
  'a request': (transport: Transport) => transport.send(REQUEST),
  'what was written by hand': (transport: Transport) => transport.raw(BYTES),
} as const;

const silences: readonly (readonly [
  what: string,
  way: keyof typeof ways,
  handle: (socket: net.Socket) => void,
  message: string,
])[] = [
  ['is waited for in vain', 'a request', () => {}, 'there is no answer within 0.3 s'],
  [
    'stops within the body',
    'a request',
    saying('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsome'),
    'there is no answer within 0.3 s',
  ],
  ['breaks off', 'a request', (socket) => socket.end(), 'there is no answer (socket hang up)'],
  ['is waited for in vain', 'what was written by hand', () => {}, 'there is no answer within 0.3 s'],
  [
    'is a closed connection',
    'what was written by hand',
    saying(null),
    'there is no answer: the connection was closed',
  ],
];

for (const [what, way, handle, message] of silences) {
  test(`an answer to ${way} that ${what} is none, and it is known what was sent`, async (t) => {
    const transport = await connect(t, handle, message.includes('within') ? SHORT : LONG);
    await assert.rejects(ways[way](transport), (error: Error) => {
      assert.ok(error instanceof NoAnswer);
      assert.equal(error.message, message);
      assert.equal(error.sent, way === 'a request' ? REQUEST : BYTES);
      return true;
    });
  });
}

test('a connection that the server closes when it is used again is replaced by another', async (t) => {
  const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
  let connections = 0;
  const transport = await connect(t, (socket, index) => {
    connections += 1;
    socket.once('data', () => {
      socket.write(OK);
      if (index === 0) socket.once('data', () => socket.destroy());
    });
  });
  assert.equal((await transport.send(REQUEST)).body, 'ok');
  assert.equal((await transport.send(REQUEST)).body, 'ok');
  assert.equal(connections, 2);
});

test('a server that ends each connection is not asked for ever', async (t) => {
  let requests = 0;
  const transport = await connect(t, (socket) => {
    socket.once('data', () => {
      requests += 1;
      socket.destroy();
    });
  });
  await assert.rejects(transport.send(REQUEST), NoAnswer);
  assert.equal(requests, 1);
});

test('the port is that of the scheme where the URL names none', async (t) => {
  const asked: unknown[] = [];
  t.mock.method(http, 'request', ((options: object) => {
    asked.push(options);
    throw new Error('not sent');
  }) as typeof http.request);
  const transport = openTransport('http://[::1]/compute/', LONG);
  t.after(() => transport.close());
  await assert.rejects(transport.send(REQUEST), /not sent/);
  const [{ hostname, port, path }] = asked as [{ hostname: string; port: number; path: string }];
  assert.deepEqual([hostname, port, path], ['::1', 80, '/compute/a']);
});
