/** Which address a request comes from: that of the connection, or the one that a trusted proxy tells. */

import type { IncomingMessage } from 'node:http';
import { isIP, isIPv4, isIPv6 } from 'node:net';
import { toldBy } from '../discovery/forwarded.ts';
import { addressMatcher } from '../discovery/trusted-proxies.ts';

/** `192.0.2.1:80` and `[2001:db8::1]:80` → the address; a word of the proxy's own, such as `unknown`, is none. */
const addressIn = (node = ''): string | undefined => {
  const [, bracketed, plain] = /^(?:\[(.+)\]|([^:]+))(?::\d+)?$/.exec(node) ?? [];
  const address = bracketed ?? plain ?? node;
  return isIP(address) === 0 ? undefined : address;
};

/**
 * Makes the function that tells the address of the client.
 *
 * @param trustedProxies the addresses, and ranges of them, of proxies that are believed
 */
export const createClientAddress = (trustedProxies: readonly string[]) => {
  const isTrusted = addressMatcher(trustedProxies);
  return ({ headers, socket: { remoteAddress = '' } }: IncomingMessage): string =>
    (isTrusted(remoteAddress) ? addressIn(toldBy(headers).client) : undefined) ?? remoteAddress;
};

const groupsOf = (text = ''): string[] => (text === '' ? [] : text.split(':'));

/** The first four of the eight groups of an IPv6 address, each written in one way alone. */
const networkOf = (address: string): string => {
  const [start, end] = address.split('::');
  const [first, last] = [groupsOf(start), groupsOf(end)];
  // The last two groups may be written as an IPv4 address.
  const written = first.length + last.length + Number(address.includes('.'));
  const zeros = Array.from({ length: 8 - written }, () => '0');
  return [...first, ...zeros, ...last]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};

/**
 * What an address counts as: an IPv6 address as its network of 64 bits, since whoever has one address of it has them all
 * (RFC 4291, section 2.5.4); an IPv4 address as itself, in its IPv6 form too.
 */
export const countedAs = (address: string): string => {
  const inner = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (inner !== undefined && isIPv4(inner)) return inner;
  const [bare = ''] = address.split('%');
  return isIPv6(bare) ? networkOf(bare) : address;
};
