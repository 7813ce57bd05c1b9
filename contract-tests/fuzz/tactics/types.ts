/** Spellings of a Content-Type, and of a microversion. */

import { type HeaderLine, withHeaders } from '../draft.ts';
import type { Random } from '../random.ts';
import type { Tactic } from './tactic.ts';

const TYPES = [
  'application/json',
  'text/plain',
  'application/vnd.openstack.compute+json',
  'application/xml',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'application/json-patch+json',
  '*/*',
  'application/*',
  'json',
  '',
];
const PARAMETERS = [
  'charset=utf-8',
  'charset=UTF-16',
  'charset=latin1',
  'charset="',
  'charset',
  'q=0',
  'boundary=--',
  '=',
  '=x',
  '"',
  ',text/html',
  '\u00e9=1',
  '\t',
  '__proto__=1',
];

/** Very many spellings, few of which come twice: what is kept for each would be seen in the memory. */
const spelling = (random: Random): string => {
  const type = random.once(3) ? random.pick(TYPES) : 'application/json';
  const cased = random.once(6) ? type.toUpperCase() : type;
  const parameters = Array.from(
    { length: 1 + random.int(3) },
    () =>
      `${random.pick([';', '; ', ' ;', ';;'])}${random.once(4) ? random.pick(PARAMETERS) : `x=${random.int(1e9)}`}`,
  );
  return cased + parameters.join('');
};

const VERSIONS = [
  '2.1',
  '2.0',
  '2.64',
  '2.103',
  '2.104',
  '2.999',
  '3.0',
  '1.1',
  '0.1',
  'latest',
  'LATEST',
  '2',
  '2.',
  '.1',
  '2.01',
  '02.1',
  'v2.1',
  '2.1.1',
  '-2.1',
  '2.-1',
  '2,1',
  '2.1e1',
  '',
  ' ',
  '2.99999999999999999999',
  `2.${'9'.repeat(3000)}`,
  '\u00b2.1',
  '2.1\u00a0',
  '__proto__',
  '\u0000',
  'NaN',
];
const SERVICES = [
  'compute',
  'COMPUTE',
  'nova',
  'volume',
  'compute ',
  'compute,',
  ',compute',
  'volume 3.1, compute',
  'compute 2.1, compute',
  'identity',
  '',
  'compute\t',
  '"compute"',
];

const versionLines = (random: Random): HeaderLine[] =>
  Array.from({ length: 1 + random.int(3) }, () =>
    random.once(2)
      ? (['OpenStack-API-Version', `${random.pick(SERVICES)} ${random.pick(VERSIONS)}`] as const)
      : (['X-OpenStack-Nova-API-Version', random.pick(VERSIONS)] as const),
  );

export const types: readonly Tactic[] = [
  {
    name: 'header: a spelling of Content-Type',
    weight: 280,
    alter: (draft, random) => withHeaders(draft, ['Content-Type', spelling(random)]),
  },
  {
    name: 'header: versions',
    weight: 40,
    alter: (draft, random) => ({
      ...draft,
      headers: [...draft.headers.filter(([name]) => !/version/i.test(name)), ...versionLines(random)],
      version: undefined,
    }),
  },
];
