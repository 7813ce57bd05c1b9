/** Lines for the shell: that a shell understands them as they are meant, and that no token stands in them. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import type { Request } from '../cases/case.ts';
import { curlOf, netcatOf } from './curl.ts';
import type { Tokens } from './options.ts';

const URL_OF_SERVER = 'http://127.0.0.1:8774/compute';
const TOKENS: Tokens = { member: 'secret-of-a-member', admin: 'secret-of-an-admin' };
const VARIABLES = { TOKEN: TOKENS.member, ADMIN_TOKEN: TOKENS.admin };

/** What a shell makes of a line, with the tokens in the variables that the line names. */
const inShell = (line: string, program: string): Buffer => {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', `${program}\n${line}`], {
    env: { ...VARIABLES },
  });
  assert.equal(`${stderr}${status}`, '0', line);
  return stdout;
};

/** The arguments that curl gets. */
const argumentsOf = (line: string): string[] =>
  inShell(line, `curl() { printf '%s\\0' "$@"; }`).toString().split('\0').slice(0, -1);

/** Letters that mean something to a shell. */
const ODD = `it's "$TOKEN" \`id\` $(id) \\ ! * ~ # & ; | < > \t{a,b} %s ü`;

const requests: readonly (readonly [what: string, request: Request, args: readonly string[]])[] = [
  ['a GET', { path: '/v2.1' }, ['-X', 'GET', `${URL_OF_SERVER}/v2.1`]],
  [
    'a HEAD, for whose answer curl would wait in vain',
    { method: 'HEAD', path: '/v2.1' },
    ['--head', `${URL_OF_SERVER}/v2.1`],
  ],
  [
    'a query',
    { path: '/v2.1/os-server-groups?limit=1&marker=$a' },
    ['-X', 'GET', `${URL_OF_SERVER}/v2.1/os-server-groups?limit=1&marker=$a`],
  ],
  [
    'a token',
    { path: '/a', headers: { 'X-Auth-Token': 'secret-of-a-member' } },
    ['-X', 'GET', `${URL_OF_SERVER}/a`, '-H', 'X-Auth-Token: secret-of-a-member'],
  ],
  [
    'the token of another caller',
    { path: '/a', headers: { 'x-auth-token': 'secret-of-an-admin' } },
    ['-X', 'GET', `${URL_OF_SERVER}/a`, '-H', 'X-Auth-Token: secret-of-an-admin'],
  ],
  [
    'what is no token',
    { path: '/a', headers: { 'X-Auth-Token': ODD } },
    ['-X', 'GET', `${URL_OF_SERVER}/a`, '-H', `X-Auth-Token: ${ODD}`],
  ],
  [
    'a header that is there twice',
    { path: '/a', headers: { A: ['1', ODD] } },
    ['-X', 'GET', `${URL_OF_SERVER}/a`, '-H', 'A: 1', '-H', `A: ${ODD}`],
  ],
  [
    'a body that is JSON',
    { method: 'POST', path: '/a', body: { name: ODD } },
    [
      '-X',
      'POST',
      `${URL_OF_SERVER}/a`,
      '-H',
      'Content-Type: application/json',
      '--data-binary',
      JSON.stringify({ name: ODD }),
    ],
  ],
  [
    'a body that is text of another type',
    { method: 'PUT', path: '/a', headers: { 'content-type': 'text/plain' }, body: `${ODD}\n@a` },
    ['-X', 'PUT', `${URL_OF_SERVER}/a`, '-H', 'content-type: text/plain', '--data-binary', `${ODD}\n@a`],
  ],
  [
    'a body of bytes, which a person has to bring',
    { method: 'POST', path: '/a', body: new Uint8Array([0xff, 0]) },
    ['-X', 'POST', `${URL_OF_SERVER}/a`, '-H', 'Content-Type: application/json', '--data-binary', '@-'],
  ],
  [
    'a body that is too long, which a person has to bring',
    { method: 'POST', path: '/a', body: ODD.repeat(100) },
    ['-X', 'POST', `${URL_OF_SERVER}/a`, '-H', 'Content-Type: application/json', '--data-binary', '@-'],
  ],
];

for (const [what, request, args] of requests) {
  test(`curl gets ${what}, and no token is shown`, () => {
    const line = curlOf(URL_OF_SERVER, TOKENS, request);
    assert.deepEqual(argumentsOf(line), ['-i', ...args]);
    assert.doesNotMatch(line, /secret/);
  });
}

test('a body that is not in the line is told of: how long it is, and how it begins', () => {
  const lineOf = (body: unknown) => curlOf(URL_OF_SERVER, TOKENS, { method: 'POST', path: '/a', body });
  assert.match(lineOf('a'.repeat(2001)), / # 2001 characters, which begin with 'a{60}'$/);
  assert.match(lineOf(new Uint8Array(3)), / # 3 bytes that are no text$/);
  assert.doesNotMatch(lineOf('a'.repeat(2000)), / # /);
});

const written: readonly (readonly [what: string, bytes: string | Uint8Array])[] = [
  ['lines', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a token', 'GET / HTTP/1.1\r\nX-Auth-Token: secret-of-a-member\r\n\r\n'],
  ['letters that mean something to a shell', `${ODD} 'a' \\n \\\\`],
  ['all bytes', Uint8Array.from({ length: 256 }, (_, byte) => byte)],
];

for (const [what, bytes] of written) {
  test(`what was written by hand is written again byte by byte: ${what}`, () => {
    const line = netcatOf(URL_OF_SERVER, TOKENS, bytes);
    assert.deepEqual(inShell(line, 'nc() { cat; }'), Buffer.from(bytes));
    assert.doesNotMatch(line, /secret/);
  });
}

const clients: readonly (readonly [url: string, client: RegExp])[] = [
  ['http://a.example', /\| nc a\.example 80$/],
  ['http://127.0.0.1:8774/compute', /\| nc 127\.0\.0\.1 8774$/],
  ['https://a.example', /\| openssl s_client -quiet -connect a\.example:443$/],
];

for (const [url, client] of clients) {
  test(`bytes go to where ${url} is`, () => assert.match(netcatOf(url, {}, 'a'), client));
}
