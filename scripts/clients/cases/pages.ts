/** How lists are read: to their end, whatever the server makes of the pages, and no group twice. */

import type { Answer } from '../script.ts';
import type { Case, Step } from './case.ts';
import { A, B, C, fault, givenFault, group, groups, page } from './values.ts';

const list = (
  ids: readonly string[],
  args: { pageSize?: number; allProjects?: boolean } = { pageSize: 2 },
): Step => ({
  call: 'list',
  args,
  gives: { value: ids.map((id) => group(id)) },
});

const members = (...ids: readonly string[]): Answer => ({
  body: {
    members: ids.map((id) => ({ server_id: id, host: id === B ? null : 'compute-1' })),
    policy: { name: 'anti-affinity', effective: true, holds: true },
  },
});

const MEMBERS = `/os-server-groups/${A}/members`;
const listMembers = (...ids: readonly string[]): Step => ({
  call: 'members',
  args: { id: A, pageSize: 2 },
  gives: { value: ids.map((id) => ({ server_id: id, host: id === B ? null : 'compute-1' })) },
});

export const pages: readonly Case[] = [
  {
    what: 'an empty list is one request',
    on: [groups()],
    steps: [list([])],
    sees: [page({ limit: '2' })],
  },
  {
    what: 'a list is read to the first empty page; a short page is not the last',
    on: [groups(A), groups(B, C), groups()],
    steps: [list([A, B, C])],
    sees: [page({ limit: '2' }), page({ limit: '2', marker: A }), page({ limit: '2', marker: C })],
  },
  {
    what: 'from a server that ignores the marker the rest is read by offset',
    on: [groups(A, B), groups(A, B), groups(C), groups()],
    steps: [list([A, B, C])],
    sees: [
      page({ limit: '2' }),
      page({ limit: '2', marker: B }),
      page({ limit: '2', offset: '2' }),
      page({ limit: '2', offset: '3' }),
    ],
  },
  {
    what: 'a server that ignores limit, marker and offset ends the list all the same',
    on: [groups(A, B, C), groups(A, B, C), groups(A, B, C)],
    steps: [list([A, B, C])],
    sees: [page({ limit: '2' }), page({ limit: '2', marker: C }), page({ limit: '2', offset: '3' })],
  },
  {
    what: 'groups that come again in the next page are given once',
    on: [groups(A, B), groups(B, C), groups()],
    steps: [list([A, B, C])],
    sees: [page({ limit: '2' }), page({ limit: '2', marker: B }), page({ limit: '2', marker: C })],
  },
  {
    what: 'without a page size a hundred are asked for; an administrator can ask for all projects',
    on: [groups(A), groups()],
    steps: [list([A], { allProjects: true })],
    sees: [
      { ...page({}), query: { limit: '100', all_projects: /./ } },
      { ...page({}), query: { limit: '100', all_projects: /./, marker: A } },
    ],
  },
  {
    what: 'a fault in the middle of a list is given',
    on: [groups(A, B), fault(400, 'badRequest')],
    steps: [{ call: 'list', args: { pageSize: 2 }, gives: givenFault(400, 'badRequest') }],
    sees: [page({ limit: '2' }), page({ limit: '2', marker: B })],
  },
  {
    what: 'members are read to the first empty page',
    on: [members(A, B), members(C), members()],
    steps: [listMembers(A, B, C)],
    sees: [
      page({ limit: '2' }, MEMBERS),
      page({ limit: '2', marker: B }, MEMBERS),
      page({ limit: '2', marker: C }, MEMBERS),
    ],
  },
  {
    what: 'members of a server that ignores the marker are given once',
    on: [members(A, B), members(A, B)],
    steps: [listMembers(A, B)],
    sees: [page({ limit: '2' }, MEMBERS), page({ limit: '2', marker: B }, MEMBERS)],
  },
];
