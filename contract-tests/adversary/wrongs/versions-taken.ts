/** Servers that take one version header for another. */

import type { Sent, withHeaders } from '../wire.ts';
import { takes, type Wrong, wrong } from '../wrong.ts';
import { asks, having, isAsked, isAskedOlder, malformed, O, OLDER, S, STANDARD } from './of-versions.ts';

/** How a header is taken for another, and the cases that notice. */
const TAKEN: readonly (readonly [
  id: string,
  what: string,
  cases: readonly string[],
  and: (request: Sent) => boolean,
  changed: Parameters<typeof withHeaders>[1],
])[] = [
  [
    'older-ignored',
    'the older header is ignored',
    [
      asks(`${O}"2.53"`, '2.53'),
      asks(`${O}"latest"`, 'the newest version'),
      asks(`${O}["2.1","2.53"]`, '2.53'),
    ],
    () => true,
    { [OLDER]: undefined },
  ],
  [
    'older-first',
    'the older header is heeded before the other',
    [asks(`${S}"compute 2.13",${O}"2.53"`, '2.13'), asks(`${S}"compute 2.13",${O}"nonsense"`, '2.13')],
    isAskedOlder(/./),
    { [STANDARD]: undefined },
  ],
  [
    'older-never-with',
    'the older header is ignored beside the other, whatever service that names',
    [asks(`${S}"volume 3.50",${O}"2.53"`, '2.53')],
    isAsked(/./),
    { [OLDER]: undefined },
  ],
  [
    'older-list',
    'a list in the older header is ignored',
    [asks(`${O}"2.1, 2.53"`, '2.53')],
    isAskedOlder(/,/),
    { [OLDER]: undefined },
  ],
  [
    'letters',
    'compute in upper case is another service',
    [asks(`${S}"COMPUTE 2.53"`, '2.53')],
    isAsked(/^COMPUTE/),
    { [STANDARD]: undefined },
  ],
  [
    'blanks',
    'white space makes another service',
    [asks(`${S}"  compute   2.53  "`, '2.53')],
    isAsked(/ {2}/),
    { [STANDARD]: undefined },
  ],
  [
    'list',
    'a list of services is not read',
    [asks(`${S}"placement 1.30, compute 2.53, volume 3.50"`, '2.53')],
    isAsked(/placement.*compute/),
    { [STANDARD]: undefined },
  ],
  [
    'headers',
    'the first of two headers is read',
    [asks(`${S}["placement 1.30","compute 2.53"]`, '2.53')],
    isAsked(/^placement 1/),
    { [STANDARD]: 'placement 1.30' },
  ],
  [
    'first',
    'of two versions the first one counts',
    [asks(`${S}"compute 2.13, compute 2.53"`, '2.53')],
    isAsked(/2\.13, /),
    { [STANDARD]: 'compute 2.13' },
  ],
  [
    'older-once',
    'of two older versions the first one counts',
    [asks(`${O}["2.1","2.53"]`, '2.53'), asks(`${O}"2.1, 2.53"`, '2.53')],
    isAskedOlder(/^2\.1(,|$)/),
    { [OLDER]: '2.1' },
  ],
  [
    'nova',
    'nova is another name of compute',
    [asks(`${S}"nova 2.53"`, '2.1')],
    isAsked(/^nova/),
    { [STANDARD]: 'compute 2.64' },
  ],
  [
    'bare',
    'a version needs no name of a service',
    [asks(`${S}"2.53"`, '2.1')],
    isAsked(/^2\.53$/),
    { [STANDARD]: 'compute 2.64' },
  ],
  [
    'any-service',
    'the version of another service is taken',
    [asks(`${S}"placement 99.1"`, '2.1')],
    isAsked(/^placement 99/),
    { [STANDARD]: 'compute 99.1' },
  ],
  [
    'no-version',
    'compute without a version asks for the newest',
    [asks(`${S}"compute"`, '2.1')],
    isAsked(/^compute$/),
    { [STANDARD]: 'compute latest' },
  ],
  [
    'empty',
    'an empty header asks for the newest',
    [asks(`${S}""`, '2.1')],
    isAsked(/^$/),
    { [STANDARD]: 'compute latest' },
  ],
  [
    'zeros',
    'zeros before a number do not matter',
    [malformed('2.01'), malformed('02.1')],
    isAsked(/ (2\.01|02\.1)$/),
    { [STANDARD]: 'compute 2.1' },
  ],
  [
    'major',
    'a number alone is a version',
    [malformed('2'), malformed('2.')],
    isAsked(/ 2\.?$/),
    { [STANDARD]: 'compute 2.1' },
  ],
  [
    'v',
    'a version may begin with a letter',
    [malformed('v2.64')],
    isAsked(/v2\.64/),
    { [STANDARD]: 'compute 2.64' },
  ],
  [
    'patch',
    'a third number is passed over',
    [malformed('2.1.0')],
    isAsked(/2\.1\.0/),
    { [STANDARD]: 'compute 2.1' },
  ],
  [
    'upper-latest',
    'LATEST is latest',
    [malformed('LATEST')],
    isAsked(/LATEST/),
    { [STANDARD]: 'compute latest' },
  ],
];

export const versionsTaken: readonly Wrong[] = [
  ...TAKEN.map(([id, what, cases, and, changed]) =>
    wrong(`versions/${id}`, what, cases, takes({ and }, having(changed))),
  ),
];
