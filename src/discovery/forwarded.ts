/** What a proxy tells about the request that it got: `Forwarded` (RFC 7239), or the older `X-Forwarded-…` headers. */

import type { IncomingHttpHeaders } from 'node:http';

/** As they came: whether they are fit for a link is another question. */
export interface Told {
  readonly host: string | undefined;
  readonly proto: string | undefined;
  /** Who sent the request to the proxy: an address, perhaps with a port, or a word of the proxy's own. */
  readonly client: string | undefined;
}

/**
 * One pair with what ends it. The RFC wants quotes around a value with a colon, but many proxies write `host=a:8443`,
 * which Nova accepts, so the values without quotes are wider here than its tokens.
 */
const PAIR = /[ \t]*([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s",;\\]+))[ \t]*([,;]|$)/y;

/**
 * The pairs of the last element, which the nearest proxy has added: those before came with the request that it got, and a
 * client may have made them up. No pairs if the header is malformed.
 */
const lastElement = (header: string): ReadonlyMap<string, string> => {
  const pair = new RegExp(PAIR);
  let element = new Map<string, string>();
  while (pair.lastIndex < header.length) {
    const match = pair.exec(header);
    if (match === null) return new Map();
    const [, name = '', quoted, plain = '', end] = match;
    element.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain);
    if (end === ',') element = new Map();
  }
  return element;
};

// Node joins repeated headers with commas; the array is only in the types.
const textOf = (header: string | string[] | undefined): string | undefined => header?.toString();

/** `Forwarded` alone counts where it is there, as in oslo.middleware: who sends both could mix two proxies' words. */
export const toldBy = (headers: IncomingHttpHeaders): Told => {
  if (headers.forwarded === undefined) {
    return {
      host: textOf(headers['x-forwarded-host']),
      proto: textOf(headers['x-forwarded-proto']),
      client: textOf(headers['x-forwarded-for'])?.split(',').at(-1)?.trim(),
    };
  }
  const element = lastElement(headers.forwarded);
  return { host: element.get('host'), proto: element.get('proto'), client: element.get('for') };
};
