/** Servers that tell of policies otherwise, or cut lists of members otherwise. */

import { fault } from '../made.ts';
import { queryOf, type Sent, withHeaders, withQuery, withText } from '../wire.ts';
import { answers, instead, says, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { claim, hostIn, keepsPlaces, list } from './of-members.ts';

const POLICIES = ['policies/affinity', 'policies/soft-affinity', 'policies/soft-anti-affinity'];

const withoutQuery = (name: string) => (request: Sent) => {
  const all = new URLSearchParams(queryOf(request));
  all.delete(name);
  return withQuery(request, all.toString());
};

export const policies: readonly Wrong[] = [
  wrong(
    'members/affinity',
    'affinity takes effect',
    'policies/affinity',
    instead({ ...claim, and: (request) => hostIn(request) === 'host-2' }, (request) =>
      fault(request, 409, 'The group is on another host.'),
    ),
  ),
  wrong('members/soft-full', 'soft-anti-affinity is heeded', 'policies/soft-anti-affinity', keepsPlaces),
  wrong(
    'members/effective',
    'each policy is told to take effect',
    POLICIES,
    says(list, ({ policy }) => {
      policy.effective = true;
    }),
  ),
  wrong(
    'members/no-effect',
    'no policy is told to take effect',
    'members/list',
    says(list, ({ policy }) => {
      policy.effective = false;
    }),
  ),
  wrong(
    'members/holds',
    'each policy is told to hold',
    [...POLICIES, 'member-pages/holds-of-all'],
    says(list, ({ policy }) => {
      policy.holds = true;
    }),
  ),
  wrong(
    'members/breaks',
    'no policy is told to hold',
    ['members/list', 'members/none', 'member-pages/pages', 'policies/max-server-per-host'],
    says(list, ({ policy }) => {
      policy.holds = false;
    }),
  ),
  wrong(
    'members/holds-of-page',
    'whether a policy holds is told of the page',
    'member-pages/holds-of-all',
    says(list, ({ policy, members: all }) => {
      policy.holds = new Set(all.map(({ host }) => host)).size < 2;
    }),
  ),
  wrong(
    'members/policy-name',
    'each policy is told to be anti-affinity',
    ['members/none', ...POLICIES],
    says(list, ({ policy }) => {
      policy.name = 'anti-affinity';
    }),
  ),
  wrong(
    'members/list-order',
    'a list of members has its keys in another order',
    'members/list',
    says(list, ({ members: all, policy }) => ({ policy, members: all })),
  ),
  wrong(
    'members/none-404',
    'a group without members has no list',
    'members/none',
    answers({ ...list, status: 200, says: /\[\]/ }, (_, request) =>
      fault(request, 404, 'There are no members.'),
    ),
  ),
  wrong(
    'members/link-header',
    'a list of members has a link in a header',
    'members/list',
    answers({ ...list, status: 200 }, (answer) => withHeaders(answer, { link: '<http://h/>; rel="next"' })),
  ),
  ...(['limit', 'marker'] as const).map((name) =>
    wrong(
      `members/no-${name}`,
      `a ${name} of members is ignored`,
      'member-pages/pages',
      takes(list, withoutQuery(name)),
    ),
  ),
  wrong(
    'members/page-links',
    'a page of members has links',
    'member-pages/pages',
    says({ ...list, path: /limit=2$/ }, (body) => ({
      ...body,
      members_links: [{ rel: 'next', href: 'http://h/' }],
    })),
  ),
  wrong(
    'members/unlinked',
    'a list that is cut has no link',
    'member-pages/links',
    says(list, ({ members: all, policy }) => ({ members: all, policy })),
  ),
  wrong(
    'members/linked-elsewhere',
    'the link of a list leads elsewhere',
    'member-pages/links',
    answers(list, (answer) => withText(answer, answer.body.replace('/members?', '/member?'))),
  ),
  wrong(
    'members/linked-for-ever',
    'the link of a list leads to its beginning',
    'member-pages/links',
    answers(list, (answer) => withText(answer, answer.body.replace(/members\?[^"]*/, 'members'))),
  ),
  wrong(
    'members/gone-marker',
    'a marker that is no member is refused',
    'member-pages/pages',
    strict({ ...list, path: /marker=(0{8}|f{8})/ }),
  ),
];
