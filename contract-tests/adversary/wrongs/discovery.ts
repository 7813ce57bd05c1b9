/** Servers whose version documents are wrong. Single fields are generated from the views. */

import { type Fields, withText } from '../wire.ts';
import { answers, says, type Wrong, wrong } from '../wrong.ts';
import { list, show } from './of-discovery.ts';

const relative = (link: Fields): void => {
  link.href = new URL(String(link.href)).pathname;
};

const linksIn = (versions: readonly Fields[]): Fields[] => versions.flatMap(({ links }) => links as Fields[]);

/** What of a version may be wrong, and still be of its type. */
const OTHERS: readonly (readonly [name: string, value: unknown])[] = [
  ['id', 'v2'],
  ['status', 'DEPRECATED'],
  ['version', '2.50'],
  ['min_version', '2.2'],
  ['updated', '2020-01-01T00:00:00Z'],
  ['links', []],
];

export const discovery: readonly Wrong[] = [
  ...OTHERS.flatMap(([name, value]) => [
    wrong(
      `discovery/list-${name}`,
      `the list of versions has another ${name}`,
      'discovery/all',
      says(list, ({ versions }) => {
        Object.assign(versions[1] ?? {}, { [name]: value });
      }),
    ),
    wrong(
      `discovery/list-legacy-${name}`,
      `the list of versions has another ${name} of v2.0`,
      'discovery/all',
      says(list, ({ versions }) => {
        Object.assign(versions[0] ?? {}, { [name]: value });
      }),
    ),
    wrong(
      `discovery/show-${name}`,
      `a version has another ${name}`,
      ['discovery/current', 'discovery/legacy'],
      says(show, ({ version }) => {
        Object.assign(version, { [name]: value });
      }),
    ),
  ]),
  wrong(
    'discovery/no-legacy',
    'v2.0 is not listed',
    'discovery/all',
    says(list, ({ versions }) => ({ versions: versions.slice(1) })),
  ),
  wrong(
    'discovery/no-current',
    'v2.1 is not listed',
    'discovery/all',
    says(list, ({ versions }) => ({ versions: versions.slice(0, 1) })),
  ),
  wrong(
    'discovery/reversed',
    'the newest version is listed first',
    'discovery/all',
    says(list, ({ versions }) => ({ versions: versions.reverse() })),
  ),
  wrong(
    'discovery/300',
    'the list of versions is answered with 300',
    'discovery/all',
    answers({ ...list, status: 200 }, (answer) => ({ ...answer, status: 300 })),
  ),
  wrong(
    'discovery/relative',
    'links are relative',
    ['discovery/all', 'discovery/host-*'],
    says(list, ({ versions }) => {
      for (const link of linksIn(versions)) relative(link);
    }),
  ),
  wrong(
    'discovery/no-slash',
    'links have no slash at the end',
    'discovery/all',
    says(list, ({ versions }) => {
      for (const link of linksIn(versions)) link.href = String(link.href).replace(/\/$/, '');
    }),
  ),
  wrong(
    'discovery/secure',
    'links begin with another scheme',
    ['discovery/all', 'discovery/host-*'],
    answers({ ...list }, (answer) => withText(answer, answer.body.replaceAll('http:', 'https:'))),
  ),
  wrong(
    'discovery/media-types',
    'the media type is that of another version',
    ['discovery/current'],
    says({ ...show, path: /v2\.1/ }, ({ version }) => {
      version['media-types'] = [
        { base: 'application/json', type: 'application/vnd.openstack.compute+json;version=2' },
      ];
    }),
  ),
];
