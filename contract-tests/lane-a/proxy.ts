/** Prism's validating proxy: it says of what a server answers through it where that is not as the view says. */

import { createLogger } from '@stoplight/prism-core';
import { getHttpOperationsFromSpec, ProblemJsonError } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';
import type { Real } from '../hooks/hooks.ts';

const NOT_IMPLEMENTED = new ProblemJsonError(
  'NOT_IMPLEMENTED',
  'Not implemented',
  501,
  'the server answers 501: it does not have the operation',
);

/** Starts a proxy on 127.0.0.1 that holds the answers of `upstream` against the document in `file`. */
export const startProxy = async (
  file: string,
  upstream: string,
): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const server = createServer(await getHttpOperationsFromSpec(file), {
    components: {
      logger: createLogger('prism', { level: 'silent' }),
      // What a server answers with 501, Prism would answer with an example, as if all were well.
      mock: () => () => ({ _tag: 'Left', left: NOT_IMPLEMENTED }),
    },
    cors: false,
    config: {
      isProxy: true,
      upstream: new URL(upstream),
      // It would put a problem in the place of the answer, whose status is to be known.
      errors: false,
      validateResponse: true,
      // Wrong requests are meant to reach the server; Prism would answer them itself.
      validateRequest: false,
      checkSecurity: false,
      upstreamProxy: undefined,
      mock: { dynamic: false },
    },
  });
  return { url: await server.listen(0, '127.0.0.1'), close: () => server.close() };
};

/**
 * Keeps the proxy of a document until that of another is asked for, since to start one and to let it compile its schemas
 * takes a second.
 */
export const keepProxy = (upstream: string) => {
  let kept: { readonly file: string; readonly url: string; close(): Promise<void> } | undefined;
  const close = async () => {
    const last = kept;
    kept = undefined;
    await last?.close();
  };
  return {
    /** The URL of a proxy for a document. */
    of: async (file: string): Promise<string> => {
      if (kept?.file !== file) {
        await close();
        kept = { file, ...(await startProxy(file, upstream)) };
      }
      return kept.url;
    },
    [Symbol.asyncDispose]: close,
  };
};

interface Violation {
  readonly location: readonly string[];
  readonly message: string;
}

/** `response.body.server_group.members: must be array`; Prism says the place again in its message. */
const lineOf = ({ location, message }: Violation): string =>
  `${location.join('.')}: ${message.replace(/^Response (body|header)( (property|parameter) \S+)? /, '')}`;

interface Problem {
  readonly title: string;
  readonly detail: string;
  readonly validation?: readonly Violation[];
}

const problemIn = ({ headers, body = '' }: Real): Problem | undefined =>
  headers['content-type']?.startsWith('application/problem+json') ? JSON.parse(body) : undefined;

/** Why the proxy got no answer from the server; undefined where it got one. */
export const silenceBehind = (real: Real): string | undefined =>
  /^request to .* failed, reason: (.*)$/s.exec(problemIn(real)?.title ?? '')?.[1];

/** What the proxy objects to, a line each; none where the answer is as the view says. */
export const objections = (real: Real): string[] => {
  const { headers, statusCode } = real;
  const silence = silenceBehind(real);
  if (silence !== undefined) return [`there is no answer (${silence})`];
  const problem = problemIn(real);
  if (problem !== undefined) {
    return problem.validation?.map(lineOf) ?? [`${problem.title}: ${problem.detail}`];
  }
  const violations: Violation[] = JSON.parse(headers['sl-violations'] ?? '[]');
  return violations.map((violation) => {
    const isOfStatus = violation.location.at(-1) === 'statusCode';
    return isOfStatus ? `${lineOf(violation)}; it is ${statusCode}` : lineOf(violation);
  });
};
