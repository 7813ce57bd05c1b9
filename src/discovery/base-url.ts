/** Where clients reach the service: as configured, as a trusted proxy tells, or as this client has. */

import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { toldBy } from './forwarded.ts';
import { addressMatcher } from './trusted-proxies.ts';

interface Settings {
  /** Without a slash at the end; it wins over all that requests say. */
  readonly publicUrl?: string | undefined;
  /** The addresses, and ranges of them, of proxies that are believed; none if it is left out. */
  readonly trustedProxies?: readonly string[] | undefined;
}

/** A host name or address with an optional port; what else a header may hold is not put into links. */
const HOST = /^(?:[a-z0-9._-]{1,255}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;
const PROTO = /^https?$/i;
/** The path below which a proxy offers the service. Segments of dots alone would lead out of it. */
const PREFIX = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)+\/?$/;

const fit = (pattern: RegExp, text: string | string[] | undefined): string | undefined =>
  typeof text === 'string' && pattern.test(text) ? text : undefined;

const addressOf = ({ localAddress = '', localPort }: IncomingMessage['socket']): string =>
  `${isIPv6(localAddress) ? `[${localAddress}]` : localAddress}:${localPort}`;

/** Makes the function that tells the base of links for a request, without a slash at the end. */
export const createBaseUrl = ({ publicUrl, trustedProxies = [] }: Settings) => {
  const isTrusted = addressMatcher(trustedProxies);
  return ({ headers, socket }: IncomingMessage): string => {
    if (publicUrl !== undefined) return publicUrl;
    const host = fit(HOST, headers.host) ?? addressOf(socket);
    if (!isTrusted(socket.remoteAddress)) return `http://${host}`;
    const told = toldBy(headers);
    const proto = fit(PROTO, told.proto)?.toLowerCase() ?? 'http';
    const prefix = fit(PREFIX, headers['x-forwarded-prefix'])?.replace(/\/$/, '') ?? '';
    return `${proto}://${fit(HOST, told.host) ?? host}${prefix}`;
  };
};
