/** What happens on a connection beside requests and answers. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import test, { type TestContext } from 'node:test';
import { isFault } from '../../contract-tests/cases/expect.ts';
import { runCase } from '../../contract-tests/cases/world.ts';
import { type Running, startApp, tokens } from '../app.fixture.ts';

const start = async (t: TestContext, options: Parameters<typeof startApp>[0] = {}): Promise<Running> => {
  const running = await startApp(options);
  t.after(running.close);
  return running;
};

const send = (running: Running, bytes: string) =>
  new Promise<Parameters<typeof isFault>[0]>((resolve, reject) => {
    const run = async ({ raw }: { raw: (text: string) => Promise<Parameters<typeof isFault>[0]> }) =>
      resolve(await raw(bytes));
    runCase({ id: 'x', what: 'x', versions: [], run }, '2.1', running).catch(reject);
  });

const HEAD = `POST /v2.1/os-server-groups HTTP/1.1\r\nHost: h\r\nX-Auth-Token: ${tokens.member}\r\n`;

/** Requests that do not end. */
const SLOW: readonly [what: string, bytes: string][] = [
  ['half a request line', 'GET /v2.1'],
  ['half a header', `${HEAD}X-`],
  ['half a body', `${HEAD}Content-Length: 100\r\n\r\n{`],
  ['half a chunk', `${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\n{`],
];

for (const [what, bytes] of SLOW) {
  test(`${what} and then nothing is 408 when the time is over`, async (t) => {
    const running = await start(t, { timeouts: { requestTimeout: 20, connectionsCheckingInterval: 10 } });
    isFault(await send(running, bytes), 408, 'The request did not arrive in time.');
    assert.deepEqual(running.lines, []);
  });
}

test('a client that goes away in the middle of its body is no failure of the service', async (t) => {
  const running = await start(t);
  const accepted = once(running.server, 'connection');
  const begun = once(running.server, 'request');
  const client = net.connect(Number(new URL(running.url).port), '127.0.0.1');
  client.write(`${HEAD}Content-Length: 100\r\n\r\n{`);
  const [socket] = await accepted;
  await begun;
  const closed = once(socket, 'close');
  client.destroy();
  await closed;
  assert.equal((await fetch(`${running.url}/v2.1`, { headers: { Connection: 'close' } })).status, 200);
  assert.deepEqual(running.lines, []);
});

test('requests that come at once on a connection are answered in their order', async (t) => {
  const running = await start(t);
  const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: h\r\n${more}\r\n`;
  const last = get('/nowhere', 'Connection: close\r\n');
  const { status: first, body } = await send(running, get('/v2.1/os-server-groups') + get('/v2') + last);
  const statuses = [...body.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
  assert.deepEqual([first, ...statuses], [401, '200', '404']);
});

test('a request that was refused gets no second answer when the rest of it is broken', async (t) => {
  const running = await start(t);
  const client = net.connect(Number(new URL(running.url).port), '127.0.0.1');
  let text = '';
  client.on('data', (data) => {
    text += data;
  });
  client.write('POST /v2.1/os-server-groups HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n');
  await once(client, 'data');
  client.write('no size\r\n');
  await once(client, 'close');
  assert.deepEqual(text.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 401']);
});

test('a request is answered for what it is, whatever broken bytes follow it', async (t) => {
  const running = await start(t);
  const group = JSON.stringify({ server_group: { name: 'n', policies: ['affinity'] } });
  const { status, body } = await send(
    running,
    `${HEAD}Content-Length: ${group.length}\r\n\r\n${group}broken\r\n\r\n`,
  );
  assert.equal(status, 200);
  assert.match(body, /HTTP\/1\.1 400 Bad Request/);
});

test('a connection serves on after a request that was refused for its size', async (t) => {
  const running = await start(t);
  const size = 114_689;
  const large = `${HEAD}Content-Length: ${size}\r\n\r\n${' '.repeat(size)}`;
  const answer = await send(running, `${large}GET /v2.1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`);
  assert.equal(answer.status, 413);
  assert.match(answer.body, /HTTP\/1\.1 200 OK/);
});
