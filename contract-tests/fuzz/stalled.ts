/** Connections that keep the service waiting: they must harm nobody else, and must come to an end. */

import net from 'node:net';
import { readAnswers } from './answers.ts';

/** In milliseconds: twice the time that the service gives to a request, for it looks at that now and then. */
const ENDS_WITHIN = 120_000;
const DRIP_MS = 1000;
const OF_EACH = 10;

/** How a request stalls: what comes at once, and what comes a byte at a time. */
interface Kind {
  readonly name: string;
  readonly start: string;
  readonly drip: string;
}

const kinds = (token: string): readonly Kind[] => {
  const line = 'POST /v2.1/os-server-groups HTTP/1.1\r\nHost: 127.0.0.1\r\n';
  const head = `${line}X-Auth-Token: ${token}\r\nContent-Length: 1000\r\n\r\n`;
  return [
    { name: 'nothing more after half a header', start: line, drip: '' },
    { name: 'nothing more after half a body', start: `${head}{`, drip: '' },
    { name: 'a header that comes a byte in a second', start: line, drip: `X-Slow: ${'x'.repeat(1000)}` },
    { name: 'a body that comes a byte in a second', start: head, drip: ' '.repeat(1000) },
  ];
};

const stall = ({ hostname, port }: URL, { name, start, drip }: Kind): Promise<string | undefined> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let dripped = 0;
    const socket = net.connect(Number(port), hostname, () => socket.write(start));
    const dripping = setInterval(() => {
      if (dripped < drip.length && socket.writable) socket.write(drip.charAt(dripped++));
    }, DRIP_MS);
    const end = (problem?: string) => {
      clearInterval(dripping);
      clearTimeout(tooLate);
      socket.destroy();
      resolve(problem);
    };
    const tooLate = setTimeout(end, ENDS_WITHIN, `${name}: the service waits for ever`);
    socket.on('data', (data) => chunks.push(data));
    socket.on('error', () => {});
    socket.on('close', () => {
      const { answers, rest } = readAnswers(Buffer.concat(chunks), ['POST']);
      const isTimeout = rest.length === 0 && answers.every(({ status }) => status === 408);
      end(
        isTimeout ? undefined : `${name}: answered with ${Buffer.concat(chunks).toString('latin1', 0, 300)}`,
      );
    });
  });

/** Resolves with what is wrong, a line each, once the service has given up on each of them. */
export const stallConnections = async (url: string, token: string): Promise<string[]> => {
  const all = kinds(token).flatMap((kind) =>
    Array.from({ length: OF_EACH }, () => stall(new URL(url), kind)),
  );
  return [...new Set((await Promise.all(all)).filter((problem) => problem !== undefined))];
};
