/** What is no proper HTTP: it is refused, in the same form as all else, and the connection is closed. */

import assert from 'node:assert/strict';
import { ANY, type Case, type World } from './case.ts';
import { isEcsFault } from './ecs.ts';
import { echoesNothing, isFault } from './expect.ts';
import { hostOf, rootOf } from './raw.ts';

const INVALID = 'The request is not valid HTTP.';
/** Stands for the host of the server. */
const HOST = 'Host: h\r\n';

const POST = `POST /v2.1/os-server-groups HTTP/1.1\r\n${HOST}`;

/** Sends bytes to the host of the server, below the root of the API. */
const sendTo = (world: World, bytes: string) => {
  const located = bytes.replace(/^([A-Z]+) \/(?=[^ ]* HTTP)/, `$1 ${rootOf(world)}/`);
  return world.raw(located.replace(HOST, `Host: ${hostOf(world)}\r\n`));
};

/** Bytes that a server must not take for a request, or for two. */
const BROKEN: readonly [what: string, bytes: string][] = [
  ['a word', 'x\r\n\r\n'],
  ['the first bytes of TLS', '\u0016\u0003\u0001\u0002\u0000\r\n\r\n'],
  ['no version', 'GET /\r\n\r\n'],
  ['another protocol', 'GET / FTP/1.0\r\n\r\n'],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['an unknown method', `BREW / HTTP/1.1\r\n${HOST}\r\n`],
  ['a method in lower case', `get / HTTP/1.1\r\n${HOST}\r\n`],
  ['a tunnel', `CONNECT h:443 HTTP/1.1\r\n${HOST}\r\n`],
  ['a blank in the target', `GET /a b HTTP/1.1\r\n${HOST}\r\n`],
  ['a header without a colon', `GET / HTTP/1.1\r\n${HOST}X\r\n\r\n`],
  ['a blank before the colon', `GET / HTTP/1.1\r\n${HOST}X : 1\r\n\r\n`],
  ['a NUL in a header', `GET / HTTP/1.1\r\n${HOST}X: \u0000\r\n\r\n`],
  ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['two hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'],
  ['both lengths', `${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  [
    'both lengths, the other way round',
    `${POST}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n`,
  ],
  ['two lengths that differ', `${POST}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`],
  ['two lengths in one', `${POST}Content-Length: 3, 4\r\n\r\nabcd`],
  ['a negative length', `${POST}Content-Length: -1\r\n\r\n`],
  ['a length with a sign', `${POST}Content-Length: +3\r\n\r\nabc`],
  ['a length in hexadecimal', `${POST}Content-Length: 0x3\r\n\r\nabc`],
  ['a length that overflows', `${POST}Content-Length: 99999999999999999999999\r\n\r\nabc`],
  ['an unknown encoding', `${POST}Transfer-Encoding: xchunked\r\n\r\n`],
  ['chunked before another encoding', `${POST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
];

/** Broken after the head: the request has been given out by then. */
const BROKEN_BODIES: readonly [what: string, bytes: string][] = [
  ['a chunk without a size', 'zz\r\nabcd\r\n0\r\n\r\n'],
  ['a chunk longer than it says', '1\r\nabcd\r\n0\r\n\r\n'],
];

export const http: readonly Case[] = [
  ...BROKEN.map(
    ([what, bytes]): Case => ({
      id: `http/${what.replaceAll(/[ ,]+/g, '-')}`,
      what: `${what}: refused`,
      versions: ANY,
      run: async (world) => {
        const answer = await sendTo(world, bytes);
        isFault(answer, 400, INVALID);
        echoesNothing(answer);
        assert.deepEqual(answer.headers['content-length'], [String(Buffer.byteLength(answer.body))]);
        assert.deepEqual(answer.headers.connection, ['close']);
      },
    }),
  ),
  ...BROKEN_BODIES.map(
    ([what, bytes]): Case => ({
      id: `http/${what.replaceAll(' ', '-')}`,
      what: `${what}: refused`,
      versions: ANY,
      run: async (world) => {
        const head = `${POST}X-Auth-Token: ${world.tokens.member}\r\nTransfer-Encoding: chunked\r\n\r\n`;
        isFault(await sendTo(world, head + bytes), 400, INVALID);
      },
    }),
  ),
  {
    id: 'http/old',
    what: 'HTTP/1.0 does without a host',
    versions: ANY,
    run: async (world) => {
      assert.equal((await sendTo(world, 'GET /v2.1 HTTP/1.0\r\n\r\n')).status, 200);
    },
  },
  {
    id: 'http/header-overflow',
    what: 'a header above 16,384 bytes is refused, whatever it is that is long',
    versions: ANY,
    run: async (world) => {
      const long = 'a'.repeat(17_000);
      for (const head of [`GET /${long} HTTP/1.1\r\n${HOST}`, `GET / HTTP/1.1\r\n${HOST}X: ${long}\r\n`]) {
        isFault(
          await sendTo(world, `${head}\r\n`),
          431,
          'The header of the request is larger than 16384 bytes.',
        );
      }
    },
  },
  {
    id: 'http/ecs-expectation',
    what: 'below /v1 an expectation that is not understood is refused in the form of that family',
    versions: ANY,
    parts: ['ecs'],
    run: async ({ send }) => {
      const message =
        'The expectation in the Expect header cannot be met. Leave it out, or send 100-continue.';
      isEcsFault(await send({ path: '/v1', headers: { Expect: 'something' } }), 417, 'Ecs.0000', message);
    },
  },
  {
    id: 'http/expectation',
    what: 'an expectation that is not understood is refused',
    versions: ANY,
    run: async ({ send }) => {
      const message =
        'The expectation in the Expect header cannot be met. Leave it out, or send 100-continue.';
      isFault(await send({ path: '/v2.1', headers: { Expect: 'something' } }), 417, message);
    },
  },
  {
    id: 'http/continue',
    what: 'who waits for a word before a body is not left waiting',
    versions: ANY,
    run: async (world) => {
      const head = `GET /v2.1 HTTP/1.1\r\n${HOST}Connection: close\r\nExpect: 100-continue\r\n\r\n`;
      assert.equal((await sendTo(world, head)).status, 200);
    },
  },
  {
    id: 'http/upgrade',
    what: 'a wish for another protocol is not granted, and does no harm',
    versions: ANY,
    run: async (world) => {
      const headers = 'Connection: Upgrade, close\r\nUpgrade: websocket\r\n';
      assert.equal((await sendTo(world, `GET /v2.1 HTTP/1.1\r\n${HOST}${headers}\r\n`)).status, 200);
    },
  },
];
