/** The two calls of Keystone that the service makes, answered as a test wants it. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { inspect } from 'node:util';
import { readConfig } from '../config.ts';
import { createLogger } from '../logger.ts';
import { openKeystone } from './keystone-open.ts';

export const START = Date.parse('2030-01-01T00:00:00Z');
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const TTL = 60 * SECOND;
export const GRACE = 5 * MINUTE;

export const TOKEN = 'gAAAAAtoken-1';
export const ALICE = { user: 'u1', project: 'p1', roles: ['member'] };
export const PASSWORD = 'correct-horse';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** The answer about a token that is known, and expires at the moment. */
export const validToken = (
  expires: number,
  scope: object = { project: { id: 'p1', name: 'One' } },
): Answer => ({
  status: 200,
  body: {
    token: {
      user: { id: 'u1', name: 'alice' },
      roles: [{ id: 'r1', name: 'member' }],
      expires_at: new Date(expires).toISOString().replace('Z', '000Z'),
      ...scope,
    },
  },
});

const send = (response: ServerResponse, { status, body }: Answer, headers = {}) => {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body ?? { error: { code: status } }));
};

/** Starts it; it ends with the test. */
export const startStandIn = async (t: TestContext) => {
  const control = {
    /** What is answered about a token; 404 about all others. */
    answers: new Map<string, Answer>(),
    /** Waited for before each answer. */
    gate: Promise.resolve(),
    password: PASSWORD,
    /** The number of the service account's token that is valid; others are expired. */
    own: 0,
    /** Refuses the service account's token, though it is the newest. */
    isOwnRefused: false,
    /** Closes a connection that is used again, as a server does whose time for idle ones is over. */
    dropsReused: false,
  };
  const counts = { authentications: 0, validations: 0, dropped: 0 };
  const seen: { auth?: unknown } = {};

  const give = async (request: IncomingMessage, response: ServerResponse) => {
    counts.authentications++;
    const body = (await json(request)) as { auth: { identity: object } };
    seen.auth = body.auth;
    await control.gate;
    if (!JSON.stringify(body.auth.identity).includes(control.password))
      return send(response, { status: 401 });
    control.own++;
    return send(response, { status: 201 }, { 'X-Subject-Token': `own-${control.own}` });
  };

  const validate = async ({ headers }: IncomingMessage, response: ServerResponse) => {
    counts.validations++;
    await control.gate;
    const isOwn = headers['x-auth-token'] === `own-${control.own}` && !control.isOwnRefused;
    if (!isOwn) return send(response, { status: 401 });
    const subject = String(headers['x-subject-token']);
    const answer = subject.startsWith('own-') ? validToken(Date.now()) : control.answers.get(subject);
    return send(response, answer ?? { status: 404 });
  };

  const used = new WeakSet<object>();
  const server = createServer((request, response) => {
    const { method, url = '', socket } = request;
    if (control.dropsReused && used.has(socket)) {
      counts.dropped++;
      socket.destroy();
      return;
    }
    used.add(socket);
    if (method === 'POST' && url === '/v3/auth/tokens') give(request, response);
    else if (method === 'GET' && url === '/v3/auth/tokens?nocatalog') validate(request, response);
    else send(response, { status: 500 });
  });
  const start = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    if (server.listening) await once(server, 'close');
  };
  await start(0);
  const { port } = server.address() as AddressInfo;
  t.after(stop);
  return { url: `http://127.0.0.1:${port}`, control, counts, seen, stop, start: () => start(port) };
};

/** A Keystone that knows one token for an hour, the identity on it, and a clock that the test moves. */
export const setUp = async (
  t: TestContext,
  settings: Readonly<Record<string, string>> = {},
  options: Pick<NonNullable<Parameters<typeof openKeystone>[2]>, 'observer'> = {},
) => {
  const keystone = await startStandIn(t);
  keystone.control.answers.set(TOKEN, validToken(START + HOUR));
  const clock = { now: START };
  const lines: string[] = [];
  const log = createLogger(
    { level: 'trace', format: 'json' },
    { write: (line: string) => void lines.push(line) },
  );
  const config = readConfig({
    OSG_AUTH: 'keystone',
    OSG_KEYSTONE_URL: keystone.url,
    OSG_KEYSTONE_USERNAME: 'groups',
    OSG_KEYSTONE_PASSWORD: PASSWORD,
    OSG_KEYSTONE_TTL: `${TTL / SECOND}`,
    ...settings,
  });
  const identity = openKeystone(config, log, { now: () => clock.now, ...options });
  const hasNoSecret = (text: string) => assert.doesNotMatch(text, /own-\d|correct-horse|gAAAAA/);
  t.after(async () => {
    await identity.close();
    hasNoSecret(lines.join(''));
  });
  const who = async (token: string = TOKEN) => identity.authenticate(token, undefined);
  const rejects = (message: RegExp, token?: string) =>
    assert.rejects(who(token), (error: Error) => {
      hasNoSecret(inspect(error, { showHidden: true, depth: 9 }));
      assert.match(error.message, message);
      return true;
    });
  return { keystone, clock, lines, identity, who, rejects };
};
