/** Cross-origin requests of browsers, from configured origins alone (the Fetch standard, "HTTP CORS protocol"). */

import type { IncomingMessage } from 'node:http';

type Headers = Record<string, string | string[] | number>;

const EXPOSED = [
  'OpenStack-API-Version',
  'X-OpenStack-Nova-API-Version',
  'X-OpenStack-Request-Id',
  'X-Compute-Request-Id',
  'X-Request-Id',
  'Retry-After',
  'Deprecation',
  'Sunset',
];
const ALLOWED = [
  'Content-Type',
  'Idempotency-Key',
  'OpenStack-API-Version',
  'X-Auth-Token',
  'X-OpenStack-Nova-API-Version',
];

/** The headers to add to an answer that has `headers` already; none for an origin that is not in the list. */
export const corsHeaders = (
  { headers: { origin }, method }: IncomingMessage,
  headers: Headers,
  origins: readonly string[],
): Headers => {
  if (origins.length === 0) return {};
  const vary = { Vary: [headers.Vary ?? [], 'Origin'].flat().map(String) };
  if (origin === undefined || !origins.includes(origin)) return vary;
  const preflight =
    method === 'OPTIONS'
      ? {
          'Access-Control-Allow-Methods': String(headers.Allow ?? ''),
          'Access-Control-Allow-Headers': ALLOWED.join(', '),
        }
      : {};
  return {
    ...vary,
    ...preflight,
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': EXPOSED.join(', '),
  };
};
