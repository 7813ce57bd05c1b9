/** Servers that list groups in the wrong order, or the wrong ones. */

import { fault } from '../made.ts';
import {
  type Alter,
  handlerOf,
  jsonOf,
  queryOf,
  type Sent,
  withHeaders,
  withJson,
  withQuery,
} from '../wire.ts';
import { answers, instead, says, strict, takes, type Wrong, wrong } from '../wrong.ts';

const list = { of: 'listServerGroups' } as const;

const parametersOf = (request: Sent) => new URLSearchParams(queryOf(request));

/** The query without a parameter, or with another value of it. */
const altering =
  (name: string, change?: (value: string) => string) =>
  (request: Sent): Sent => {
    const all = parametersOf(request);
    const value = all.getAll(name).at(-1);
    if (value === undefined) return request;
    all.delete(name);
    if (change !== undefined) all.set(name, change(value));
    return withQuery(request, all.toString());
  };

const plus = (number: number) => (value: string) =>
  value.length > 15 ? value : String(Number(value) + number);

/** Begins with the marker, not after it. */
const inclusive = (): Alter => async (request, pass) => {
  const marker = parametersOf(request).get('marker');
  if (handlerOf(request) !== 'listServerGroups' || marker === null) return pass(request);
  const answer = await pass(altering('limit')(altering('offset')(altering('marker')(request))));
  if (answer.status !== 200) return answer;
  const groups = jsonOf(answer).server_groups;
  return withJson(answer, { server_groups: groups.slice(groups.findIndex(({ id }) => id === marker)) });
};

/** Does not begin after what was deleted. */
const forgets = (): Alter => {
  const gone = new Set<string>();
  return async (request, pass) => {
    if (request.method === 'DELETE') gone.add(request.path.split('/').at(-1) ?? '');
    const marker = parametersOf(request).get('marker');
    return marker !== null && gone.has(marker)
      ? fault(request, 400, `marker [${marker}] not found`)
      : pass(request);
  };
};

const ofMarker = (change: (value: string) => boolean) => ({
  ...list,
  and: (request: Sent) => change(parametersOf(request).getAll('marker').at(-1) ?? ''),
});

const LIMITED = ['pages/limit-and-offset', 'pages/limit-after-marker'];
const BOTH = ['pages/limit-and-offset', 'pages/pages'];

export const pages: readonly Wrong[] = [
  wrong(
    'pages/reversed',
    'groups are listed the newest first',
    'pages/order',
    says(list, ({ server_groups }) => ({ server_groups: server_groups.reverse() })),
  ),
  wrong('pages/no-limit', 'a limit is ignored', LIMITED, takes(list, altering('limit'))),
  wrong(
    'pages/limit-and-one',
    'a page has one more than its limit',
    LIMITED,
    takes(list, altering('limit', plus(1))),
  ),
  wrong('pages/no-offset', 'an offset is ignored', BOTH, takes(list, altering('offset'))),
  wrong(
    'pages/offset-and-one',
    'a page passes over one more than its offset',
    BOTH,
    takes(list, altering('offset', plus(1))),
  ),
  wrong(
    'pages/no-marker',
    'a marker is ignored',
    ['pages/pages', 'pages/deleted-marker'],
    takes(list, altering('marker')),
  ),
  wrong('pages/inclusive', 'a page begins with its marker', 'pages/pages', inclusive),
  wrong(
    'pages/limit-0',
    'a limit of 0 is a page without groups',
    'pages/pages',
    says({ ...list, path: /limit=0(&|$)/ }, () => ({ server_groups: [] })),
  ),
  wrong(
    'pages/letters',
    'a marker in upper case is not known',
    'pages/pages',
    instead(
      ofMarker((value) => /[A-F]/.test(value)),
      (request) => fault(request, 400, 'marker not found'),
    ),
  ),
  wrong('pages/gone', 'a marker that was deleted is refused', 'pages/deleted-marker', forgets),
  wrong(
    'pages/first-marker',
    'of two markers the first one counts',
    'pages/pages',
    takes(list, (request) => {
      const all = parametersOf(request);
      const [first] = all.getAll('marker');
      if (first !== undefined) all.set('marker', first);
      return withQuery(request, all.toString());
    }),
  ),
  wrong(
    'pages/links',
    'a page that was asked for with a limit has links',
    BOTH,
    says({ ...list, path: /limit=[1-9]/ }, (body) => ({
      ...body,
      server_groups_links: [{ rel: 'next', href: 'http://h/' }],
    })),
  ),
  wrong(
    'pages/link-header',
    'a page has links in a header',
    BOTH,
    answers({ ...list, status: 200 }, (answer) => withHeaders(answer, { link: '<http://h/>; rel="next"' })),
  ),
  wrong(
    'pages/overflow',
    'an offset that is no 64-bit number is a failure',
    BOTH,
    strict({ ...list, path: /offset=9{30}/ }, 500),
  ),
  wrong(
    'pages/empty-404',
    'a page without groups is not found',
    BOTH,
    answers({ ...list, status: 200, says: /\[\]/ }, (_, request) =>
      fault(request, 404, 'There is no such page.'),
    ),
  ),
];
