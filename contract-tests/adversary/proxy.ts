/** A server that stands before the right one, and is wrong in the one way that it is told. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import type { Answer } from '../cases/case.ts';
import { openTransport } from '../cases/transport.ts';
import { type Alter, type Pass, type Sent, withText } from './wire.ts';

const TIMEOUT = 30_000;
/** The status of no answer at all. */
const SILENT = 0;

/** About the connection, not about the answer. */
const OF_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'date'];

/** Passes everything on as it is. */
export const unaltered: Alter = (request, pass) => pass(request);

/** As the transport writes the names that it looks for. */
const titled = (name: string): string => name.replaceAll(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());

const read = async (incoming: IncomingMessage): Promise<Sent> => {
  const { method = '', url: path = '', headersDistinct: headers } = incoming;
  return { method, path, headers, body: Buffer.concat(await incoming.toArray()) };
};

/** What was written by hand, as far as it is a request. */
const readBytes = (bytes: Buffer): Sent => {
  const text = bytes.toString();
  const [, method = '', path = ''] = /^(\S+) (?:https?:\/\/[^/? ]*)?([^ ]*)/i.exec(text) ?? [];
  return { method, path, headers: {}, body: Buffer.from(text.split('\r\n\r\n')[1] ?? ''), bytes };
};

const linesOf = ({ headers }: Answer): string[] =>
  Object.entries(headers).flatMap(([name, values = []]) => values.map((value) => `${name}: ${value}\r\n`));

/** A client that keeps its connection speaks HTTP; what is written by hand says nothing of the kind. */
const isHttp = (start: Buffer): boolean => /^Connection: keep-alive\r$/im.test(start.toString());

export interface Proxy {
  readonly url: string;
  /** How it answers from now on. */
  alter: Alter;
  /** Why there were no answers where there should have been: what alters them is itself wrong. */
  readonly errors: unknown[];
  close(): void;
}

/**
 * Starts the proxy. Its own address takes the place of the right server's in what it answers.
 *
 * @param upstream where the right server is
 */
export const startProxy = async (upstream: string): Promise<Proxy> => {
  const transport = openTransport(upstream, TIMEOUT);
  const proxy: Proxy = {
    url: '',
    alter: unaltered,
    errors: [],
    close: () => {
      outer.close();
      for (const socket of sockets) socket.destroy();
      transport.close();
    },
  };

  const pass: Pass = async ({ method, path, headers, body, bytes }) => {
    const named = Object.entries(headers).flatMap(([name, values]) =>
      values === undefined ? [] : [[titled(name), values.length === 1 ? (values[0] ?? '') : values] as const],
    );
    const answer =
      bytes === undefined
        ? await transport.send({
            method,
            path,
            headers: Object.fromEntries(named),
            body: body.length > 0 ? body : undefined,
          })
        : await transport.raw(bytes);
    return answer.body.includes(upstream)
      ? withText(answer, answer.body.replaceAll(upstream, proxy.url))
      : answer;
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const { status, headers, body } = await proxy.alter(await read(incoming), pass);
      if (status === SILENT) return void response.destroy();
      const given = Object.entries(headers).flatMap(([name, values]) =>
        values === undefined || OF_CONNECTION.includes(name) ? [] : values.flatMap((value) => [name, value]),
      );
      response.sendDate = false;
      response.writeHead(status, given);
      response.end(body);
    } catch (error) {
      proxy.errors.push(error);
      response.destroy();
    }
  };
  const inner = createServer({ maxHeaderSize: 65_536, requireHostHeader: false }, serve);
  inner.on('checkExpectation', serve);
  inner.on('checkContinue', serve);

  const tunnel = async (socket: net.Socket, bytes: Buffer): Promise<void> => {
    try {
      const answer = await proxy.alter(readBytes(bytes), pass);
      if (answer.status === SILENT) return void socket.destroy();
      socket.end(`HTTP/1.1 ${answer.status} -\r\n${linesOf(answer).join('')}\r\n${answer.body}`);
    } catch (error) {
      proxy.errors.push(error);
      socket.destroy();
    }
  };

  const sockets = new Set<net.Socket>();
  const outer = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (start) => {
      if (!isHttp(start)) return void tunnel(socket, start);
      socket.pause();
      inner.emit('connection', socket);
      socket.unshift(start);
      socket.resume();
    });
  });
  outer.listen(0, '127.0.0.1');
  await once(outer, 'listening');
  Object.assign(proxy, { url: `http://127.0.0.1:${(outer.address() as AddressInfo).port}` });
  return proxy;
};
