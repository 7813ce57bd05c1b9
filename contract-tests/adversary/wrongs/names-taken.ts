/** Servers that take for a name what is none. */

import { named } from '../../run.ts';
import { fault } from '../made.ts';
import { type Alter, handlerOf, jsonOf, withBody } from '../wire.ts';
import { answers, says, type Wrong, wrong } from '../wrong.ts';

/** What is taken for a name, and the cases on names that are refused which notice it. */
const MENDED: readonly (readonly [
  id: string,
  what: string,
  cases: readonly string[],
  mend: (name: unknown) => unknown,
])[] = [
  [
    'trimmed',
    'white space around a name is taken away',
    ['*-before', '*-after', 'only-blanks', 'a-byte-order-mark'],
    (name) => (typeof name === 'string' ? name.trim() : name),
  ],
  [
    'controls',
    'control characters are taken away',
    ['a-NUL', 'a-line-feed-*', 'a-carriage-return-after', 'a-tab', 'a-delete', 'a-control-of-C1'],
    (name) => String(name).replaceAll(/\p{Cc}/gu, ''),
  ],
  [
    'formats',
    'what does not show is taken away',
    [
      'a-zero-width-space',
      'a-byte-order-mark',
      'a-soft-hyphen',
      'a-tag-beyond-the-BMP',
      'an-isolate-of-bidirectional-text',
    ],
    (name) => String(name).replaceAll(/\p{Cf}/gu, ''),
  ],
  [
    'lines',
    'separators of lines and paragraphs are taken away',
    ['a-line-separator', 'a-paragraph-separator'],
    (name) => String(name).replaceAll(/[\p{Zl}\p{Zp}]/gu, ''),
  ],
  [
    'unassigned',
    'characters that have no meaning are replaced',
    ['U+FFFE', 'U+FFFF', 'private-use*', 'an-unassigned-character'],
    (name) => String(name).replaceAll(/[\p{Cn}\p{Co}]/gu, '?'),
  ],
  [
    'cut',
    'a name that is too long is cut',
    ['256-characters*'],
    (name) => [...String(name)].slice(0, 255).join(''),
  ],
  [
    'text',
    'whatever comes as a name becomes text',
    ['a-number', 'a-fraction', 'null', 'true', 'a-list', 'an-object'],
    (name) => (typeof name === 'string' ? name : named(String(name))),
  ],
  ['unnamed', 'an empty name is one', ['nothing'], (name) => (name === '' ? named('unnamed') : name)],
];

const mends = (mend: (name: unknown) => unknown) => (): Alter => (request, pass) => {
  const group = jsonOf(request).server_group;
  if (handlerOf(request) !== 'createServerGroup' || group === undefined) return pass(request);
  return pass(withBody(request, { server_group: { ...group, name: mend(group.name) } }));
};

export const namesTaken: readonly Wrong[] = [
  ...MENDED.map(([id, what, cases, mend]) =>
    wrong(
      `names/taken-${id}`,
      what,
      cases.map((each) => `names/refused-${each}`),
      mends(mend),
    ),
  ),
  wrong(
    'names/shown-lower',
    'names are shown in lower case',
    'names/accepted-upper-and-lower-case',
    says({ of: 'showServerGroup' }, ({ server_group }) => {
      server_group.name = String(server_group.name).toLowerCase();
    }),
  ),
  wrong(
    'names/shown-escaped',
    'names are shown as markup',
    ['names/accepted-markup', 'names/accepted-quotes-and-backslashes'],
    says({ of: 'showServerGroup' }, ({ server_group }) => {
      server_group.name = encodeURIComponent(String(server_group.name));
    }),
  ),
  wrong(
    'names/message',
    'a wrong name is refused in other words',
    ['names/refused-*'],
    answers({ of: 'createServerGroup', status: 400 }, (_, request) => fault(request, 400, 'Invalid name.')),
  ),
];
