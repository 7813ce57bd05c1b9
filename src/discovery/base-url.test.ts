import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import test from 'node:test';
import { createBaseUrl } from './base-url.ts';

interface Request {
  readonly peer?: string | undefined;
  readonly local?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const request = ({ peer = '192.0.2.9', local = '127.0.0.1', headers = {} }: Request) =>
  ({ headers, socket: { remoteAddress: peer, localAddress: local, localPort: 8774 } }) as IncomingMessage;

const DIRECT: readonly [what: string, host: string | undefined, local: string, url: string][] = [
  ['the host that the client names', 'example.com:80', '127.0.0.1', 'http://example.com:80'],
  ['an IPv6 address that the client names', '[::1]:80', '::1', 'http://[::1]:80'],
  ['the address of the socket without a host', undefined, '127.0.0.1', 'http://127.0.0.1:8774'],
  ['the address of the socket with a hostile one', 'a/b', '127.0.0.1', 'http://127.0.0.1:8774'],
  ['the IPv6 address of the socket, in brackets', undefined, '::1', 'http://[::1]:8774'],
];

for (const [what, host, local, url] of DIRECT) {
  test(`links begin with ${what}`, () => {
    const headers: Record<string, string> = host === undefined ? {} : { host };
    assert.equal(createBaseUrl({})(request({ local, headers })), url);
    assert.ok(URL.canParse(url));
  });
}

const TRUSTED = ['192.0.2.9', '10.0.0.0/8', '2001:db8::/32'];
const HOST = 'inner:8774';
const FORWARDED = { 'x-forwarded-host': 'api.example.com', 'x-forwarded-proto': 'https' };

const TOLD: readonly [what: string, headers: Readonly<Record<string, string>>, url: string][] = [
  ['nothing', {}, 'http://inner:8774'],
  ['X-Forwarded-Host and -Proto', FORWARDED, 'https://api.example.com'],
  ['the scheme alone', { 'x-forwarded-proto': 'HTTPS' }, 'https://inner:8774'],
  ['a host with a port', { 'x-forwarded-host': 'api.example.com:8443' }, 'http://api.example.com:8443'],
  ['an IPv6 host', { 'x-forwarded-host': '[2001:db8::1]:8443' }, 'http://[2001:db8::1]:8443'],
  [
    'a prefix',
    { ...FORWARDED, 'x-forwarded-prefix': '/cloud/compute' },
    'https://api.example.com/cloud/compute',
  ],
  ['a prefix that ends in a slash', { 'x-forwarded-prefix': '/compute/' }, 'http://inner:8774/compute'],
  ['the prefix of the root', { 'x-forwarded-prefix': '/' }, 'http://inner:8774'],
  ['Forwarded', { forwarded: 'host=api.example.com;proto=https' }, 'https://api.example.com'],
  [
    'Forwarded in other letters, with spaces and other parameters',
    { forwarded: 'For="[2001:db8::1]:47011" ; HOST=api.example.com; Proto=https;by=_hidden' },
    'https://api.example.com',
  ],
  [
    'Forwarded with quotes and escapes',
    { forwarded: 'host="[2001:db8::1]:8443";proto="ht\\tps"' },
    'https://[2001:db8::1]:8443',
  ],
  [
    'Forwarded with a port without quotes, as Nova accepts it',
    { forwarded: 'for=192.0.2.43:47011;host=a.example:8443' },
    'http://a.example:8443',
  ],
  [
    'Forwarded with several elements, of which the nearest proxy wrote the last',
    { forwarded: 'host=evil.example;proto=http, host=api.example.com;proto=https' },
    'https://api.example.com',
  ],
  [
    'Forwarded whose last element names no host, whatever one before names',
    { forwarded: 'host=evil.example, proto=https' },
    'https://inner:8774',
  ],
  [
    'Forwarded with a quoted comma, which ends no element',
    { forwarded: 'for="x, host=evil.example";host=api.example.com' },
    'http://api.example.com',
  ],
  [
    'Forwarded and the older headers, of which it is the only one that counts',
    { ...FORWARDED, forwarded: 'proto=http' },
    'http://inner:8774',
  ],
  [
    'Forwarded and a prefix',
    { forwarded: 'host=api.example.com', 'x-forwarded-prefix': '/compute' },
    'http://api.example.com/compute',
  ],
];

for (const [what, headers, url] of TOLD) {
  const told = request({ headers: { host: HOST, ...headers } });
  test(`links of a request whose trusted proxy tells ${what} begin with ${url}`, () => {
    assert.equal(createBaseUrl({ trustedProxies: TRUSTED })(told), url);
    assert.ok(URL.canParse(url));
  });

  test(`a peer that is not trusted changes no link by telling ${what}, nor does one where none is`, () => {
    for (const trustedProxies of [['192.0.2.8', '192.0.3.0/24'], [], undefined]) {
      assert.equal(createBaseUrl({ trustedProxies })(told), `http://${HOST}`);
    }
  });

  test(`links begin with the URL that is configured, though a trusted proxy tells ${what}`, () => {
    const publicUrl = 'https://public.example.com/compute';
    assert.equal(createBaseUrl({ publicUrl, trustedProxies: TRUSTED })(told), publicUrl);
  });
}

const HOSTILE: Readonly<Record<string, readonly string[]>> = {
  'x-forwarded-host': [
    '',
    'a b',
    'a\r\nX: y',
    'user@evil.example',
    'evil.example/x',
    'a, b',
    'a?b',
    '<a>',
    'ä',
  ],
  'x-forwarded-proto': ['', 'ftp', 'javascript', 'https://', 'https, http', 'https\r\n'],
  'x-forwarded-prefix': [
    'compute',
    '//evil.example',
    '/a//b',
    '/../admin',
    '/a/..',
    '/./a',
    '/a b',
    '/a\r\n',
    '/a?b',
    '/a#b',
    '/a@b',
    '/%2e%2e',
    '/a, /b',
    '\\a',
    'https://evil.example',
  ],
  forwarded: [
    '',
    'host',
    'host=',
    'host="evil.example',
    'host=a b',
    'host="a b"',
    'host="a\r\nX: y"',
    'host="user@evil.example"',
    'host="evil.example/x"',
    'host="a, b"',
    'host=evil.example,, ',
    'host=evil.example;;proto=https',
    'proto=ftp',
    '__proto__=host',
  ],
};

for (const [header, values] of Object.entries(HOSTILE)) {
  for (const value of values) {
    test(`${header}: ${JSON.stringify(value)} of a trusted proxy changes no link`, () => {
      const baseUrl = createBaseUrl({ trustedProxies: TRUSTED });
      assert.equal(baseUrl(request({ headers: { host: HOST, [header]: value } })), `http://${HOST}`);
    });
  }
}

const PEERS: readonly [peer: string | undefined, trusted: boolean][] = [
  ['192.0.2.9', true],
  ['::ffff:192.0.2.9', true],
  ['10.255.0.1', true],
  ['::ffff:10.255.0.1', true],
  ['2001:db8:1::1', true],
  ['192.0.2.8', false],
  ['11.0.0.1', false],
  ['::ffff:11.0.0.1', false],
  ['2001:db9::1', false],
  ['::1', false],
  ['', false],
  [undefined, false],
];

for (const [peer, trusted] of PEERS) {
  test(`the peer ${peer ?? 'that has gone'} is ${trusted ? '' : 'not '}one of ${TRUSTED.join(', ')}`, () => {
    const { headers, socket } = request({ headers: { host: HOST, ...FORWARDED } });
    const asked = { headers, socket: { ...socket, remoteAddress: peer } } as IncomingMessage;
    const url = createBaseUrl({ trustedProxies: TRUSTED })(asked);
    assert.equal(url, trusted ? 'https://api.example.com' : `http://${HOST}`);
  });
}
