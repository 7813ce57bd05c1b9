/** What the mock answers: the checks that Prism leaves out, in the order of the service, and then Prism's answer. */

import type { IncomingHttpHeaders } from 'node:http';
import { type IHttpRequest, ProblemJsonError } from '@stoplight/prism-http';
import { getHttpConfigFromRequest } from '@stoplight/prism-http-server/dist/getHttpConfigFromRequest.js';
import { type Route, routes } from '../../generated/routes.ts';
import { fault } from '../../src/faults.ts';
import type { AnyAnswer } from '../../src/http/exchange.ts';
import { allowed, asGet } from '../../src/http/find-route.ts';
import { isTakenForJson } from '../../src/http/media-type.ts';
import { readsBody } from '../../src/http/read-body.ts';
import { createRouter, isDecodable } from '../../src/http/router.ts';
import { LEGACY, type Negotiated, parseVersion } from '../../src/microversions/negotiate.ts';
import { NEWEST, type Parameter, parametersOf } from '../../src/views/view.ts';
import type { Reply, View } from './views.ts';

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** Undefined: it is larger than the service takes. */
  readonly body: Buffer | undefined;
}

const router = createRouter(routes, []);

const versionHeaders = (version: string) => ({
  'OpenStack-API-Version': `compute ${version}`,
  'X-OpenStack-Nova-API-Version': version,
  Vary: 'OpenStack-API-Version, X-OpenStack-Nova-API-Version',
});

const negotiate = ({ versions }: Route, headers: IncomingHttpHeaders): Negotiated =>
  versions.first === undefined ? { version: LEGACY } : parseVersion(headers, NEWEST);

/** Without a body it is `null`, as for the service. */
const bodyOf = (bytes: Buffer): unknown =>
  bytes.length === 0
    ? null
    : JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));

/** The query parameters that the operation does not have, if it refuses those. Prism lets all through. */
const unknownQuery = (
  { document }: View,
  { path, method }: Route,
  parameters: readonly Parameter[],
  names: readonly string[],
) => {
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (operation === undefined || operation['x-eov-allow-unknown-query-parameters']) return [];
  const known = parameters.filter((each) => each.in === 'query');
  return names.filter((name) => !known.some((each) => each.name === name));
};

/** The headers that the operation knows, but for those of the version, which have been read by now. */
const knownHeaders = (
  parameters: readonly Parameter[],
  headers: IncomingHttpHeaders,
): Record<string, string> => {
  const names = parameters
    .filter((each) => each.in === 'header' && !(each.name in versionHeaders('')))
    .map(({ name }) => name.toLowerCase());
  const known = Object.entries(headers).filter(([name]) => names.includes(name));
  return Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
};

/** Prism's answer as the service would give it: in the version that was asked for, with links that lead to the mock. */
const asServed = (
  { output, validations }: Reply,
  { body }: IHttpRequest,
  version: string,
  view: View,
  origin: string,
): AnyAnswer => {
  if (output.statusCode === 400 && validations.input.length > 0) {
    const reasons = validations.input.map(({ path = [], message }) =>
      path.length > 0 ? `Invalid input for field/attribute ${path.at(-1)}. ${message}` : message,
    );
    return (body === null ? fault.noBody : fault.invalid)(reasons.join('; '));
  }
  const { 'Content-type': _, ...headers } = output.headers ?? {};
  const isEcho = 'OpenStack-API-Version' in headers && output.statusCode !== 406;
  const text = view.document.servers.reduce(
    (all, { url }) => all.replaceAll(url, origin),
    JSON.stringify(output.body ?? null),
  );
  return {
    status: output.statusCode,
    headers: { ...headers, ...(isEcho && versionHeaders(version)) },
    body: JSON.parse(text) ?? undefined,
  };
};

/** The documented example, or the fault that the service would give. */
export const answerFor = async (
  { method, url, headers, body }: Asked,
  viewOf: (version: string) => View,
): Promise<AnyAnswer> => {
  if (body === undefined) return fault.tooLarge();
  const path = url.pathname.replaceAll(/\/{2,}/g, '/');
  const target = router.find(path);
  const route = target?.rows[asGet(method)] as Route | undefined;
  const token = String(headers['x-auth-token'] ?? '');
  if (router.isBelowVersion(path) && !route?.isPublic && token === '') return fault.unauthorized();
  if (target === null) return isDecodable(path) ? fault.notFound() : fault.malformedPath();
  if (route === undefined) return fault.methodNotAllowed(method, allowed(target.rows));

  const negotiated = negotiate(route, headers);
  if ('malformed' in negotiated) return fault.malformedVersion(negotiated.malformed);
  if ('unsupported' in negotiated) {
    const { unsupported } = negotiated;
    return { ...fault.unsupportedVersion(unsupported, NEWEST), headers: versionHeaders(unsupported) };
  }
  if (!isTakenForJson(headers['content-type'])) return fault.unsupportedMediaType();

  const view = viewOf(negotiated.version);
  // Of a parameter that comes several times the last counts.
  const query = Object.fromEntries(url.searchParams);
  const parameters = parametersOf(view.document, route.path, route.method.toLowerCase());
  const [stranger] = unknownQuery(view, route, parameters, Object.keys(query));
  if (stranger !== undefined) {
    return fault.invalid(`Additional properties are not allowed ('${stranger}' was unexpected)`);
  }
  const known = knownHeaders(parameters, headers);
  // Prism takes an empty header for none.
  const empty = Object.keys(known).find((name) => known[name] === '');
  if (empty !== undefined) {
    return fault.invalid(`Invalid input for header ${empty}. Value: . '' is too short`);
  }
  const request: IHttpRequest = {
    method: route.method.toLowerCase() as IHttpRequest['method'],
    url: { path, query },
    // Without `Accept`: Prism would answer 406 to one that the service passes over.
    headers: {
      ...known,
      'x-auth-token': token,
      'content-type': 'application/json',
      prefer: String(headers.prefer ?? ''),
    },
  };
  try {
    if (readsBody(route.method)) request.body = bodyOf(body);
  } catch {
    return fault.malformedBody();
  }
  const wish = getHttpConfigFromRequest(request);
  const reply = wish._tag === 'Left' ? wish.left : await view.ask(request, wish.right);
  // Only a wish that the document cannot fulfil is left: a status that the operation does not have, and the like.
  if (reply instanceof ProblemJsonError) {
    return fault.invalid(
      `The mock cannot give what the Prefer header asks for. ${reply.detail || reply.message}`,
    );
  }
  return asServed(reply, request, negotiated.version, view, url.origin);
};
