/** Sends bytes over a connection of their own, exactly as they are, and gathers what comes back. */

import net from 'node:net';
import { readAnswers } from './answers.ts';

/** An answer that takes longer never comes: so much more than any takes that a busy machine does not matter. */
export const HANG_MS = 30_000;
/** How long the server may stay quiet before an unfinished request is ended by the client. */
const QUIET_MS = 40;

export interface Sending {
  readonly bytes: Buffer;
  readonly methods: readonly string[];
  readonly isUnfinished: boolean;
  /** The server is waited for until it closes the connection, however many answers have come. */
  readonly untilClosed?: boolean;
  readonly slow?: { readonly parts: number; readonly pause: number };
}

export interface Received {
  readonly bytes: Buffer;
  /** How it ended: all answers came; the server closed or reset the connection before; or nothing more came. */
  readonly end: 'answered' | 'closed' | 'reset' | 'hang' | 'refused';
  readonly ms: number;
}

const partsOf = (bytes: Buffer, count: number): Buffer[] => {
  const size = Math.max(1, Math.ceil(bytes.length / count));
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
};

export const sendBytes = (
  { hostname, port }: URL,
  { bytes, methods, isUnfinished, untilClosed = false, slow = { parts: 1, pause: 0 } }: Sending,
  hangMs = HANG_MS,
): Promise<Received> =>
  new Promise((resolve) => {
    const began = performance.now();
    const chunks: Buffer[] = [];
    let timer: NodeJS.Timeout | undefined;
    let isConnected = false;
    const socket = net.connect({ port: Number(port), host: hostname, noDelay: true, allowHalfOpen: true });
    const finish = (end: Received['end']) => {
      clearTimeout(timer);
      clearTimeout(tooLate);
      socket.destroy();
      resolve({ bytes: Buffer.concat(chunks), end, ms: performance.now() - began });
    };
    const tooLate = setTimeout(finish, hangMs, 'hang');

    // A client that has nothing more to say says so: what is unfinished then stays so.
    const endSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => socket.end(), QUIET_MS);
    };
    const parts = partsOf(bytes, slow.parts);
    const sendNext = () => {
      const part = parts.shift();
      if (part !== undefined) socket.write(part);
      if (parts.length > 0) timer = setTimeout(sendNext, slow.pause);
      else if (isUnfinished) endSoon();
    };
    socket.on('connect', () => {
      isConnected = true;
      sendNext();
    });
    socket.on('data', (data) => {
      chunks.push(data);
      const { answers, wrong } = readAnswers(Buffer.concat(chunks), methods);
      const isAll = !isUnfinished && !untilClosed && answers.length >= methods.length;
      if (wrong !== undefined || isAll) finish('answered');
      else if (isUnfinished && parts.length === 0) endSoon();
    });
    socket.on('end', () => finish('closed'));
    socket.on('error', () => finish(isConnected ? 'reset' : 'refused'));
    socket.on('close', () => finish('closed'));
  });
