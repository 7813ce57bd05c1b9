/** Hostile bodies: what parsers of JSON and what comes after them stumble over. */

import { withBody } from '../draft.ts';
import { BAD_UTF8, BROKEN, DEPTHS, KEYS, NUMBERS } from './body-values.ts';
import { anyJson, extended, filled } from './json.ts';
import { type Tactic, TEXTS, takesBody, takesNoBody } from './tactic.ts';

const SENT = ['name', 'policies', 'policy', 'rules', 'server_group', 'quota_set'];
const SENT_OF_MEMBERS = ['member', 'host', 'add_member', 'remove_member', 'instance_uuid', 'server_ids'];

export const bodies: readonly Tactic[] = [
  {
    name: 'body: a value of another kind',
    weight: 40,
    takes: takesBody,
    alter: (draft, random) => filled(draft, random, JSON.stringify(anyJson(random))),
  },
  {
    name: 'body: hostile text',
    weight: 30,
    takes: takesBody,
    alter: (draft, random) =>
      filled(draft, random, JSON.stringify(random.pick(TEXTS) + random.pick(TEXTS).slice(0, 20))),
  },
  {
    name: 'body: broken JSON',
    weight: 15,
    takes: takesBody,
    alter: (draft, random) =>
      random.once(2) ? withBody(draft, random.pick(BROKEN)) : filled(draft, random, random.pick(BROKEN)),
  },
  {
    name: 'body: invalid UTF-8',
    weight: 20,
    takes: takesBody,
    alter: (draft, random) => {
      const bytes = draft.body ?? Buffer.alloc(0);
      const at = random.int(bytes.length + 1);
      return withBody(
        draft,
        Buffer.concat([bytes.subarray(0, at), Buffer.from(random.pick(BAD_UTF8)), bytes.subarray(at)]),
      );
    },
  },
  {
    name: 'body: duplicate keys',
    weight: 15,
    takes: takesBody,
    alter: (draft, random) => {
      const [key, other] = [random.pick([...SENT, ...SENT_OF_MEMBERS]), random.pick(TEXTS)];
      return extended(
        draft,
        random,
        `${JSON.stringify(key)}:${JSON.stringify(anyJson(random))},${JSON.stringify(key)}:${JSON.stringify(other)}`,
      );
    },
  },
  {
    name: 'body: __proto__ and other names of objects',
    weight: 20,
    takes: takesBody,
    alter: (draft, random) =>
      extended(draft, random, `"${random.pick(KEYS)}":${JSON.stringify(anyJson(random))}`),
  },
  {
    name: 'body: many keys',
    weight: 2,
    takes: takesBody,
    alter: (draft, random) => {
      const keys = Array.from({ length: 1 + random.int(6000) }, (_, index) => `"k${index}":${index}`);
      return extended(draft, random, keys.join(','));
    },
  },
  {
    name: 'body: deep nesting',
    weight: 15,
    takes: takesBody,
    alter: (draft, random) => {
      const depth = random.pick(DEPTHS);
      const isArray = random.once(2);
      const inside = random.once(2) ? '0' : '';
      const nested = isArray
        ? '['.repeat(depth) + inside + ']'.repeat(depth)
        : `${'{"a":'.repeat(depth)}0${'}'.repeat(depth)}`;
      return filled(draft, random, random.once(8) ? nested.slice(0, nested.length / 2) : nested);
    },
  },
  {
    name: 'body: huge numbers',
    weight: 15,
    takes: takesBody,
    alter: (draft, random) => {
      const number = random.pick(NUMBERS);
      return random.once(2)
        ? filled(draft, random, number)
        : filled(draft, random, `{"max_server_per_host":${number}}`);
    },
  },
  {
    name: 'body: lone surrogates',
    weight: 10,
    takes: takesBody,
    alter: (draft, random) => {
      const text = random.pick([
        '"\\ud800"',
        '"\\udfff"',
        '"\\udc00\\ud800"',
        '"a\\ud83d"',
        '"\\ud83d\\ude00"',
      ]);
      return random.once(3) ? extended(draft, random, `${text}:1`) : filled(draft, random, text);
    },
  },
  {
    name: 'body: NUL',
    weight: 10,
    takes: takesBody,
    alter: (draft, random) =>
      filled(
        draft,
        random,
        random.pick(['"\\u0000"', '"a\\u0000b"', '"\u0000"', '\u0000', '{"\\u0000":1}', '["\\u0000"]']),
      ),
  },
  {
    name: 'body: where none belongs',
    weight: 15,
    takes: takesNoBody,
    alter: (draft, random) => ({
      ...withBody(draft, random.once(2) ? JSON.stringify(anyJson(random)) : random.bytes(random.int(300))),
      framing: random.once(2) ? 'length' : 'chunked',
    }),
  },
  {
    name: 'body: at the limit of size',
    weight: 4,
    takes: takesBody,
    alter: (draft, random) => {
      const body = draft.body ?? Buffer.alloc(0);
      const size = 114_688 + random.pick([-1, 0, 1]);
      return withBody(draft, body + ' '.repeat(size - body.length));
    },
  },
  {
    name: 'body: 10 MB',
    weight: 1,
    alter: (draft, random) => ({
      ...withBody(draft, Buffer.alloc(10_000_000, random.pick([' ', '[', '{"a":', 'x']))),
      framing: random.once(2) ? 'length' : 'chunked',
    }),
  },
];
