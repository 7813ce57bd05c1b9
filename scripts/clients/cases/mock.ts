/** What the clients do with the mock, which answers with the examples of the spec, whatever it is asked. */

import { type Case, PROJECT } from './case.ts';

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;
const NOBODY = '00000000-0000-4000-8000-000000000000';
const ANY_TEXT = /^.+$/s;
const example = {
  id: UUID,
  name: ANY_TEXT,
  policy: 'anti-affinity',
  rules: {},
  members: [],
  project_id: ANY_TEXT,
  user_id: ANY_TEXT,
};
const NUMBER = /^-?\d+$/;

const mock: readonly Omit<Case, 'on'>[] = [
  {
    what: 'groups of the mock are made, shown, listed once and deleted',
    steps: [
      { call: 'create', args: { name: 'web', policy: 'anti-affinity' }, gives: { value: example } },
      { call: 'show', args: { id: '$0.id' }, gives: { value: example } },
      { call: 'list', args: { pageSize: 1 }, gives: { value: [example] } },
      { call: 'delete', args: { id: '$0.id' }, gives: { value: null } },
    ],
  },
  {
    what: 'places of the mock are claimed, listed once and released',
    steps: [
      {
        call: 'claim',
        args: { id: NOBODY, server: NOBODY, host: 'compute-1' },
        gives: { value: { server_id: UUID, host: 'compute-1' } },
      },
      {
        call: 'members',
        args: { id: NOBODY },
        gives: {
          value: [
            { server_id: UUID, host: null },
            { server_id: UUID, host: 'compute-1' },
          ],
        },
      },
      { call: 'release', args: { id: NOBODY, server: NOBODY }, gives: { value: null } },
    ],
  },
  {
    what: 'quotas and limits of the mock are shown and set',
    steps: [
      {
        call: 'showQuotas',
        args: { project: PROJECT },
        gives: { value: { id: ANY_TEXT, server_groups: NUMBER, server_group_members: NUMBER } },
      },
      {
        call: 'setQuotas',
        args: { project: PROJECT, server_groups: 20 },
        gives: { value: { server_groups: 20, server_group_members: NUMBER } },
      },
      {
        call: 'limits',
        args: {},
        gives: {
          value: { maxServerGroups: NUMBER, maxServerGroupMembers: NUMBER, totalServerGroupsUsed: NUMBER },
        },
      },
    ],
  },
];

export const onMock: readonly Case[] = mock.map((each) => ({ ...each, on: 'mock' }));
