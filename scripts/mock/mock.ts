/** The mock as an HTTP server. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { told } from '../../src/ecs-groups/faults.ts';
import { fault, MAX_BODY } from '../../src/faults.ts';
import type { AnyAnswer } from '../../src/http/exchange.ts';
import { answerFor } from './answer.ts';
import { giveBack, MOCKED, openBeside, type Passed } from './beside.ts';
import { corsHeaders, send } from './send.ts';
import { type Made, openViews } from './views.ts';

type Request = IncomingMessage;
type Body = Buffer | undefined;

/** The path with its query; a request line may hold a whole URL instead, or `*` (RFC 9112, section 3.2). */
const targetOf = ({ url = '' }: Request): string => url.replace(/^(?:[a-z]+:\/\/[^/?]*|\*)?\/?/i, '/');

/** A browser asks before it sends what a page wants to send; the mock lets all through. */
const isPreflight = ({ method, headers }: Request): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;

/** The body, or undefined if it is larger than the service takes. */
const readBody = async (request: Request): Promise<Body> => {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return undefined;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length <= MAX_BODY) parts.push(part);
  }
  return length > MAX_BODY ? undefined : Buffer.concat(parts);
};

export interface MockOptions extends Made {
  /** 0 stands for any free one. */
  readonly port: number;
  /** The address to listen on, 127.0.0.1 if it is left out. */
  readonly host?: string;
  /** The URL of a server that is asked first: only what that answers with 501 is mocked. */
  readonly beside?: string;
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
  beside,
  log,
  ...made
}: MockOptions): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const viewOf = await openViews(made);
  const askServer = beside === undefined ? undefined : openBeside(beside);

  const mocked = async (
    { method = 'GET', headers }: Request,
    path: string,
    body: Body,
  ): Promise<AnyAnswer> => {
    if (method === 'OPTIONS') return { status: 204, body: undefined };
    const url = URL.parse(`http://${headers.host ?? '127.0.0.1'}${path}`);
    if (url === null) return fault.malformedHttp();
    return answerFor({ method, url, headers, body }, viewOf);
  };

  const answer = async (request: Request, path: string, gone: AbortSignal): Promise<AnyAnswer | Passed> => {
    const body = await readBody(request);
    if (askServer === undefined || body === undefined || isPreflight(request)) {
      return mocked(request, path, body);
    }
    const passed = await askServer({ request, path, body, gone }).catch((error: Error) => log(error.message));
    if (passed === undefined) return fault.unavailable();
    if (passed.incoming.statusCode !== 501) return passed;
    const instead = await mocked(request, path, body);
    return { ...instead, headers: { ...instead.headers, ...MOCKED } };
  };

  /** Answers the request, and returns what the log says of the answer. */
  const serve = async (request: Request, response: ServerResponse): Promise<string> => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const target = targetOf(request);
    const answered = await answer(request, target, gone.signal).catch((error: unknown): AnyAnswer => {
      log(`The mock failed: ${error}`);
      return fault.internal();
    });
    if ('incoming' in answered) {
      const { statusCode, headers } = answered.incoming;
      // A page may read what the mock gives it, whatever the server thinks of its origin; other clients see what came.
      giveBack(response, answered, request.headers.origin === undefined ? {} : corsHeaders(request));
      return `${statusCode} ${headers['openstack-api-version'] ?? ''}`;
    }
    const [path = ''] = target.split('?', 1);
    const given = told(path, answered);
    send(response, path, given);
    const { 'OpenStack-API-Version': version = '', 'X-Mocked': isMocked } = given.headers ?? {};
    return `${given.status} ${version} ${isMocked ? '(mocked, since the server answered 501)' : ''}`;
  };

  const server = createServer(async (request, response) => {
    const said = await serve(request, response).catch((error: unknown) => {
      response.destroy();
      return `- The answer cannot be sent: ${error}`;
    });
    // What was not read of a body must not be taken for the next request.
    request.resume();
    log(`${request.method} ${request.url} ${said}`.replaceAll(/ +/g, ' ').trim());
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
