/** Servers that show or list members as they are not. */

import type { Fields } from '../wire.ts';
import { says, type Wrong, wrong } from '../wrong.ts';
import { claim, hostIn, list, serverIn, show } from './of-members.ts';

const membersOf = ({ server_group }: { server_group: Fields }): string[] => server_group.members as string[];

export const members: readonly Wrong[] = [
  wrong(
    'members/first-lost',
    'a group shows all members but the first',
    'members/claim',
    says(show, (body) => {
      body.server_group.members = membersOf(body).slice(1);
    }),
  ),
  wrong(
    'members/sorted',
    'a group shows its members in the order of their ids',
    'ecs-members/action',
    says({ of: 'showEcsGroup' }, (body) => {
      body.server_group.members = membersOf(body).sort();
    }),
  ),
  wrong(
    'members/joined-first',
    'a group shows its newest member first',
    'members/claim',
    says(show, (body) => {
      body.server_group.members = membersOf(body).reverse();
    }),
  ),
  wrong(
    'members/none-shown',
    'a group shows no members',
    ['members/claim', 'ecs-groups/members-there'],
    says(show, (body) => {
      body.server_group.members = [];
    }),
  ),
  wrong(
    'members/none-listed',
    'a list of groups has no members',
    'ecs-groups/members-there',
    says({ of: 'listServerGroups' }, ({ server_groups }) => {
      for (const group of server_groups) group.members = [];
    }),
  ),
  wrong(
    'members/one-lost',
    'a member is not listed',
    ['members/list', 'members/repeat', 'member-pages/pages'],
    says(list, ({ members: all, ...rest }) => ({ members: all.slice(1), ...rest })),
  ),
  wrong(
    'members/reversed',
    'members are listed in another order',
    ['members/list', 'member-pages/pages'],
    says(list, ({ members: all, ...rest }) => ({ members: all.reverse(), ...rest })),
  ),
  wrong(
    'members/hosts-swapped',
    'members are listed on the host of another',
    'members/list',
    says(list, ({ members: all }) => {
      const [first, second] = all;
      if (first && second) [first.host, second.host] = [second.host, first.host];
    }),
  ),
  wrong(
    'members/host-upper',
    'hosts are in upper case',
    ['members/claim', 'members/letters'],
    says(claim, ({ member }) => {
      member.host = String(member.host).toUpperCase();
    }),
  ),
  wrong(
    'members/host-as-came',
    'hosts are answered as they came',
    'members/letters',
    says(claim, ({ member }, request) => {
      member.host = hostIn(request);
    }),
  ),
  wrong(
    'members/server-as-came',
    'servers are answered as they came',
    'members/letters',
    says(claim, ({ member }, request) => {
      member.server_id = serverIn(request);
    }),
  ),
  wrong(
    'members/host-domain',
    'a host is answered without its domain',
    ['members/letters', 'member-requests/hosts'],
    says(claim, ({ member }) => {
      member.host = String(member.host).split('.')[0];
    }),
  ),
  wrong(
    'members/listed-elsewhere',
    'members are listed on another host',
    ['members/list', 'members/move'],
    says(list, ({ members: all }) => {
      for (const each of all) each.host = 'host-9';
    }),
  ),
  wrong(
    'members/no-place',
    'members are listed without their places',
    ['members/list', 'members/repeat'],
    says(list, ({ members: all }) => {
      for (const each of all) each.host = null;
    }),
  ),
  wrong(
    'members/no-list',
    'no members are listed',
    ['members/list', 'members/move', 'members/projects', 'policies/host-full'],
    says(list, (body) => ({ ...body, members: [] })),
  ),
];
