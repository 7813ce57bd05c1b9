import { again, fault, made } from '../made.ts';
import { type Alter, handlerOf, idIn, type Sent } from '../wire.ts';
import { answers, instead, says, strict, type When, type Wrong, wrong } from '../wrong.ts';
import { create, list, remove, show } from './of-ecs.ts';

const noGroup = (request: Sent) => fault(request, 404, `Instance group ${idIn(request)} could not be found.`);

/** Groups of one API are not there on the other. */
const divided = (of: NonNullable<When['of']>) => instead({ of }, noGroup);

/** What is deleted is still shown. */
const remembers = (): Alter => {
  const gone = new Map<string, Awaited<ReturnType<Alter>>>();
  return async (request, pass) => {
    if (handlerOf(request) === 'deleteEcsGroup')
      gone.set(idIn(request), await pass({ ...request, method: 'GET' }));
    const answer = await pass(request);
    return answer.status === 404 && request.method === 'GET'
      ? again(gone.get(idIn(request)) ?? answer)
      : answer;
  };
};

export const ecsGroups: readonly Wrong[] = [
  wrong(
    'ecs/members-shown',
    'a group below /v1 is shown without members',
    ['ecs-members/action', 'ecs-groups/made-there'],
    says(show, ({ server_group }) => {
      server_group.members = [];
    }),
  ),
  wrong(
    'ecs/members-listed',
    'groups below /v1 are listed without members',
    'ecs-groups/made-there',
    says(list, ({ server_groups }) => {
      for (const group of server_groups) group.members = [];
    }),
  ),
  wrong(
    'ecs/key-order',
    'a group below /v1 has its keys in another order',
    'ecs-groups/create',
    says(show, ({ server_group }) => ({
      server_group: Object.fromEntries(Object.entries(server_group).reverse()),
    })),
  ),
  wrong(
    'ecs/policy',
    'each group below /v1 is shown as an anti-affinity group',
    ['ecs-groups/create-others', 'ecs-groups/made-there'],
    says(show, ({ server_group }) => {
      server_group.policies = ['anti-affinity'];
    }),
  ),
  wrong(
    'ecs/rules',
    'a group below /v1 is shown with its rules',
    'ecs-groups/rules',
    says(show, ({ server_group }) => {
      server_group.rules = {};
    }),
  ),
  wrong(
    'ecs/project',
    'a group below /v1 is shown with its project',
    ['ecs-groups/create', 'ecs-groups/rules'],
    says(show, ({ server_group }) => {
      server_group.project_id = 'a';
    }),
  ),
  wrong(
    'ecs/201',
    'a creation below /v1 is answered with 201',
    'ecs-groups/create',
    answers({ ...create, status: 200 }, (answer) => ({ ...answer, status: 201 })),
  ),
  wrong(
    'ecs/delete-200',
    'a deletion below /v1 is answered with 200',
    'ecs-groups/delete',
    answers({ ...remove, status: 204 }, (answer) => ({ ...answer, status: 200 })),
  ),
  wrong(
    'ecs/delete-nothing',
    'a deletion below /v1 deletes nothing',
    ['ecs-groups/delete', 'ecs-groups/made-there'],
    instead(remove, () => made(204, undefined)),
  ),
  wrong(
    'ecs/delete-in-use',
    'a group with members cannot be deleted below /v1',
    'ecs-groups/delete-with-members',
    strict(remove, 409),
  ),
  wrong('ecs/deleted-shown', 'what was deleted below /v1 is still shown', 'ecs-groups/delete', remembers),
  wrong(
    'ecs/unlisted',
    'what was made below /v1 is not listed there',
    'ecs-groups/create',
    says(list, () => ({ server_groups: [] })),
  ),
  wrong(
    'ecs/divided',
    'what was made below /v1 is not there on the other API',
    'ecs-groups/made-here',
    divided('showServerGroup'),
  ),
  wrong(
    'ecs/divided-list',
    'what was made below /v1 is not listed on the other API',
    'ecs-groups/made-here',
    says({ of: 'listServerGroups' }, () => ({ server_groups: [] })),
  ),
  wrong(
    'ecs/divided-there',
    'what was made on the other API is not there below /v1',
    'ecs-groups/made-there',
    divided('showEcsGroup'),
  ),
  wrong(
    'ecs/divided-members',
    'who has joined below /v1 is no member on the other API',
    'ecs-groups/members-there',
    says({ of: 'showServerGroup' }, ({ server_group }) => {
      server_group.members = [];
    }),
  ),
  wrong(
    'ecs/divided-claims',
    'who has claimed a place is no member below /v1',
    'ecs-groups/made-there',
    says({ of: ['showEcsGroup', 'listEcsGroups'] }, ({ server_group, server_groups = [server_group] }) => {
      for (const group of server_groups) group.members = [];
    }),
  ),
];
