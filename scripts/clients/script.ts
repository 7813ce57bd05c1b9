/** A server that plays the answers it was given, one after the other, and records what it was asked. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Json } from '../generate/document.ts';

/**
 * An answer. `drop` closes the connection without one, `hang` never sends one; `cut` closes the connection in the middle of the
 * body, and `stall` sends no more from there on.
 */
export interface Answer {
  readonly status?: number;
  /** `$date+2` stands for the time two seconds from now, as in HTTP; `$elsewhere` for a server at another address. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: Json;
  readonly how?: 'drop' | 'hang' | 'cut' | 'stall';
}

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  /** When it came, in milliseconds. */
  readonly at: number;
}

export interface ScriptedServer {
  readonly url: string;
  readonly seen: readonly Seen[];
  close(): Promise<void>;
}

const parsed = (body: string): Json => {
  try {
    return body === '' ? null : JSON.parse(body);
  } catch {
    return body;
  }
};

const record = async (request: IncomingMessage): Promise<Seen> => {
  const at = performance.now();
  const [path = '', query] = (request.url ?? '').split('?', 2);
  return {
    method: request.method ?? '',
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: parsed(await text(request)),
    at,
  };
};

const play = (
  { status = 200, headers = {}, body, how }: Answer,
  response: ServerResponse,
  elsewhere: string,
) => {
  if (how === 'hang') return;
  if (how === 'drop') {
    response.destroy();
    return;
  }
  const payload = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const filled = Object.entries(headers).map(([name, value]) => [
    name,
    value
      .replace('$elsewhere', elsewhere)
      .replace(/\$date\+(\d+)/, (_, seconds) => new Date(Date.now() + seconds * 1000).toUTCString()),
  ]);
  response.writeHead(status, {
    // So that no client sees in a connection that was closed what it was not told.
    Connection: 'close',
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(status !== 204 && { 'Content-Length': Buffer.byteLength(payload) }),
    ...Object.fromEntries(filled),
  });
  if (how === undefined) {
    response.end(payload);
    return;
  }
  response.write(payload.slice(0, payload.length / 2), () => {
    if (how === 'cut') response.destroy();
  });
};

const NO_MORE: Answer = { status: 418, body: 'The script has no answer to another request.' };

/**
 * Starts it on 127.0.0.1.
 *
 * @param elsewhere the address that redirects lead to
 */
export const startScript = async (answers: readonly Answer[], elsewhere = ''): Promise<ScriptedServer> => {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const asked = await record(request);
    play(answers[seen.push(asked) - 1] ?? NO_MORE, response, elsewhere);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
