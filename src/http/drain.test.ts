/** SIGTERM: whoever has begun a request gets the answer. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { emptyFolder, firstToken, PROJECT, startProcess } from '../process.fixture.ts';

const BODY = JSON.stringify({ server_group: { name: 'test', policies: ['anti-affinity'] } });

const requestOf = (token: string, body: string) =>
  `POST /v2.1/${PROJECT}/os-server-groups HTTP/1.1\r\nHost: test\r\nX-Auth-Token: ${token}\r\n` +
  `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const openSocket = async (url: string): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setNoDelay();
  await once(socket, 'connect');
  return socket;
};

/** The next whole response on a connection; undefined when the connection ends first. */
const nextResponse = (socket: Socket): Promise<string | undefined> =>
  new Promise((resolve) => {
    let text = '';
    const done = (value: string | undefined) => {
      socket.off('data', onData).off('close', onClose).off('error', onClose);
      resolve(value);
    };
    const onClose = () => done(undefined);
    const onData = (chunk: Buffer) => {
      text += chunk;
      const [head = '', body] = text.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      if (body !== undefined && Buffer.byteLength(body) >= length) done(text);
    };
    socket.on('data', onData).on('close', onClose).on('error', onClose);
  });

const statusOf = (response: string | undefined) => Number(response?.split(' ')[1]);

test('under load from keep-alive clients no request that was begun goes without its answer', async (t) => {
  const folder = await emptyFolder(t);
  const { url, end } = await startProcess(t, folder, { settings: { OSG_QUOTA_SERVER_GROUPS: '-1' } });
  const { 'X-Auth-Token': token = '' } = await firstToken(folder);
  const request = requestOf(token, BODY);
  const outcome = { answered: 0, dropped: 0 };
  let onWarm = () => {};
  const warm = new Promise<void>((resolve) => {
    onWarm = resolve;
  });

  // Each sends one request after the other, until the server says that it closes the connection.
  const client = async () => {
    const socket = await openSocket(url);
    for (;;) {
      socket.write(request);
      const response = await nextResponse(socket);
      if (statusOf(response) === 200) outcome.answered++;
      else outcome.dropped++;
      if (outcome.answered === 200) onWarm();
      if (response === undefined || /connection: close/i.test(response)) return socket.destroy();
    }
  };
  const clients = Array.from({ length: 20 }, client);
  await warm;
  assert.deepEqual(await end('SIGTERM'), [0, null]);
  await Promise.all(clients);
  assert.equal(outcome.dropped, 0);
  assert.ok(outcome.answered > 200);
});

/** Where a request is cut in two: what comes before the signal, and what after it. */
const cuts = [
  { what: 'whose first line has arrived', at: '\r\n' },
  { what: 'whose header has arrived', at: '\r\n\r\n' },
  { what: 'of whose body a part has arrived', at: '"policies"' },
];

for (const { what, at } of cuts) {
  test(`a request ${what} when the signal comes is answered, and its connection closed`, async (t) => {
    const folder = await emptyFolder(t);
    const { url, end, logged } = await startProcess(t, folder);
    const { 'X-Auth-Token': token = '' } = await firstToken(folder);
    const socket = await openSocket(url);
    const request = requestOf(token, BODY);
    const cut = request.indexOf(at) + at.length;
    // The first answer shows that the server has read what came before it on the connection.
    socket.write(request + request.slice(0, cut));
    assert.equal(statusOf(await nextResponse(socket)), 200);
    const ended = end('SIGTERM');
    await logged('ending');
    socket.write(request.slice(cut));
    const response = await nextResponse(socket);
    assert.equal(statusOf(response), 200);
    assert.match(response ?? '', /connection: close/i);
    socket.destroy();
    assert.deepEqual(await ended, [0, null]);
  });
}

test('a second signal ends the service at once', async (t) => {
  const folder = await emptyFolder(t);
  const { url, end, logged } = await startProcess(t, folder);
  const socket = await openSocket(url);
  socket.write('GET / HTTP/1.1\r\n');
  const { 'X-Auth-Token': token = '' } = await firstToken(folder);
  const other = await openSocket(url);
  other.write(requestOf(token, BODY));
  await nextResponse(other);
  end('SIGTERM');
  await logged('ending');
  // Again and again, since what comes right after the first one counts as the same.
  const again = setInterval(() => end('SIGTERM'), 50);
  t.after(() => clearInterval(again));
  assert.deepEqual(await end('SIGTERM'), [1, null]);
  socket.destroy();
  other.destroy();
});

test('signals that come together, as when a group of processes is stopped, are one', async (t) => {
  const folder = await emptyFolder(t);
  const { url, end, logged } = await startProcess(t, folder);
  const { 'X-Auth-Token': token = '' } = await firstToken(folder);
  const socket = await openSocket(url);
  const request = requestOf(token, BODY);
  socket.write(request + request.slice(0, 10));
  assert.equal(statusOf(await nextResponse(socket)), 200);
  const ended = [end('SIGTERM'), end('SIGINT')];
  await logged('ending');
  socket.write(request.slice(10));
  assert.equal(statusOf(await nextResponse(socket)), 200);
  socket.destroy();
  for (const each of ended) assert.deepEqual(await each, [0, null]);
});
