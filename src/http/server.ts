/** The HTTP server around the app: what Node refuses before Express sees it, and how it ends. */

import { randomUUID } from 'node:crypto';
import { createServer, IncomingMessage, type Server, ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Express } from 'express';
import { told } from '../ecs-groups/faults.ts';
import { fault, MAX_HEADER } from '../faults.ts';
import { watchConnections } from './drain.ts';
import type { AnyAnswer } from './exchange.ts';
import { commonHeaders } from './send.ts';

/** In milliseconds: a whole request must arrive within this time, and how often that is looked at. */
const TIMEOUTS = { requestTimeout: 60_000, connectionsCheckingInterval: 30_000 };
/** Longer than the usual 60 s of proxies, so that they, not we, close a connection that they may want to use. */
const KEEP_ALIVE = 65_000;

/** What Node's parser reports, as a fault. */
const faults: Readonly<Record<string, () => AnyAnswer>> = {
  ERR_HTTP_REQUEST_TIMEOUT: fault.timeout,
  HPE_HEADER_OVERFLOW: fault.headerTooLarge,
};

/** In milliseconds: a client that is still sending when it is refused gets so much time to read why. */
const LINGER = 1000;

/**
 * Closing a connection on which bytes lie unread would reset it, and take the answer away from the client. So it is closed
 * in one direction, and bytes are taken, and thrown away, for a while.
 */
const hangUp = (socket: Duplex, lastWords = ''): void => {
  socket.end(lastWords);
  const timer = setTimeout(() => socket.destroy(), LINGER);
  socket.once('close', () => clearTimeout(timer));
};

const write = (socket: Duplex, { status, body }: AnyAnswer): void => {
  const text = JSON.stringify(body);
  const headers = {
    'Content-Type': 'application/json; charset=UTF-8',
    'Content-Length': Buffer.byteLength(text),
    Connection: 'close',
    ...commonHeaders(`req-${randomUUID()}`),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  hangUp(socket, `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${text}`);
};

/**
 * Refuses what has broken on a connection. Each request gets one answer, and each answer comes after those before it: a
 * proxy, and a client that has sent several requests, takes them in that order.
 *
 * @param last the answer to the last request whose header has arrived, if there was one
 */
const refuse = (socket: Duplex, answer: AnyAnswer, last: ServerResponse | undefined): void => {
  // It was refused before the rest of it came, and it is the rest that has broken.
  if (last?.writableEnded && !last.req.complete) hangUp(socket);
  else if (last?.req.complete && !last.writableFinished) {
    last.once('close', () => socket.writable && write(socket, answer));
  } else write(socket, answer);
};

type Constructor = (this: unknown, ...args: unknown[]) => void;

/** A constructor like Node's own, whose objects have Express's prototype from birth. */
const born = (base: unknown, prototype: object) => {
  const create: Constructor = function (...args) {
    (base as Constructor).apply(this, args);
  };
  create.prototype = prototype;
  return create;
};

/**
 * Express sets the prototype of each request and response, which costs more than all else that it does; where the
 * prototype is in place already, that costs nothing.
 */
const classesOf = (app: Express) => ({
  IncomingMessage: born(IncomingMessage, app.request),
  ServerResponse: born(ServerResponse, app.response),
});

/**
 * A request line may hold a whole URL, perhaps without a path, or `*` for the server (RFC 9112, section 3.2). Express itself
 * would answer where it finds no path, so every target becomes one.
 */
const pathOf = (target: string) =>
  target.startsWith('/') ? target : target.replace(/^(?:[a-z]+:\/\/[^/?]*|\*)?\/?/i, '/');

export interface Service {
  readonly server: Server;
  /** Where it listens, such as `http://127.0.0.1:8774`. Rejects when it cannot. */
  listen(host: string, port: number): Promise<string>;
  /** Stops listening, answers what has arrived, and resolves when every connection is closed. */
  readonly drain: (seconds: number) => Promise<void>;
}

/** @param timeouts other ones than usual, for tests */
export const createService = (app: Express, timeouts: typeof TIMEOUTS = TIMEOUTS): Service => {
  const options = {
    ...classesOf(app),
    maxHeaderSize: MAX_HEADER,
    // Node would refuse a request without a host in its own words.
    requireHostHeader: false,
    ...timeouts,
    headersTimeout: timeouts.requestTimeout,
    keepAliveTimeout: KEEP_ALIVE,
  };
  const answers = new WeakMap<Duplex, ServerResponse>();
  const server = createServer(options as never, (request, response) => {
    answers.set(request.socket, response);
    request.url = pathOf(request.url ?? '');
    app(request as never, response as never);
  });
  const drain = watchConnections(server);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET') socket.destroy();
    // What comes after the answer is an error once more.
    else if (socket.writable) {
      refuse(socket, (faults[error.code ?? ''] ?? fault.malformedHttp)(), answers.get(socket));
    }
  });
  // Without a listener, Node would hang up.
  server.on('connect', (_request, socket) => {
    socket.on('error', () => socket.destroy());
    write(socket, fault.malformedHttp());
  });
  // Node would invite the client to send its body before anyone has looked at the rest (RFC 9110, section 10.1.1).
  server.on('checkContinue', (request, response) => server.emit('request', request, response));
  server.on('checkExpectation', (request, response: ServerResponse) => {
    const [path = ''] = pathOf(request.url ?? '').split('?', 1);
    const { status, body } = told(path, fault.expectationFailed());
    const text = JSON.stringify(body);
    response.writeHead(status, {
      'Content-Type': 'application/json; charset=UTF-8',
      'Content-Length': Buffer.byteLength(text),
      ...commonHeaders(`req-${randomUUID()}`, path),
    });
    response.end(text);
  });

  return {
    server,
    listen: (host, port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          const address = server.address();
          const bound = typeof address === 'object' && address !== null ? address.port : port;
          resolve(`http://${host.includes(':') ? `[${host}]` : host}:${bound}`);
        });
      }),
    drain,
  };
};
