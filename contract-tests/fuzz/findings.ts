/** What the fuzzing found once: each is a fixed case from then on, bytes and the answer to them. */

import type { Server } from '../cases/case.ts';

export interface Finding {
  /** What was wrong, and what happens instead. */
  readonly what: string;
  readonly bytes: (tokens: Server['tokens']) => string;
  readonly status: number;
  /** Of the fault; undefined where the body is empty. */
  readonly message: string | undefined;
}

const creation = ({ member }: Server['tokens'], body: string) =>
  `POST /v2.1/os-server-groups HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Auth-Token: ${member}\r\n` +
  `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const get = (target: string, ...lines: string[]) =>
  `GET ${[`${target} HTTP/1.1`, 'Host: h', 'Connection: close', ...lines].join('\r\n')}\r\n\r\n`;

export const findings: readonly Finding[] = [
  {
    what: 'an unknown key that is the empty text was 500; it is refused by its name',
    bytes: (tokens) => creation(tokens, '{"server_group":{"name":"n","policies":["affinity"],"":1}}'),
    status: 400,
    message:
      'Invalid input for field/attribute server_group. Value: {"name":"n","policies":["affinity"],"":1}. ' +
      "Additional properties are not allowed ('' was unexpected)",
  },
  {
    what: 'the same beside the group',
    bytes: (tokens) => creation(tokens, '{"server_group":{"name":"n","policies":["affinity"]},"":{}}'),
    status: 400,
    message: "Additional properties are not allowed ('' was unexpected)",
  },
  {
    what: 'the same at two places: the inner one is told, as for other keys',
    bytes: (token) =>
      creation(token, '{"":{"":1},"server_group":{"":[],"name":"n","policies":["affinity"]}}'),
    status: 400,
    message:
      'Invalid input for field/attribute server_group. Value: {"":[],"name":"n","policies":["affinity"]}. ' +
      "Additional properties are not allowed ('' was unexpected)",
  },
  {
    what: 'a URL without a host and a path was answered with a web page; it is a path like others',
    bytes: () => 'POST http:// HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    status: 405,
    message: 'The method POST is not allowed here. Allowed: GET, HEAD.',
  },
  {
    what: 'the answer to an expectation that is not met did not tell its length; it does',
    bytes: () => get('/v2.1', 'Expect:'),
    status: 417,
    message: 'The expectation in the Expect header cannot be met. Leave it out, or send 100-continue.',
  },
  {
    what: 'a client that went on sending after its header was refused was cut off; it gets the answer, and then the end',
    bytes: () => get('/', 'x: y\r\n'.repeat(300_000)),
    status: 431,
    message: 'The header of the request is larger than 16384 bytes.',
  },
  {
    what: 'an empty answer that is no 204 came in chunks; it tells that its length is 0',
    bytes: ({ admin }) =>
      `DELETE /v2.1/os-quota-sets/0 HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Auth-Token: ${admin}\r\n\r\n`,
    status: 202,
    message: undefined,
  },
];
