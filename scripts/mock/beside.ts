/** The server beside the mock: it is asked first, and the mock fills in what it does not have yet. */

import { randomUUID } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { reasonOf } from '../../src/identity/secret-file.ts';

/** What an answer carries that the mock gives in the place of a 501. */
export const MOCKED = { 'X-Mocked': '501' } as const;

/** What the server has answered, and all of its body. */
export type Passed = Readonly<{ incoming: IncomingMessage; bytes: Buffer }>;

interface Asked {
  readonly request: IncomingMessage;
  /** With the query, as it came. */
  readonly path: string;
  readonly body: Buffer;
  /** The client does not wait any longer. */
  readonly gone: AbortSignal;
}

/** What is for one connection alone (RFC 9110, section 7.6.1); trailers are not passed on either. */
const HOP_BY_HOP =
  /^(?:connection|keep-alive|proxy-(?:authenticate|authorization|connection)|te|trailer|transfer-encoding|upgrade)$/i;

/** Names and values in turn, spelt and ordered as they came, but for those of the connection and those that are replaced. */
const passedOn = ({ rawHeaders, headers }: IncomingMessage, replaced: readonly string[]): string[] => {
  const named = [...(headers.connection?.split(/[\s,]+/) ?? []), ...replaced];
  const left = new Set(named.map((name) => name.toLowerCase()));
  const isLeft = (name = '') => HOP_BY_HOP.test(name) || left.has(name.toLowerCase());
  return rawHeaders.filter((_, index) => !isLeft(rawHeaders[index - (index % 2)]));
};

/** Node would send an empty body in chunks where nothing says that there is none. */
const lengthOf = ({ method = '' }: IncomingMessage, { length }: Buffer): string[] =>
  length === 0 && /^(?:GET|HEAD|DELETE|OPTIONS)$/.test(method) ? [] : ['Content-Length', String(length)];

/**
 * Makes the function that asks the server at a URL, which may have a path. A redirect is an answer like any other.
 * Where no whole answer comes, it rejects with an error that says the URL and the reason.
 */
export const openBeside = (url: string): ((asked: Asked) => Promise<Passed>) => {
  const base = new URL(url);
  const { request: send } = base.protocol === 'https:' ? https : http;
  // Whoever finds its own name there has been asked by itself (RFC 9110, section 7.6.3).
  const name = `mock-${randomUUID()}`;

  const ask = async ({ request, path, body, gone }: Asked): Promise<Passed> => {
    if (request.headers.via?.includes(name)) throw new Error('it is this mock itself');
    const outgoing = send(base, {
      // A connection that is kept may be closed by the server just when it is used again.
      agent: false,
      signal: gone,
      method: request.method ?? 'GET',
      path: base.pathname.replace(/\/+$/, '') + path,
      headers: [
        ...['Host', base.host],
        ...passedOn(request, ['Host', 'Content-Length']),
        ...['Via', `1.1 ${name}`],
        ...lengthOf(request, body),
      ],
    });
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.on('response', resolve).on('error', reject);
      // A server that wants to speak another protocol is hung up on without an error.
      outgoing.on('close', () => reject(new Error('it hung up without an answer')));
      outgoing.end(body);
    });
    return { incoming, bytes: Buffer.concat(await incoming.toArray()) };
  };

  return (asked) =>
    ask(asked).catch((error: unknown) => {
      const reason = asked.gone.aborted ? 'the client did not wait for it' : reasonOf(error);
      throw new Error(`No answer of ${url} (${reason}). See that it runs, and that --beside is right.`);
    });
};

/** Gives the answer of the server back as it came, with headers of our own in the place of those of the same name. */
export const giveBack = (
  response: ServerResponse,
  { incoming, bytes }: Passed,
  own: Readonly<Record<string, string>>,
): void => {
  const headers = [...passedOn(incoming, Object.keys(own)), ...Object.entries(own).flat()];
  response.writeHead(incoming.statusCode ?? 0, incoming.statusMessage, headers).end(bytes);
};
