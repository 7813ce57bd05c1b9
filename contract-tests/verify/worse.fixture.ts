/** Servers like the stand-ins that are wrong all the same. */

import { huawei } from './huawei.ts';
import { type Kind, without } from './in-front.fixture.ts';
import type { StandIn } from './nova.fixture.ts';
import { nova } from './nova.ts';
import type { Profile } from './profile.ts';
import { hears, says, tells } from './profiles.fixture.ts';

type Group = Record<string, unknown>;

const ofGroups = (change: (group: Group) => void) => (body: Group) => {
  for (const group of [body.server_group, body.server_groups].flat()) if (group) change(group as Group);
};

/** Deletes nothing, and says that it has. */
const keepsAll: (kind: Kind) => Kind = (kind) => async (asked, ask) => {
  if (asked.method !== 'DELETE' || !asked.path.includes('/os-server-groups/')) return kind(asked, ask);
  const shown = await kind({ ...asked, method: 'GET' }, ask);
  return shown.status === 200
    ? { ...shown, status: 204, headers: without(shown.headers, 'content-length'), body: '' }
    : kind(asked, ask);
};

const bodyWith = (pattern: RegExp, by: string) =>
  hears((whole) => ({ ...whole, body: Buffer.from(whole.body.toString().replace(pattern, by)) }));

/** Each is wrong in one way more than its profile allows, which a case notices. */
export const WORSE: readonly (readonly [
  what: string,
  profile: Profile,
  noticedBy: string,
  worse: (tokens: StandIn['tokens']) => (kind: Kind) => Kind,
])[] = [
  ['deletes nothing', nova, 'groups/delete', () => keepsAll],
  ['takes a name that is too long', nova, 'names/refused-256-characters', () => bodyWith(/a{200,}"/, 'a"')],
  [
    'shows no policies',
    nova,
    'groups/create',
    () =>
      says(
        [200],
        ofGroups((group) => {
          delete group.policies;
        }),
      ),
  ],
  ['has the soft policies too soon', nova, 'groups/create-soft', () => bodyWith(/refused-(?=soft)/, '')],
  [
    'lets readers create',
    nova,
    'roles/reader',
    ({ reader, member }) =>
      hears((whole) => ({
        ...whole,
        headers: whole.headers.map(([name, value]) => [name, value === reader ? member : value]),
      })),
  ],
  [
    'calls a fault by another name',
    nova,
    'groups/delete',
    () => says([404], ({ itemNotFound, ...rest }) => (itemNotFound ? { notFound: itemNotFound } : rest)),
  ],
  [
    'does not say its version',
    nova,
    'versions/echo',
    () => tells((told) => ({ ...told, headers: without(told.headers, 'openstack-api-version') })),
  ],
  [
    'answers where there is nothing',
    nova,
    'routes/below/nowhere',
    () => tells((told) => (told.body.includes('<html>') ? { ...told, status: 200 } : told)),
  ],
  ['deletes nothing', huawei, 'ecs-groups/delete', () => keepsAll],
  [
    'shows who made a group',
    huawei,
    'ecs-groups/create',
    () =>
      says(
        [200],
        ofGroups((group) => {
          group.user_id ??= 'someone';
        }),
      ),
  ],
  [
    'passes over markers',
    huawei,
    'ecs-groups/pages',
    () => hears((whole) => ({ ...whole, path: whole.path.replace('marker=', 'x=') })),
  ],
  [
    'creates with 201',
    huawei,
    'ecs-groups/create',
    () => (kind) => async (asked, ask) => {
      const told = await kind(asked, ask);
      const isCreation = asked.method === 'POST' && asked.path.startsWith('/v1/') && told.status === 200;
      return isCreation ? { ...told, status: 201 } : told;
    },
  ],
  [
    'takes any token',
    huawei,
    'roles/no-token',
    ({ member }) =>
      (kind) =>
      (asked, ask) =>
        kind(
          { ...asked, headers: [...without(asked.headers, 'x-auth-token'), ['X-Auth-Token', member]] },
          ask,
        ),
  ],
];
