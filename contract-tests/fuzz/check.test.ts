/** The job is judged by the wrong answers that it refuses: each is played, and must be found, and a right one must not. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import test, { type TestContext } from 'node:test';
import {
  answer,
  EMPTY,
  faultOf,
  list,
  NO_VERSION,
  right,
  secrets,
  unauthorized,
  wrong,
} from './check.fixture.ts';
import { check } from './check.ts';
import { type Received, sendBytes } from './connection.ts';
import { documented } from './documents.ts';
import { bytesOf, type Draft } from './draft.ts';

const judge = (bytes: string | Buffer, draft: Partial<Draft> = {}, end: Received['end'] = 'answered') =>
  check({ ...list, ...draft }, { bytes: Buffer.from(bytes), end, ms: 1 }, secrets);

for (const [what, bytes, draft, end] of right) {
  test(`right: ${what}`, () => assert.deepEqual(judge(bytes, draft, end).problems, []));
}

for (const [what, bytes, says, draft, end] of wrong) {
  test(`wrong: ${what}`, () => assert.match(judge(bytes, draft, end).problems.join('\n'), says));
}

const INVALID = 'The request is not valid HTTP.';
const past: readonly [what: string, bytes: string, isPast: boolean, draft?: Partial<Draft>][] = [
  ['a success', answer(200, EMPTY), true],
  ['what is refused for its content', faultOf(400, 'badRequest', 'No.'), true],
  ['what is refused by role', faultOf(403, 'forbidden', 'No.'), true],
  ['what is refused for its token', unauthorized(), false],
  ['what is refused for its size', faultOf(413, 'overLimit', 'No.', NO_VERSION), false],
  ['what is no HTTP', faultOf(400, 'badRequest', INVALID, NO_VERSION), false],
  [
    'a path outside of a version',
    faultOf(404, 'itemNotFound', 'No.', NO_VERSION),
    false,
    { isSameOperation: false, target: '/foo' },
  ],
  [
    'what needs no token',
    answer(200, EMPTY),
    false,
    { operation: documented.find(({ operation }) => operation.isPublic)?.operation ?? list.operation },
  ],
];

for (const [what, bytes, isPast, draft] of past) {
  test(`${what} ${isPast ? 'counts' : 'does not count'} as past authentication`, () => {
    assert.equal(judge(bytes, draft).isPastAuthentication, isPast);
  });
}

/** A server that plays an answer, or none, to whoever connects. */
const play = async (t: TestContext, onData: (socket: net.Socket) => void): Promise<URL> => {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => onData(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}`);
};

const sending = { bytes: bytesOf(list), methods: ['GET'], isUnfinished: false };

const ends: readonly [end: Received['end'], onData: (socket: net.Socket) => void][] = [
  ['answered', (socket) => socket.write(answer(200, EMPTY))],
  ['closed', (socket) => socket.end()],
  ['reset', (socket) => socket.resetAndDestroy()],
  ['hang', () => {}],
];

for (const [end, onData] of ends) {
  test(`over a connection it is seen that a server ends with: ${end}`, async (t) => {
    const received = await sendBytes(await play(t, onData), sending, end === 'hang' ? 50 : 10_000);
    assert.equal(received.end, end);
    assert.equal(check(list, received, secrets).problems.length === 0, end === 'answered');
  });
}

test('over a connection it is seen that nobody listens', async (t) => {
  const url = await play(t, () => {});
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  url.port = String((server.address() as net.AddressInfo).port);
  server.close();
  await once(server, 'close');
  assert.equal((await sendBytes(url, sending)).end, 'refused');
});

test('an answer to what was never finished is waited for, and a second one is seen', async (t) => {
  const url = await play(t, (socket) => {
    socket.write(answer(200, EMPTY));
    setImmediate(() => socket.write(answer(200, EMPTY)));
  });
  const received = await sendBytes(url, { ...sending, isUnfinished: true });
  assert.deepEqual(check({ ...list, isUnfinished: true }, received, secrets).statuses, [200, 200]);
});
