/** Bodies whose end is told wrongly, or in two ways: where one server sees one request, another may see two. */

import { withBody, withHeaders } from '../draft.ts';
import type { Tactic } from './tactic.ts';

const LENGTHS = [
  '0',
  '1',
  '-1',
  '+5',
  '5 ',
  '0x10',
  '1e1',
  '5,5',
  '5, 6',
  '',
  'x',
  '114688',
  '114689',
  '99999999999',
  '9007199254740993',
  '99999999999999999999999',
  '00000005',
  '5;5',
  '\u00b2',
];

const CHUNKINGS = [
  '0\r\n\r\n',
  '2\r\n{}\r\n0\r\n\r\n',
  '2;x=y\r\n{}\r\n0\r\n\r\n',
  `2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
  '2\n{}\n0\n\n',
  '02\r\n{}\r\n0\r\n\r\n',
  '0x2\r\n{}\r\n0\r\n\r\n',
  '-2\r\n{}\r\n0\r\n\r\n',
  'ffffffffffffffffff\r\n{}',
  '7fffffff\r\n{}',
  '1c001\r\n{}',
  '2\r\n{}x\r\n0\r\n\r\n',
  '2\r\n{}\r\n0\r\nX-Auth-Token: x\r\n\r\n',
  '2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n',
  `0\r\n${'X: y\r\n'.repeat(4000)}\r\n`,
  '2\r\n{}\r\n',
  '2\r\n{',
  'zz\r\n',
  '\r\n',
  '',
  `${'1\r\n{\r\n'.repeat(5000)}0\r\n\r\n`,
];
const ENCODINGS = [
  'chunked',
  'Chunked',
  'chunked, chunked',
  'identity',
  'gzip, chunked',
  'chunked, gzip',
  'xchunked',
  '\u000bchunked',
  ' chunked',
  '"chunked"',
  '',
];

export const lengths: readonly Tactic[] = [
  {
    name: 'wire: a wrong length',
    weight: 20,
    alter: (draft, random) => {
      const body = draft.body ?? Buffer.from('{"server_group":{}}');
      const length = random.once(2)
        ? random.pick(LENGTHS)
        : String(Math.max(0, body.length + random.int(21) - 10));
      return {
        ...withHeaders(withBody(draft, body), ['Content-Length', length]),
        framing: 'as told',
        isSameOperation: false,
        isUnfinished: true,
      };
    },
  },
  {
    name: 'wire: two lengths, or a length and chunks',
    weight: 12,
    alter: (draft, random) => {
      const body = Buffer.from(random.pick(CHUNKINGS), 'latin1');
      const lines = [
        ['Content-Length', random.pick([...LENGTHS, String(body.length)])],
        [random.pick(['Transfer-Encoding', 'Content-Length']), random.pick([...ENCODINGS, '5'])],
      ] as const;
      return {
        ...draft,
        headers: [...draft.headers, ...(random.once(2) ? lines : lines.toReversed())],
        body,
        framing: 'as told',
        isSameOperation: false,
        isUnfinished: true,
      };
    },
  },
  {
    name: 'wire: hostile chunks',
    weight: 20,
    alter: (draft, random) => ({
      ...withHeaders(draft, ['Transfer-Encoding', random.once(3) ? random.pick(ENCODINGS) : 'chunked']),
      body: Buffer.from(random.pick(CHUNKINGS), 'latin1'),
      framing: 'as told',
      isSameOperation: false,
      isUnfinished: true,
    }),
  },
];
