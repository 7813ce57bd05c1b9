/** Whose address a request counts for. */

import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import test from 'node:test';
import { countedAs, createClientAddress } from './client-address.ts';

const PROXY = '192.0.2.9';
const addressOf = createClientAddress([PROXY, '2001:db8::/32']);
const request = (headers: Readonly<Record<string, string>>, peer: string | undefined = PROXY) =>
  ({ headers, socket: { remoteAddress: peer } }) as unknown as IncomingMessage;
const from = (address: string) => ({ 'x-forwarded-for': address });

const told: readonly (readonly [what: string, Readonly<Record<string, string>>, address: string])[] = [
  ['nothing', {}, PROXY],
  ['an address', from('198.51.100.7'), '198.51.100.7'],
  ['an address and a port', from('198.51.100.7:4711'), '198.51.100.7'],
  ['an IPv6 address', from('2001:db8:1::7'), '2001:db8:1::7'],
  ['an IPv6 address in brackets', from('[2001:db8:1::7]'), '2001:db8:1::7'],
  ['an IPv6 address and a port', from('[2001:db8:1::7]:4711'), '2001:db8:1::7'],
  ['several addresses, of which it has added the last', from('203.0.113.1, 198.51.100.7'), '198.51.100.7'],
  ['no address', from('unknown'), PROXY],
  ['nonsense', from('[198.51.100'), PROXY],
  ['an empty header', from(''), PROXY],
  ['Forwarded', { forwarded: 'for=198.51.100.7;proto=https' }, '198.51.100.7'],
  ['Forwarded with an IPv6 address and a port', { forwarded: 'For="[2001:db8:1::7]:47"' }, '2001:db8:1::7'],
  ['Forwarded with several elements', { forwarded: 'for=203.0.113.1, for=198.51.100.7' }, '198.51.100.7'],
  ['Forwarded that hides the client', { forwarded: 'for=_secret' }, PROXY],
  ['Forwarded and the older header', { forwarded: 'proto=https', ...from('203.0.113.1') }, PROXY],
];

for (const [what, headers, address] of told) {
  test(`the word of a trusted proxy counts: ${what}`, () => {
    assert.equal(addressOf(request(headers)), address);
  });
}

test('the word of others does not count, and a peer that has gone has no address', () => {
  assert.equal(addressOf(request(from('203.0.113.1'), '192.0.2.10')), '192.0.2.10');
  const gone = { headers: {}, socket: {} } as IncomingMessage;
  assert.equal(addressOf(gone), '');
});

const counted: readonly (readonly [address: string, as: string])[] = [
  ['198.51.100.7', '198.51.100.7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['::FFFF:198.51.100.7', '198.51.100.7'],
  ['2001:db8:1:2::7', '2001:db8:1:2'],
  ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::7', '2001:db8:0:0'],
  ['2001:0DB8:0000:0002:0:0:0:7', '2001:db8:0:2'],
  ['64:ff9b:1:2::198.51.100.7', '64:ff9b:1:2'],
  ['64:ff9b::198.51.100.7', '64:ff9b:0:0'],
  ['1:2:3:4:5:6:198.51.100.7', '1:2:3:4'],
  ['1:2:3:4:5:6:7::', '1:2:3:4'],
  ['2001:db8:0:0:1::', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['::', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['', ''],
];

for (const [address, as] of counted) {
  test(`${address || 'no address'} counts as ${as || 'such'}`, () => assert.equal(countedAs(address), as));
}
