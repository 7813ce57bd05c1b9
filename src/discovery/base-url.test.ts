import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import test from 'node:test';
import { baseUrlOf } from './base-url.ts';

const request = (host: string | undefined, localAddress: string) =>
  ({ headers: { host }, socket: { localAddress, localPort: 8774 } }) as unknown as IncomingMessage;

const CASES: readonly [what: string, host: string | undefined, address: string, url: string][] = [
  ['the host that the client names', 'example.com:80', '127.0.0.1', 'http://example.com:80'],
  ['an IPv6 address that the client names', '[::1]:80', '::1', 'http://[::1]:80'],
  ['the address of the socket without a host', undefined, '127.0.0.1', 'http://127.0.0.1:8774'],
  ['the address of the socket with a hostile one', 'a/b', '127.0.0.1', 'http://127.0.0.1:8774'],
  ['the IPv6 address of the socket, in brackets', undefined, '::1', 'http://[::1]:8774'],
];

for (const [what, host, address, url] of CASES) {
  test(`links begin with ${what}`, () => {
    assert.equal(baseUrlOf(request(host, address), undefined), url);
    assert.ok(URL.canParse(url));
  });
}

test('links begin with the URL that is configured, whatever host the client names', () => {
  const url = 'https://api.example.com/compute';
  assert.equal(baseUrlOf(request('evil.example', '127.0.0.1'), url), url);
});
