/** Hostile bytes: several requests at once, slow ones, and what is no request at all. */

import { bytesOf, type Draft, withBody } from '../draft.ts';
import type { Random } from '../random.ts';
import { type Tactic, takesBody } from './tactic.ts';

const raw = (draft: Draft, bytes: Buffer, methods?: readonly string[]): Draft => ({
  ...draft,
  raw: bytes,
  ...(methods === undefined ? {} : { methods }),
  isSameOperation: false,
  version: undefined,
  isUnfinished: methods === undefined,
});

const GARBAGE = [
  '',
  '\r\n',
  '\r\n\r\n',
  '\u0000',
  'GET',
  'GET /',
  'GET / HTTP/1.1',
  'GET / HTTP/1.1\r\n',
  'GET / HTTP/0.9\r\n\r\n',
  'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
  'GET / HTTP/1.0\r\n\r\n',
  'GET / http/1.1\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
  'SSH-2.0-x\r\n',
  'EHLO x\r\n',
  '\u0080\u0002\u0001',
  `GET /${' '.repeat(20_000)}`,
  '\r\n'.repeat(10_000),
  'a'.repeat(70_000),
];

const flipped = (bytes: Buffer, random: Random): Buffer => {
  let altered = Buffer.from(bytes);
  for (let left = 1 + random.int(6); left > 0; left--) {
    const at = random.int(altered.length + 1);
    const [before, after] = [altered.subarray(0, at), altered.subarray(at)];
    const kind = random.int(4);
    if (kind === 0) altered = Buffer.concat([before, random.bytes(1 + random.int(4)), after]);
    else if (kind === 1) altered = Buffer.concat([before, after.subarray(1 + random.int(4))]);
    else if (kind === 2) altered = Buffer.concat([before, after.subarray(0, random.int(40)), after]);
    else if (at < altered.length) altered[at] = (altered[at] ?? 0) ^ (1 << random.int(8));
  }
  return altered;
};

const LAST: readonly string[] = [
  '',
  'x\r\n\r\n',
  'GET / HTTP/1.1\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx',
  '\u0000\u0000',
];

export const wire: readonly Tactic[] = [
  {
    name: 'wire: a body that breaks off',
    weight: 10,
    takes: takesBody,
    alter: (draft, random) => {
      const bytes = bytesOf(draft);
      return raw(draft, bytes.subarray(0, bytes.length - 1 - random.int(draft.body?.length ?? 1)));
    },
  },
  {
    name: 'wire: pipelining',
    weight: 25,
    alter: (draft, random) => {
      const count = 2 + random.int(8);
      const one = bytesOf(draft);
      const last = random.pick(LAST);
      const bytes = Buffer.concat([...Array.from({ length: count }, () => one), Buffer.from(last, 'latin1')]);
      const methods = Array.from({ length: count }, () => draft.method);
      return { ...draft, raw: bytes, methods, isUnfinished: last !== '', isSameOperation: last === '' };
    },
  },
  {
    name: 'wire: a slow header',
    weight: 4,
    alter: (draft, random) => ({ ...draft, slow: { parts: 5 + random.int(20), pause: 20 } }),
  },
  {
    name: 'wire: a slow body',
    weight: 4,
    takes: takesBody,
    alter: (draft, random) => ({
      ...withBody(draft, `${draft.body}${' '.repeat(random.int(100_000))}`),
      slow: { parts: 5 + random.int(20), pause: 20 },
    }),
  },
  {
    name: 'wire: bytes altered at random',
    weight: 60,
    alter: (draft, random) => raw(draft, flipped(bytesOf(draft), random)),
  },
  {
    name: 'wire: garbage',
    weight: 8,
    alter: (draft, random) =>
      raw(
        draft,
        random.once(2) ? random.bytes(random.int(3000)) : Buffer.from(random.pick(GARBAGE), 'latin1'),
      ),
  },
];
