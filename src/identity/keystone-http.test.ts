import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import { inspect } from 'node:util';
import { keystoneHttp } from './keystone-http.ts';

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

const begin: Behaviour = (_, response) => {
  response.writeHead(200);
  response.write('{"token": "');
};

const BROKEN: readonly [what: string, behave: Behaviour, reason: RegExp][] = [
  ['says nothing', () => {}, /\(no answer within 0\.2 s\)/],
  ['stops within its answer', begin, /\(no answer within 0\.2 s\)/],
  [
    'breaks off its answer',
    (request, response) => {
      begin(request, response);
      response.write('x', () => request.socket.resetAndDestroy());
    },
    /\(ECONNRESET\)/,
  ],
  ['speaks no HTTP', ({ socket }) => void socket.end('SSH-2.0-x\r\n\r\n'), /\(HPE_/],
];

for (const [what, behave, reason] of BROKEN) {
  test(`a Keystone that ${what} gives an error with URL and reason, without what was sent`, async (t) => {
    const server = createServer(behave).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { call, close } = keystoneHttp({ url, timeout: 200 });
    t.after(() => {
      close();
      server.closeAllConnections();
      server.close();
    });
    const answer = call({
      name: 'validate',
      method: 'POST',
      path: '/',
      headers: { 'X-Auth-Token': 'hunter2' },
      body: 'hunter2',
    });
    await assert.rejects(answer, (error: Error) => {
      assert.match(error.message, reason);
      assert.ok(error.message.startsWith(`Keystone cannot be reached at ${url} (`), error.message);
      assert.doesNotMatch(inspect(error, { showHidden: true, depth: 9 }), /hunter2/);
      return true;
    });
  });
}
