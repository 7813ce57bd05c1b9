/** Hostile paths: percent-encoding tricks, and the ids of others. */

import { type Draft, withHeaders } from '../draft.ts';
import type { Random } from '../random.ts';
import { namesGroup, namesServer, type Tactic, TEXTS } from './tactic.ts';

/** What stands in place of a slash or within a segment, to get past a comparison of texts. */
const TRICKS = [
  '%2f',
  '%2F',
  '%5c',
  '%00',
  '%',
  '%%',
  '%2',
  '%zz',
  '%25%32%66',
  '%252f',
  '%2e%2e',
  '%2e%2e/',
  '..',
  '../',
  './',
  '/',
  '//',
  '///',
  '\\',
  ';',
  ';a=b',
  '%3b',
  '%3f',
  '?',
  '%23',
  '#',
  '%20',
  '+',
  '%ff',
  '%c0%ae',
  '%c0%af',
  '%ed%a0%80',
  '%e2%82',
  '%u002f',
  '%0d%0aX:%201',
  '\u00ff',
  '\u00c3\u00a9',
  '*',
  ':id',
  '(.*)',
  '{id}',
  '.json',
  '~',
  '@',
  '&',
  '=',
];

const inserted = (text: string, random: Random, piece: string): string => {
  const at = 1 + random.int(text.length);
  return text.slice(0, at) + piece + text.slice(at + (random.once(3) ? 1 : 0));
};

/** Some characters by their codes: the path stays the same one. */
const escaped = (text: string, random: Random): string =>
  text.replaceAll(/[^/?]/g, (character) => {
    if (!random.once(3)) return character;
    const hex = character.charCodeAt(0).toString(16).padStart(2, '0');
    return `%${random.once(2) ? hex : hex.toUpperCase()}`;
  });

const ALL_ABSOLUTE = [
  'http://127.0.0.1',
  'http://u:p@example.com:80',
  'HTTPS://x',
  'http://',
  'ftp://x',
  'http:/',
  '//evil.example',
  '*',
];
const OPERATIONAL = [
  '/',
  '/v2',
  '/v2/',
  '/v2.1',
  '/v2.1/',
  '/v2.1//',
  '/healthz',
  '/readyz',
  '/metrics',
  '/openapi.json',
  '/openapi.yaml',
  '/docs',
  '/foo',
  '/v2.10',
  '/v2.1/x',
  '/V2.1/',
  '*',
  '/favicon.ico',
  '/.git/config',
];

const elsewhere = (draft: Draft, target: string): Draft => ({
  ...draft,
  target,
  isSameOperation: false,
  version: undefined,
});

const GROUP = /os-server-groups\/[^/?]+/;
const LAST = /[^/]+$/;

/** What may be taken for an id, or upset who reads it. */
const hostileId = (id: string, random: Random): string =>
  random.pick([
    encodeURIComponent(random.pick(TEXTS).slice(0, 3000)),
    id.toUpperCase(),
    `{${id}}`,
    id.replaceAll('-', ''),
    `urn:uuid:${id}`,
    `${id}%00`,
    `%20${id}`,
    `${id}%0A`,
  ]);

export const paths: readonly Tactic[] = [
  {
    name: 'path: percent-encoding tricks',
    weight: 45,
    alter: (draft, random) => elsewhere(draft, inserted(draft.target, random, random.pick(TRICKS))),
  },
  {
    name: 'path: the same, by codes',
    weight: 20,
    alter: (draft, random) => elsewhere(draft, escaped(draft.target, random)),
  },
  {
    name: 'path: somewhere else',
    weight: 6,
    alter: (draft, random) => elsewhere(draft, random.pick(OPERATIONAL)),
  },
  {
    name: 'path: a whole URL',
    weight: 6,
    alter: (draft, random) => elsewhere(draft, random.pick(ALL_ABSOLUTE) + draft.target),
  },
  {
    name: 'path: long',
    weight: 5,
    alter: (draft, random) =>
      elsewhere(
        draft,
        draft.target + random.pick(['/', 'a', '%61', '/..', '%2e', '/a']).repeat(random.int(5000)),
      ),
  },
  {
    name: 'path: a hostile id',
    weight: 30,
    takes: namesGroup,
    alter: (draft, random, { own }) =>
      elsewhere(
        draft,
        draft.target.replace(GROUP, `os-server-groups/${hostileId(random.pick(own), random)}`),
      ),
  },
  {
    name: 'path: a hostile server id',
    weight: 20,
    takes: namesServer,
    alter: (draft, random) =>
      elsewhere(
        draft,
        draft.target.replace(LAST, (server) => hostileId(server, random)),
      ),
  },
  {
    name: 'path: the id of a group of another project',
    weight: 40,
    takes: namesGroup,
    alter: (draft, random, { others, tokens }) => {
      // Who sees all projects may change and delete it.
      const mine = draft.seesAllProjects ? withHeaders(draft, ['X-Auth-Token', tokens.member]) : draft;
      const id = random.once(2) ? random.pick(others) : escaped(random.pick(others), random);
      return {
        ...mine,
        target: draft.target.replace(GROUP, `os-server-groups/${id}`),
        seesAllProjects: false,
      };
    },
  },
];
