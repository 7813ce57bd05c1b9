/** How the mock sends what it answers itself. */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnyAnswer } from '../../src/http/exchange.ts';
import { commonHeaders } from '../../src/http/send.ts';

/** Lets pages of any origin use the mock, as Prism does. */
export const corsHeaders = (request: IncomingMessage): Record<string, string> => ({
  'Access-Control-Allow-Origin': request.headers.origin ?? '*',
  'Access-Control-Allow-Headers': String(request.headers['access-control-request-headers'] ?? '*'),
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Expose-Headers': '*',
});

/** @param path where the answer is from, without a query */
export const send = (response: ServerResponse, path: string, { status, headers, body }: AnyAnswer): void => {
  const text = body === undefined ? undefined : JSON.stringify(body);
  response.writeHead(status, {
    ...corsHeaders(response.req),
    ...headers,
    ...(text !== undefined && { 'Content-Type': 'application/json' }),
    // Without a length Node would send nothing in chunks. A 204 has neither (RFC 9110, section 8.6).
    ...(status !== 204 && { 'Content-Length': Buffer.byteLength(text ?? '') }),
    ...commonHeaders(`req-${randomUUID()}`, path),
  });
  response.end(text);
};
