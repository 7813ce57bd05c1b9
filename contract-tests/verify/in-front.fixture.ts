/** A server in front of another one, which asks that in its own way and says what comes of it in its own words. */

import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A header that is there twice stands there twice. */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

export interface Asked {
  readonly method: string;
  /** With the query, as it came. */
  readonly path: string;
  readonly headers: HeaderLines;
  /** Its body, which may never come: who does not read it answers at once. */
  read(): Promise<Buffer>;
}

/** A request with its body. */
export type Whole = Omit<Asked, 'read'> & { readonly body: Buffer };

export interface Told {
  readonly status: number;
  readonly headers: HeaderLines;
  readonly body: string;
}

export type Ask = (whole: Whole) => Promise<Told>;

/** A kind of server: what it makes of a request, given the one behind it. */
export type Kind = (asked: Asked, ask: Ask) => Promise<Told>;

const pairsOf = (raw: readonly string[]): [string, string][] =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : []));

/** The value of a header; that which stands last. */
export const headerOf = ({ headers }: { readonly headers: HeaderLines }, name: string): string | undefined =>
  headers.findLast(([each]) => each.toLowerCase() === name)?.[1];

export const without = (headers: HeaderLines, ...names: readonly string[]): HeaderLines =>
  headers.filter(([name]) => !names.includes(name.toLowerCase()));

const OF_CONNECTION = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'host',
  'expect',
  'date',
];

const asks =
  (upstream: string): Ask =>
  ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const lines = without(headers, ...OF_CONNECTION);
      const sized = body.length > 0 ? [...lines, ['Content-Length', String(body.length)] as const] : lines;
      const { hostname, port, host } = new URL(upstream);
      const request = httpRequest({
        ...{ hostname, port, path, method },
        headers: [['Host', host] as const, ...sized].flat() as unknown as Record<string, string>,
      });
      request.on('error', reject);
      request.on('response', async (answer) => {
        const body = Buffer.concat(await answer.toArray()).toString();
        const told = without(pairsOf(answer.rawHeaders), ...OF_CONNECTION);
        resolve({ status: answer.statusCode ?? 0, headers: told, body });
      });
      request.end(body);
    });

const respond = (response: ServerResponse, { status, headers, body }: Told): void => {
  const has = (name: string) => headers.some(([each]) => each.toLowerCase() === name);
  const length = String(Buffer.byteLength(body));
  const lines =
    has('content-length') || status === 204 ? headers : [...headers, ['Content-Length', length] as const];
  response.writeHead(status, lines.flat() as string[]);
  response.end(body);
};

/** Starts a server of a kind on 127.0.0.1. */
export const startInFront = async (upstream: string, kind: Kind) => {
  const ask = asks(upstream);
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', rawHeaders } = request;
    try {
      let body: Promise<Buffer> | undefined;
      const read = () => (body ??= request.toArray().then((chunks) => Buffer.concat(chunks)));
      respond(response, await kind({ method, path: url, headers: pairsOf(rawHeaders), read }, ask));
    } catch {
      response.destroy();
    }
  };
  const server = createServer(serve);
  server.on('checkExpectation', serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
