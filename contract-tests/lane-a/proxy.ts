/** Prism's validating proxy: what a server answers through it is as the view says, or becomes a problem. */

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
      errors: true,
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

interface Violation {
  readonly location: readonly string[];
  readonly message: string;
}

/** `response.body.server_group.members: must be array`; Prism says the place again in its message. */
const lineOf = ({ location, message }: Violation): string =>
  `${location.join('.')}: ${message.replace(/^Response (body|header)( (property|parameter) \S+)? /, '')}`;

/** What the proxy objects to, a line each; none where the answer is as the view says. */
export const objections = ({ headers, statusCode, body = '' }: Real): string[] => {
  if (headers['content-type']?.startsWith('application/problem+json')) {
    const { title, detail, validation } = JSON.parse(body);
    return validation?.map(lineOf) ?? [`${title}: ${detail}`];
  }
  // Of a status below 200 or above 299 that is not documented Prism only warns, in this header.
  const violations: Violation[] = JSON.parse(headers['sl-violations'] ?? '[]');
  return violations.map((violation) => `${lineOf(violation)}; it is ${statusCode}`);
};
