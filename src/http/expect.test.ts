/** `Expect: 100-continue`: nobody is asked for a body that is refused. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import { startApp, tokens } from '../app.fixture.ts';

const BODY = JSON.stringify({ server_group: { name: 'test', policies: ['anti-affinity'] } });

/** What the server says to a header alone, until it asks for the body or closes the connection. */
const firstWords = async (url: string, path: string, headers: string) => {
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
    if (text === 'HTTP/1.1 100 Continue\r\n\r\n') socket.write(BODY);
  });
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n${headers}\r\n`,
  );
  await once(socket, 'close');
  return text.match(/HTTP\/1\.1 \d+/g)?.map((line) => Number(line.slice(9)));
};

const LENGTH = `Content-Length: ${BODY.length}\r\n`;
const TOKEN = `X-Auth-Token: ${tokens.member}\r\n`;

const cases: readonly [what: string, path: string, headers: string, statuses: number[]][] = [
  ['a request that can be served', '/v2.1/os-server-groups', LENGTH + TOKEN, [100, 200]],
  ['one without a token', '/v2.1/os-server-groups', LENGTH, [401]],
  ['one to nowhere', '/v2.1/nowhere', LENGTH + TOKEN, [404]],
  ['one that is too large', '/v2.1/os-server-groups', `Content-Length: 200000\r\n${TOKEN}`, [413]],
];

for (const [what, path, headers, statuses] of cases) {
  test(`${what} is answered with ${statuses.join(', then ')}`, async (t) => {
    const running = await startApp();
    t.after(running.close);
    assert.deepEqual(await firstWords(running.url, path, headers), statuses);
  });
}
