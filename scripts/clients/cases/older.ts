/** The cases for the clients of clouds that end before 2.64, where a group has a list of one policy, and no rules. */

import { type Case, PROJECT } from './case.ts';

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;

export const older: readonly Case[] = [
  {
    what: 'a group with a list of policies is made, shown, listed and deleted',
    on: 'service',
    steps: [
      {
        call: 'create',
        args: { name: 'web', policy: 'anti-affinity' },
        gives: {
          value: {
            id: UUID,
            name: 'web',
            policies: ['anti-affinity'],
            members: [],
            metadata: {},
            project_id: PROJECT,
            user_id: 'member',
          },
        },
      },
      { call: 'show', args: { id: '$0.id' }, gives: { value: '$0' } },
      { call: 'list', args: { pageSize: 1 }, gives: { value: ['$0'] } },
      { call: 'delete', args: { id: '$0.id' }, gives: { value: null } },
      { call: 'list', args: {}, gives: { value: [] } },
    ],
  },
];
