/** How Keystone is reached. */

import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { reasonOf } from './secret-file.ts';

/** More connections than these would only queue up in Keystone. */
const CONNECTIONS = 32;
/** In bytes. Without its catalogue a token needs some hundred, and a hundred for each role. */
const LARGEST_ANSWER = 1_048_576;

interface Request {
  readonly method: 'GET' | 'POST';
  /** Below the URL of Keystone. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** What came as JSON; undefined where something else came. */
  readonly body: unknown;
}

export interface KeystoneHttp {
  /** Rejects with an error that says the URL and the reason, and nothing of the request, where no answer comes in time. */
  readonly call: (request: Request) => Promise<Answer>;
  readonly close: () => void;
}

interface Options {
  /** Without a slash at the end. */
  readonly url: string;
  /** The authorities to trust instead of the usual ones, as PEM. */
  readonly ca?: string | undefined;
  /** In milliseconds, for the whole call. */
  readonly timeout: number;
}

const textOf = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new Error(`its answer is larger than ${LARGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Calls Keystone over connections that are kept for the next calls. */
export const keystoneHttp = ({ url, ca, timeout }: Options): KeystoneHttp => {
  const isSecure = url.startsWith('https:');
  const options = { keepAlive: true, maxSockets: CONNECTIONS };
  const agent = isSecure ? new https.Agent({ ...options, ca }) : new http.Agent(options);
  const { request } = isSecure ? https : http;

  const attempt = async ({ method, path, headers, body }: Request, signal: AbortSignal): Promise<Answer> => {
    const sent = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const outgoing = request(`${url}${path}`, {
      agent,
      signal,
      method,
      headers: { Accept: 'application/json', ...sent, ...headers },
    });
    // Whoever reads the answer sees what goes wrong after it has begun; nobody else must, least of all the process.
    outgoing.on('error', () => {});
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    try {
      const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
      const text = await textOf(incoming);
      return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: jsonOf(text) };
    } catch (error) {
      // A kept connection may be closed by the other side just when it is used again.
      const isStale = outgoing.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(reasonOf(error));
      if (isStale && !signal.aborted)
        return attempt({ method, path, ...(headers && { headers }), body }, signal);
      throw error;
    }
  };

  return {
    call: async (asked) => {
      // AbortSignal.timeout would keep the call in memory until the time is over, long after its answer.
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), timeout);
      const { signal } = controller;
      try {
        return await attempt(asked, signal);
      } catch (error) {
        const reason = signal.aborted ? `no answer within ${timeout / 1000} s` : reasonOf(error);
        throw new Error(
          `Keystone cannot be reached at ${url} (${reason}). See that it runs, and that OSG_KEYSTONE_URL and OSG_KEYSTONE_CA are right.`,
        );
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => agent.destroy(),
  };
};
