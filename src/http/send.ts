/** The one place that writes a response. */

import type { ServerResponse } from 'node:http';
import type { Route } from '../../generated/routes.ts';
import { isBelowV1, told } from '../ecs-groups/faults.ts';
import { fault } from '../faults.ts';
import { isApiRoute } from '../operational/routes.ts';
import { isPublic } from './authenticate.ts';
import { corsHeaders } from './cors.ts';
import type { AnyAnswer, Exchange, World } from './exchange.ts';
import { operationOf } from './handle.ts';
import { typeFor } from './media-type.ts';
import type { Row } from './router.ts';

type Headers = Record<string, string | string[] | number>;

const JSON_OF_FAULT = 'application/json; charset=UTF-8';

/**
 * What every answer carries. Without the first a browser might take an answer for a page or a script, whatever its
 * Content-Type says. Clients of the API below `/v1` look for the id of the request under a name of their own.
 */
export const commonHeaders = (id: string, path = ''): Headers => ({
  'X-Content-Type-Options': 'nosniff',
  'x-openstack-request-id': id,
  'x-compute-request-id': id,
  ...(isBelowV1(path) ? { 'X-Request-Id': id } : {}),
});

const versionHeaders = (version: string): Headers => ({
  'OpenStack-API-Version': `compute ${version}`,
  'X-OpenStack-Nova-API-Version': version,
  Vary: ['OpenStack-API-Version', 'X-OpenStack-Nova-API-Version'],
});

/** What depends on the token, a cache may not keep: that `X-Auth-Token` tells callers apart, it does not know. */
const cacheHeaders = (row: Row | undefined): Headers =>
  row !== undefined && isPublic(row) ? {} : { 'Cache-Control': 'no-store' };

const deprecationHeaders = (row: Row | undefined): Route['deprecation'] =>
  row !== undefined && isApiRoute(row) ? row.deprecation : undefined;

/** The path as the spec has it, which a client may spell with escapes; as it came, where it leads nowhere. */
const pathOf = ({ path, target }: Exchange): string => Object.values(target?.rows ?? {})[0]?.path ?? path;

const headersOf = (exchange: Exchange, { status, headers, body }: AnyAnswer): Headers => ({
  ...(body === undefined ? {} : { 'Content-Type': status < 400 ? typeFor(exchange.request) : JSON_OF_FAULT }),
  ...commonHeaders(exchange.id, pathOf(exchange)),
  ...cacheHeaders(exchange.row),
  ...deprecationHeaders(exchange.row),
  ...(exchange.echo === undefined ? {} : versionHeaders(exchange.echo)),
  ...headers,
});

/** What is wrong with the answer, according to the view; nothing where no operation of the API was reached. */
const violations = (
  exchange: Exchange,
  { status, body }: AnyAnswer,
  headers: Headers,
  world: World,
): string[] => {
  const { row } = exchange;
  if (row === undefined || !isApiRoute(row)) return [];
  const version = exchange.version ?? row.versions.last ?? row.versions.first ?? world.newest;
  return world.views.violations(version, operationOf(row), { status, headers, body });
};

/** Sends an answer; in place of one that is not as the spec says, where such are refused, the fault of a failed service. */
export const send = (
  exchange: Exchange,
  outcome: AnyAnswer,
  response: ServerResponse,
  world: World,
): number => {
  const answer = told(pathOf(exchange), outcome);
  const headers = headersOf(exchange, answer);
  const wrong = world.checkResponses === 'off' ? [] : violations(exchange, answer, headers, world);
  if (wrong.length > 0) {
    world.log.error({ violations: wrong, id: exchange.id }, 'the answer is not as the spec says');
    if (world.checkResponses === 'on') {
      const failed = told(pathOf(exchange), fault.internal());
      return write(exchange, failed, headersOf(exchange, failed), response, world);
    }
  }
  return write(exchange, answer, headers, response, world);
};

const write = (
  exchange: Exchange,
  { status, body }: AnyAnswer,
  headers: Headers,
  response: ServerResponse,
  { corsOrigins }: World,
): number => {
  const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const all: Headers = { ...headers, ...corsHeaders(exchange.request, headers, corsOrigins) };
  // Without a length Node would send nothing in chunks. A 204 has neither (RFC 9110, section 8.6).
  if (status !== 204) all['Content-Length'] = bytes?.length ?? 0;
  response.writeHead(status, all);
  response.end(exchange.request.method === 'HEAD' ? undefined : bytes);
  return status;
};
