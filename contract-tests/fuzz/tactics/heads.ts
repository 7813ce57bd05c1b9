/** Hostile methods and headers: tokens, versions, types, and very many of them. */

import { type Draft, type HeaderLine, withHeaders } from '../draft.ts';
import type { Random } from '../random.ts';
import { inHeader, type Tactic, TEXTS } from './tactic.ts';

const METHODS = [
  'HEAD',
  'OPTIONS',
  'PUT',
  'PATCH',
  'POST',
  'DELETE',
  'GET',
  'TRACE',
  'PROPFIND',
  'M-SEARCH',
  'QUERY',
  'LINK',
  'PURGE',
  'CONNECT',
  'get',
  'Get',
  'G\u0000T',
  'FOO',
  '',
  'GETGETGET',
];

const VALUES: Readonly<Record<string, readonly string[]>> = {
  Accept: [
    '*/*',
    'text/html',
    'application/vnd.openstack.compute+json',
    'application/xml;q=0.9',
    ';',
    ',',
    '',
    'a/b'.repeat(2000),
  ],
  Expect: ['100-continue', '100-Continue', 'something', ''],
  Upgrade: ['websocket', 'h2c', 'TLS/1.0'],
  Connection: ['close', 'keep-alive', 'Upgrade', 'X-Auth-Token', 'close, close', 'Content-Length'],
  Host: [
    '',
    'evil.example',
    'a b',
    'a:b:c',
    '[::1]:1',
    'x'.repeat(3000),
    '\u00ff',
    'http://x',
    'a/../b',
    '"',
    '<',
    '%00',
    'a\u0000',
    '{',
    '\u00e9\u00e9',
    '[',
    ']:',
    '127.0.0.1:99999',
  ],
  'Accept-Encoding': ['gzip', 'br', 'identity;q=0'],
  'Content-Encoding': ['gzip', 'deflate', 'br', 'x'],
  Range: ['bytes=0-1', 'bytes=-'],
  'If-None-Match': ['*', '"x"'],
  'If-Modified-Since': ['Thu, 01 Jan 2099 00:00:00 GMT'],
  Origin: ['null', 'http://evil.example', '\u0000'],
  'X-HTTP-Method-Override': ['DELETE'],
  'X-Forwarded-Host': ['evil.example', ''],
  'X-Forwarded-Proto': ['https', 'javascript', ''],
  'X-OpenStack-Request-Id': ['req-x', 'req-00000000-0000-4000-8000-000000000000', 'x'.repeat(5000)],
  'Content-Length': ['0'],
  __proto__x: ['1'],
};

const flood = (random: Random): HeaderLine[] => {
  const count = random.pick([10, 100, 500, 1000, 1900, 2100, 5000]);
  const [isSame, value] = [random.once(2), random.pick(['', 'x', 'x'.repeat(random.int(300))])];
  return Array.from({ length: count }, (_, index) => [isSame ? 'x' : `x${index}`, value] as const);
};

export const heads: readonly Tactic[] = [
  {
    name: 'method: another one',
    weight: 20,
    alter: (draft, random) => {
      const method = random.pick(METHODS);
      return {
        ...draft,
        method,
        isSameOperation: false,
        version: undefined,
        isUnfinished: !/^[A-Z-]+$/.test(method) || method === 'CONNECT',
      };
    },
  },
  {
    name: 'header: hostile values',
    weight: 40,
    alter: (draft, random) => {
      const name = random.pick(Object.keys(VALUES));
      const value = random.once(4) ? inHeader(random.pick(TEXTS)) : random.pick(VALUES[name] as string[]);
      const isTwice = random.once(6);
      const altered = isTwice
        ? { ...draft, headers: [...draft.headers, [name, value] as const] }
        : withHeaders(draft, [name, value]);
      return { ...altered, isUnfinished: true };
    },
  },
  {
    name: 'header: flood',
    weight: 12,
    alter: (draft, random) => ({
      ...draft,
      headers: [...draft.headers, ...flood(random)],
      isUnfinished: true,
    }),
  },
  {
    name: 'header: forms that HTTP forbids',
    weight: 12,
    alter: (draft: Draft, random) => {
      const lines: readonly HeaderLine[] = [
        ['X ', '1'],
        [' X', '1'],
        ['X\u0000', '1'],
        ['X', 'a\r\n b'],
        ['X', 'a\nY: b'],
        ['X', 'a\rb'],
        ['', '1'],
        ['X:', ''],
        ['\u00e9', '1'],
        ['X', '\u0007'],
        ['(x)', '1'],
        ['X', 'a\r\n\r\n'],
      ];
      return {
        ...draft,
        headers: [...draft.headers, random.pick(lines)],
        isSameOperation: false,
        isUnfinished: true,
      };
    },
  },
];
