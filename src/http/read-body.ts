/** Reads the body as JSON. Without one the body is `null`, as for Nova. */

import type { IncomingMessage } from 'node:http';
import { fault, MAX_BODY } from '../faults.ts';
import type { Step } from './exchange.ts';

/** Deeper nesting than any request of the API has, and less than what would exhaust the stack. */
const MAX_DEPTH = 100;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The bytes of the body; undefined when they are more than a body may have (the rest is not read). */
const read = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Whether a value can be stored and sent again: no lone surrogates in its strings, and no bottomless nesting. */
const isSound = (value: unknown, depth = 0): boolean => {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (depth === MAX_DEPTH) return false;
  return Object.entries(value).every(([key, each]) => key.isWellFormed() && isSound(each, depth + 1));
};

const parse = (bytes: Buffer): { value: unknown } | undefined => {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = text === '' ? null : JSON.parse(text);
    return isSound(value) ? { value } : undefined;
  } catch {
    return undefined;
  }
};

const READ = new Set(['POST', 'PUT', 'PATCH']);

/** Whether a body of the method is read; others are ignored. */
export const readsBody = (method = ''): boolean => READ.has(method);

export const readBody: Step = async (exchange) => {
  if (!readsBody(exchange.request.method)) return undefined;
  exchange.askForBody();
  const bytes = await read(exchange.request);
  if (bytes === undefined) return fault.tooLarge();
  const parsed = parse(bytes);
  if (parsed === undefined) return fault.malformedBody();
  exchange.body = parsed.value;
  return undefined;
};
