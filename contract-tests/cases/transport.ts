/** Requests and answers as bytes on a connection: over HTTP or HTTPS, and by hand where they need not be HTTP. */

import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import type { Answer, Request } from './case.ts';

/** There was no answer: not in time, or the connection was refused or broke off. */
export class NoAnswer extends Error {
  readonly sent: Request | string | Uint8Array;
  constructor(message: string, sent: NoAnswer['sent'], cause?: Error) {
    super(message, { cause });
    this.sent = sent;
  }
}

export interface Transport {
  send(request: Request): Promise<Answer>;
  raw(bytes: string | Uint8Array): Promise<Answer>;
  close(): void;
}

export const bytesOf = (body: unknown): Uint8Array | undefined => {
  if (body === undefined || body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
};

/** Whether what came over a connection is an answer with all of its body. */
const isWhole = (text: string): boolean => {
  const head = /^.*?\r\n\r\n/s.exec(text)?.[0];
  if (head === undefined) return false;
  const body = text.slice(head.length);
  if (/^transfer-encoding: *chunked/im.test(head)) return body.endsWith('0\r\n\r\n');
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  return length !== undefined && Buffer.byteLength(body) >= Number(length);
};

/** Reads what came over a connection as the first answer on it. */
const parse = (came: string): Answer => {
  // A word in between, such as `100 Continue`, is no answer yet.
  const text = came.replace(/^(?:HTTP\/1\.1 1\d\d.*?\r\n\r\n)+/s, '');
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers: Record<string, string[]> = {};
  for (const each of lines) {
    const [name = '', value = ''] = each.split(/:\s*(.*)/s);
    headers[name.toLowerCase()] = [...(headers[name.toLowerCase()] ?? []), value];
  }
  return { status: Number(line.split(' ')[1]), headers, body: rest.join('\r\n\r\n') };
};

/** A server may close a connection that it kept at the very moment at which it is used again; then another one will do. */
const wasClosedMeanwhile = (request: http.ClientRequest, error: NodeJS.ErrnoException): boolean =>
  request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');

/** After a whole answer, milliseconds for more, or for the end of the connection. */
const AFTERWARDS = 1000;

/** @param timeout milliseconds that an answer may take */
export const openTransport = (base: string, timeout: number): Transport => {
  const url = new URL(base);
  const isSecure = url.protocol === 'https:';
  const client = isSecure ? https : http;
  const agent = new client.Agent({ keepAlive: true });
  const port = Number(url.port || (isSecure ? 443 : 80));
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const prefix = url.pathname.replace(/\/$/, '');
  const failed = (sent: NoAnswer['sent'], cause: NodeJS.ErrnoException) =>
    new NoAnswer(`there is no answer (${cause.message || cause.code})`, sent, cause);
  const late = (sent: NoAnswer['sent']) =>
    new NoAnswer(`there is no answer within ${timeout / 1000} s`, sent);

  const send: Transport['send'] = (wanted) =>
    new Promise((resolve, reject) => {
      const { method = 'GET', path, headers = {}, body } = wanted;
      const bytes = bytesOf(body);
      const sent = {
        ...(bytes !== undefined && { 'Content-Type': 'application/json' }),
        ...(bytes !== undefined && !('Transfer-Encoding' in headers) && { 'Content-Length': bytes.length }),
        ...headers,
      };
      const request = client.request(
        { hostname, port, agent, method, path: prefix + path, headers: sent },
        async (response) => {
          try {
            const chunks = await Array.fromAsync(response as AsyncIterable<Buffer>);
            const text = Buffer.concat(chunks).toString();
            resolve({ status: response.statusCode ?? 0, headers: response.headersDistinct, body: text });
          } catch (error) {
            reject(failed(wanted, error as Error));
          } finally {
            clearTimeout(timer);
          }
        },
      );
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        reject(late(wanted));
        request.destroy();
      }, timeout);
      request.on('error', (error) => {
        clearTimeout(timer);
        if (!isLate && wasClosedMeanwhile(request, error)) resolve(send(wanted));
        else reject(failed(wanted, error));
      });
      request.end(bytes);
    });

  const raw: Transport['raw'] = (bytes) =>
    new Promise((resolve, reject) => {
      let text = '';
      const connected = () => void socket.write(bytes);
      const servername = net.isIP(hostname) === 0 ? hostname : '';
      const socket = isSecure
        ? tls.connect({ host: hostname, port, servername }, connected)
        : net.connect(port, hostname, connected);
      socket.setEncoding('utf8');
      const conclude = (why: NoAnswer) => {
        clearTimeout(timer);
        socket.destroy();
        if (text === '') reject(why);
        else resolve(parse(text));
      };
      let timer = setTimeout(() => conclude(late(bytes)), timeout);
      socket.on('data', (data) => {
        text += data;
        if (!isWhole(text)) return;
        clearTimeout(timer);
        timer = setTimeout(() => conclude(late(bytes)), Math.min(timeout, AFTERWARDS));
      });
      socket.on('error', (error) => conclude(failed(bytes, error)));
      socket.on('close', () =>
        conclude(new NoAnswer('there is no answer: the connection was closed', bytes)),
      );
    });

  return { send, raw, close: () => agent.destroy() };
};
