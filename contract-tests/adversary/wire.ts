/** What goes over the wire between a client and a server, as far as a wrong server can change it. */

import { type Route, routes } from '../../generated/routes.ts';
import type { OperationId } from '../../generated/types.ts';
import { asGet } from '../../src/http/find-route.ts';
import { createRouter } from '../../src/http/router.ts';
import { type Answer, creation, LEGACY, type World } from '../cases/case.ts';

export interface Sent {
  readonly method: string;
  /** With its query, as it came. */
  readonly path: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body: Buffer;
  /** What was written by hand, on a connection of its own, and need not be HTTP: all else is read from it. */
  readonly bytes?: Buffer;
}

/** Asks the right server. */
export type Pass = (request: Sent) => Promise<Answer>;

/** How a wrong server answers; it may ask the right one, once, more often, or not at all. */
export type Alter = (request: Sent, pass: Pass) => Answer | Promise<Answer>;

/** Parts of answers that are JSON, by the names that they have in one version or another. */
export type Fields = Record<string, unknown>;
export interface Body extends Fields {
  server_group: Fields;
  server_groups: Fields[];
  member: Fields;
  members: Fields[];
  policy: Fields;
  quota_set: Fields;
  limits: { rate: unknown; absolute: Fields };
  version: Fields;
  versions: Fields[];
  error: Fields;
  servers: Fields[];
}

const router = createRouter(routes, []);

/** The operation that a request asks for, as its handler is called; undefined where there is none. */
export const handlerOf = ({ method, path }: Pick<Sent, 'method' | 'path'>): OperationId | undefined =>
  (router.find(path.split('?')[0] ?? '')?.rows[asGet(method)] as Route | undefined)?.handler;

export const isBelowV1 = ({ path }: Pick<Sent, 'path'>): boolean => /^\/+v1(?:[/?]|$)/.test(path);
const isLegacy = ({ path }: Pick<Sent, 'path'>): boolean => /^\/+v[12](?:[/?]|$)/.test(path);

/** The microversion that a request asks for, in the words that all but the cases on negotiation use. */
export const versionOf = (request: Sent): string => {
  if (isLegacy(request)) return LEGACY;
  return request.headers['openstack-api-version']?.[0]?.replace('compute ', '') ?? '2.1';
};

export const queryOf = ({ path }: Sent): string => path.split('?').slice(1).join('?');
export const withQuery = (request: Sent, query: string): Sent => ({
  ...request,
  path: `${request.path.split('?')[0]}${query === '' ? '' : `?${query}`}`,
});

/** The id of the group in the path. */
export const idIn = ({ path }: Sent): string => /os-server-groups\/+([^/?]+)/.exec(path)?.[1] ?? '';

export const jsonOf = ({ body }: Sent | Answer): Body => {
  try {
    return JSON.parse(body.toString()) ?? {};
  } catch {
    return {} as Body;
  }
};

export const withHeaders = <Message extends Sent | Answer>(
  message: Message,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Message => ({
  ...message,
  headers: {
    ...message.headers,
    ...Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value === undefined ? value : [value].flat()]),
    ),
  },
});

/** The request with another body. */
export const withBody = (request: Sent, value: unknown): Sent => {
  const { 'content-length': _, 'transfer-encoding': __, ...headers } = request.headers;
  const body = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return { ...request, body, headers: { ...headers, 'content-type': ['application/json'] } };
};

/** The request with a body that makes a group, whatever it had. */
export const withCreation = (request: Sent): Sent => withBody(request, creation(versionOf(request)));

export const asMember = (request: Sent, token: string): Sent =>
  withHeaders(request, { 'x-auth-token': token });

/** The answer with another body. */
export const withText = (answer: Answer, body: string): Answer => {
  const changed = { ...answer, body };
  if (answer.headers['content-length'] === undefined) return changed;
  return withHeaders(changed, { 'content-length': String(Buffer.byteLength(body)) });
};

export const withJson = (answer: Answer, value: unknown): Answer => withText(answer, JSON.stringify(value));

/** What the tokens of the callers are, so that a wrong server can take one for another. */
export type Tokens = World['tokens'];
