/** Servers that are wrong about servers that join and leave below `/v1`. */

import { type Sent, withText } from '../wire.ts';
import { answers, instead, says, type Wrong, wrong } from '../wrong.ts';
import { action, done, isAdding, once } from './of-ecs-members.ts';

const isRemoving = ({ body }: Sent): boolean => body.includes('remove_member');

export const ecsMembers: readonly Wrong[] = [
  wrong(
    'ecs-members/nothing-joined',
    'a server that joins is no member',
    ['ecs-members/action', 'ecs-groups/delete-with-members'],
    instead({ ...action, and: isAdding }, done),
  ),
  wrong(
    'ecs-members/nothing-left',
    'a server that leaves is still a member',
    'ecs-members/action',
    instead({ ...action, and: isRemoving }, done),
  ),
  wrong(
    'ecs-members/204',
    'an action is answered with 204',
    'ecs-members/action',
    answers({ ...action, status: 200 }, (answer) => ({ ...answer, status: 204 })),
  ),
  wrong(
    'ecs-members/202',
    'an action is answered with 202',
    'ecs-members/action',
    answers({ ...action, status: 200 }, (answer) => ({ ...answer, status: 202 })),
  ),
  wrong(
    'ecs-members/body',
    'an action is answered with an object',
    'ecs-members/action',
    answers({ ...action, status: 200 }, (answer) => withText(answer, '{}')),
  ),
  wrong('ecs-members/join-once', 'who is a member already is refused', 'ecs-members/action', once(true)),
  wrong('ecs-members/leave-once', 'who is no member cannot leave', 'ecs-members/action', once(false)),
  wrong(
    'ecs-members/letters',
    'servers are kept as they came',
    ['ecs-members/batch-letters'],
    says({ of: 'showEcsGroup' }, ({ server_group }) => {
      server_group.members = (server_group.members as string[]).map((server) => server.toUpperCase());
    }),
  ),
  wrong(
    'ecs-members/sorted',
    'members are shown in the order of their ids',
    ['ecs-members/action', 'ecs-members/batch'],
    says({ of: 'showEcsGroup' }, ({ server_group }) => {
      server_group.members = (server_group.members as string[]).sort();
    }),
  ),
];
