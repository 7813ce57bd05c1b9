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
  /** What it is for, in a word. */
  readonly name: string;
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

/** Who counts what Keystone is asked. */
export interface KeystoneObserver {
  /** A call is over, after so many milliseconds; without a status there was no answer. */
  readonly asked: (name: string, status: number | undefined, ms: number) => void;
  /** Takes a function that tells how many calls wait for a connection. */
  readonly watch: (waiting: () => number) => void;
}

export const UNOBSERVED: KeystoneObserver = { asked: () => {}, watch: () => {} };

interface Options {
  /** Without a slash at the end. */
  readonly url: string;
  /** The authorities to trust instead of the usual ones, as PEM. */
  readonly ca?: string | undefined;
  /** In milliseconds, for the whole call. */
  readonly timeout: number;
  readonly observer?: KeystoneObserver | undefined;
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

const lengthOf = (queues: NodeJS.ReadOnlyDict<readonly unknown[]>): number =>
  Object.values(queues).reduce((all, queue) => all + (queue?.length ?? 0), 0);

/** Calls Keystone over connections that are kept for the next calls. */
export const keystoneHttp = ({ url, ca, timeout, observer = UNOBSERVED }: Options): KeystoneHttp => {
  const isSecure = url.startsWith('https:');
  const options = { keepAlive: true, maxSockets: CONNECTIONS };
  const agent = isSecure ? new https.Agent({ ...options, ca }) : new http.Agent(options);
  const { request } = isSecure ? https : http;
  observer.watch(() => lengthOf(agent.requests));

  const attempt = async (asked: Request, signal: AbortSignal): Promise<Answer> => {
    const { method, path, headers, body } = asked;
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
      if (isStale && !signal.aborted) return attempt(asked, signal);
      throw error;
    }
  };

  return {
    call: async (asked) => {
      // AbortSignal.timeout would keep the call in memory until the time is over, long after its answer.
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), timeout);
      const { signal } = controller;
      const started = performance.now();
      let status: number | undefined;
      try {
        const answer = await attempt(asked, signal);
        status = answer.status;
        return answer;
      } catch (error) {
        const reason = signal.aborted ? `no answer within ${timeout / 1000} s` : reasonOf(error);
        throw new Error(
          `Keystone cannot be reached at ${url} (${reason}). See that it runs, and that OSG_KEYSTONE_URL and OSG_KEYSTONE_CA are right.`,
        );
      } finally {
        clearTimeout(timer);
        observer.asked(asked.name, status, performance.now() - started);
      }
    },
    close: () => agent.destroy(),
  };
};
