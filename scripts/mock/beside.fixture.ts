/** A mock with a server beside it that answers as a test wants it, and a client that leaves everything as it is. */

import { once } from 'node:events';
import http, { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { startMock } from './mock.ts';

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** Sends a request, and reads the answer as it is on the wire. Rejects where none comes. */
export const ask = async (url: string, { path = '/', body, ...options }: Sent) => {
  const outgoing = http.request(url, { ...options, path, agent: false });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const { statusCode, statusMessage, headers, rawHeaders } = incoming;
  return { status: statusCode, reason: statusMessage, headers, rawHeaders, bytes: await buffer(incoming) };
};

/** What differs from answer to answer, or is of the connection alone. */
const PASSING = /^(?:date|connection|keep-alive|transfer-encoding|via|host|x-.*request-id)$/i;

/** Lines such as `Content-Type: text/plain`, but for those that differ each time. */
export const linesOf = (rawHeaders: readonly string[]): string[] =>
  rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && !PASSING.test(name) ? [`${name}: ${rawHeaders[index + 1]}`] : [],
  );

/**
 * Starts both; what has happened so far is forgotten whenever the server is told how to answer.
 *
 * @param path what the URL of the server has after its address
 */
export const startBeside = async (path = '') => {
  let listener: RequestListener = (_, response) => response.end();
  const server = createServer((request, response) => listener(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const log: string[] = [];
  const mock = await startMock({ port: 0, beside: url + path, log: (line) => void log.push(line) });
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return {
    url,
    mock,
    /** The lines that the mock has logged. */
    log,
    answer: (next: RequestListener) => {
      log.length = 0;
      listener = next;
    },
    /** Ends the server alone. */
    stop,
    close: async () => {
      await mock.close();
      stop();
    },
  };
};
