/** The HTTP server around the app: what Node refuses before Express sees it, and how it ends. */

import { randomUUID } from 'node:crypto';
import { createServer, IncomingMessage, type Server, ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Express } from 'express';
import { fault, MAX_HEADER } from '../faults.ts';
import type { AnyAnswer } from './exchange.ts';
import { requestIdHeaders } from './send.ts';

/** A whole request must arrive within this time. */
const REQUEST_TIMEOUT = 60_000;
/** Longer than the usual 60 s of proxies, so that they, not we, close a connection that they may want to use. */
const KEEP_ALIVE = 65_000;
/** A connection that has been quiet for so long while the service ends is not about to bring a request. */
const QUIET = 500;

/** What Node's parser reports, as a fault. */
const faults: Readonly<Record<string, () => AnyAnswer>> = {
  ERR_HTTP_REQUEST_TIMEOUT: fault.timeout,
  HPE_HEADER_OVERFLOW: fault.headerTooLarge,
};

const write = (socket: Duplex, { status, body }: AnyAnswer): void => {
  const text = JSON.stringify(body);
  const headers = {
    'Content-Type': 'application/json; charset=UTF-8',
    'Content-Length': Buffer.byteLength(text),
    Connection: 'close',
    ...requestIdHeaders(`req-${randomUUID()}`),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${text}`);
};

/**
 * Express sets the prototype of each request and response, which costs more than all else that it does; objects that are
 * born with it are left as they are.
 */
const classesOf = (app: Express) => {
  class Request extends IncomingMessage {}
  class Response<Message extends IncomingMessage> extends ServerResponse<Message> {}
  Object.setPrototypeOf(app.request, IncomingMessage.prototype);
  Object.setPrototypeOf(app.response, ServerResponse.prototype);
  Object.setPrototypeOf(Request.prototype, app.request);
  Object.setPrototypeOf(Response.prototype, app.response);
  return { IncomingMessage: Request, ServerResponse: Response };
};

export interface Service {
  readonly server: Server;
  /** Where it listens, such as `http://127.0.0.1:8774`. Rejects when it cannot. */
  listen(host: string, port: number): Promise<string>;
  /** Stops listening, answers what has arrived, and resolves when every connection is closed; at last after `seconds`. */
  drain(seconds: number): Promise<void>;
}

export const createService = (app: Express): Service => {
  const options = {
    ...classesOf(app),
    maxHeaderSize: MAX_HEADER,
    requestTimeout: REQUEST_TIMEOUT,
    headersTimeout: REQUEST_TIMEOUT,
    keepAliveTimeout: KEEP_ALIVE,
  };
  const server = createServer(options as never, app);
  /** Connection → when it was last busy; undefined while it is. */
  const connections = new Map<Duplex, number | undefined>();
  let isDraining = false;

  server.on('connection', (socket) => {
    connections.set(socket, Date.now());
    socket.once('close', () => connections.delete(socket));
  });
  server.prependListener('request', ({ socket }, response) => {
    connections.set(socket, undefined);
    if (isDraining) response.setHeader('Connection', 'close');
    response.once('close', () => {
      if (connections.has(socket)) connections.set(socket, Date.now());
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else write(socket, (faults[error.code ?? ''] ?? fault.malformedHttp)());
  });
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    const { status, body } = fault.expectationFailed();
    response.writeHead(status, {
      'Content-Type': 'application/json; charset=UTF-8',
      ...requestIdHeaders(`req-${randomUUID()}`),
    });
    response.end(JSON.stringify(body));
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
    drain: (seconds) =>
      new Promise((resolve) => {
        isDraining = true;
        const end = Date.now() + seconds * 1000;
        const closeQuiet = () => {
          const now = Date.now();
          for (const [socket, since] of connections) {
            if (now >= end || (since !== undefined && now - since >= QUIET)) socket.destroy();
          }
        };
        const timer = setInterval(closeQuiet, 50);
        // The server's own close() would cut connections on which a request is just arriving.
        Object.getPrototypeOf(Object.getPrototypeOf(server)).close.call(server, () => {
          clearInterval(timer);
          resolve();
        });
      }),
  };
};
