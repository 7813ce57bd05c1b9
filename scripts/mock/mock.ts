/** The mock as an HTTP server. */

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { told } from '../../src/ecs-groups/faults.ts';
import { fault, MAX_BODY } from '../../src/faults.ts';
import type { AnyAnswer } from '../../src/http/exchange.ts';
import { commonHeaders } from '../../src/http/send.ts';
import { answerFor } from './answer.ts';
import { type Made, openViews } from './views.ts';

/** The body, or undefined if it is larger than the service takes. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return undefined;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length <= MAX_BODY) parts.push(part);
  }
  return length > MAX_BODY ? undefined : Buffer.concat(parts);
};

/** Lets pages of any origin use the mock, as Prism does. */
const corsHeaders = (request: IncomingMessage): Record<string, string> => ({
  'Access-Control-Allow-Origin': request.headers.origin ?? '*',
  'Access-Control-Allow-Headers': String(request.headers['access-control-request-headers'] ?? '*'),
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Expose-Headers': '*',
});

export interface MockOptions extends Made {
  /** 0 stands for any free one. */
  readonly port: number;
  /** The address to listen on, 127.0.0.1 if it is left out. */
  readonly host?: string;
  /** Gets a line for each request. */
  readonly log: (line: string) => void;
}

/**
 * Starts the mock.
 *
 * @throws if the port is taken, or the address is not one of this machine
 */
export const startMock = async ({
  port,
  host = '127.0.0.1',
  log,
  ...made
}: MockOptions): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const viewOf = await openViews(made);

  const answer = async (request: IncomingMessage): Promise<AnyAnswer> => {
    const { method = 'GET', headers, url = '/' } = request;
    if (method === 'OPTIONS') return { status: 204, body: undefined };
    const address = URL.parse(`http://${headers.host ?? '127.0.0.1'}${url.startsWith('/') ? url : '/'}`);
    if (address === null) return fault.malformedHttp();
    return answerFor({ method, url: address, headers, body: await readBody(request) }, viewOf);
  };

  const server = createServer(async (request, response) => {
    const answered = await answer(request).catch((error: unknown): AnyAnswer => {
      log(`The mock failed: ${error}`);
      return fault.internal();
    });
    const [path = ''] = (request.url ?? '').split('?', 1);
    const { status, headers, body } = told(path, answered);
    const id = `req-${randomUUID()}`;
    const text = body === undefined ? undefined : JSON.stringify(body);
    response.writeHead(status, {
      ...corsHeaders(request),
      ...headers,
      ...(text !== undefined && { 'Content-Type': 'application/json' }),
      // Without a length Node would send nothing in chunks. A 204 has neither (RFC 9110, section 8.6).
      ...(status !== 204 && { 'Content-Length': Buffer.byteLength(text ?? '') }),
      ...commonHeaders(id, path),
    });
    response.end(text);
    // What was not read of a body must not be taken for the next request.
    request.resume();
    const version = response.getHeader('OpenStack-API-Version') ?? '';
    log(`${request.method} ${request.url} ${status} ${version}`.trim());
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
