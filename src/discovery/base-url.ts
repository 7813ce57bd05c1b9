/** Where clients reach the service: as configured, or as this client has. */

import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/** A host name or address with an optional port; what else a Host header may hold is not put into links. */
const HOST = /^(?:[a-z0-9._-]{1,255}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** Without a slash at the end. */
export const baseUrlOf = (request: IncomingMessage, publicUrl: string | undefined): string => {
  if (publicUrl !== undefined) return publicUrl;
  const { host = '' } = request.headers;
  if (HOST.test(host)) return `http://${host}`;
  const { localAddress = '', localPort } = request.socket;
  return `http://${isIPv6(localAddress) ? `[${localAddress}]` : localAddress}:${localPort}`;
};
