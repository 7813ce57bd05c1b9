/** Servers that show or list groups as they are not. */

import { type Alter, type Fields, idIn, jsonOf, type Sent, versionOf, withBody } from '../wire.ts';
import { says, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { create, isCreation, list, noGroup, READS, show } from './of-groups.ts';

const shuffled = (group: Fields): Fields => Object.fromEntries(Object.entries(group).reverse());

/** Groups that were made with `policy` are not there for those who speak of `policies`. */
const dividesVersions = (): Alter => {
  const made = new Map<string, boolean>();
  const isNew = (request: Sent) => Number(versionOf(request).slice(2)) >= 64;
  return async (request, pass) => {
    const own = made.get(idIn(request));
    if (own !== undefined && own !== isNew(request) && request.method === 'GET') return noGroup(request);
    const answer = await pass(request);
    if (isCreation(request) && answer.status === 200)
      made.set(String(jsonOf(answer).server_group.id), isNew(request));
    return answer;
  };
};

export const groupsShown: readonly Wrong[] = [
  wrong(
    'groups/other-id',
    'a group is shown under another id than that of its creation',
    ['groups/rules', 'groups/project-in-path'],
    says(show, ({ server_group }) => {
      server_group.id = '3b241101-e2bb-4255-8caf-4136c566a962';
    }),
  ),
  wrong(
    'groups/upper-case-id',
    'ids are in upper case',
    'groups/create',
    says(create, ({ server_group }) => {
      server_group.id = String(server_group.id).toUpperCase();
    }),
  ),
  wrong(
    'groups/bare-id',
    'ids have no hyphens',
    'groups/create',
    says(create, ({ server_group }) => {
      server_group.id = String(server_group.id).replaceAll('-', '');
    }),
  ),
  ...(['createServerGroup', 'showServerGroup'] as const).map((of) =>
    wrong(
      `groups/key-order-${of}`,
      `${of} answers with the keys in another order`,
      of === 'createServerGroup' ? ['groups/create', 'groups/page'] : READS,
      says({ of }, ({ server_group }) => ({ server_group: shuffled(server_group) })),
    ),
  ),
  wrong(
    'groups/key-order-list',
    'a list has the keys in another order',
    READS,
    says(list, ({ server_groups }) => ({ server_groups: server_groups.map(shuffled) })),
  ),
  wrong(
    'groups/one-policy',
    'each group is shown as an anti-affinity group',
    ['groups/made-at-2.1'],
    says(show, ({ server_group }) => {
      if ('policy' in server_group) server_group.policy = 'anti-affinity';
      else server_group.policies = ['anti-affinity'];
    }),
  ),
  wrong(
    'groups/listed-policy',
    'each group is listed as an anti-affinity group',
    ['groups/made-at-2.1'],
    says(list, ({ server_groups }) => {
      for (const group of server_groups) group.policy = 'anti-affinity';
    }),
  ),
  wrong(
    'groups/soft-policies',
    'the two soft policies are not known',
    ['groups/create-soft', 'groups/made-at-newest-soft'],
    strict({ ...create, and: ({ body }) => body.includes('"soft-') }),
  ),
  wrong(
    'groups/divided',
    'groups of newer versions are not there for older ones',
    'groups/made-at-newest*',
    dividesVersions,
    '2.1',
  ),
  wrong(
    'groups/rules-as-text',
    'rules are shown as they came, as text',
    'groups/rules',
    says(show, ({ server_group }) => {
      server_group.rules = { max_server_per_host: '3' };
    }),
  ),
  wrong(
    'groups/rules-lost',
    'rules are not kept',
    'groups/rules',
    says(show, ({ server_group }) => {
      server_group.rules = {};
    }),
  ),
  wrong(
    'groups/project-unknown',
    'a project in the path is not understood',
    ['groups/page', 'groups/project-in-path'],
    strict({ path: /^\/v2(\.1)?\/[0-9a-f]{32}\// }, 404),
  ),
  wrong(
    'groups/project-apart',
    'groups below a project are others than those without one',
    'groups/project-in-path',
    says({ of: 'listServerGroups', path: /^\/v2(\.1)?\/os-/ }, () => ({ server_groups: [] })),
  ),
  wrong(
    'groups/nameless',
    'the name is lost, and another is shown',
    'groups/create',
    takes(create, (request) =>
      withBody(request, { server_group: { ...jsonOf(request).server_group, name: 'group' } }),
    ),
  ),
];
