/** Which peers are proxies whose word about the client's request counts. */

import { BlockList, isIP } from 'node:net';

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const addRange = (list: BlockList, range: string): void => {
  const [address = '', prefix] = range.split('/');
  if (prefix === undefined) list.addAddress(address, familyOf(address));
  else list.addSubnet(address, Number(prefix), familyOf(address));
};

/** Whether the text is an IP address, or a range of them in the notation of CIDR (`10.0.0.0/8`). */
export const isAddressRange = (range: string): boolean => {
  const [, address = '', prefix = '0'] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(range) ?? [];
  return isIP(address) !== 0 && Number(prefix) <= (isIP(address) === 6 ? 128 : 32);
};

/**
 * Tells whether an address is in one of the ranges. An IPv4 address counts in its IPv6 form too (`::ffff:10.0.0.1`), since
 * that is what a socket shows that listens on both.
 */
export const addressMatcher = (ranges: readonly string[]): ((address: string | undefined) => boolean) => {
  const list = new BlockList();
  for (const range of ranges) addRange(list, range);
  // A peer that has gone has no address.
  return (address) => address !== undefined && list.check(address, familyOf(address));
};
