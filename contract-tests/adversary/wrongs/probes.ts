/** For each operation a case that looks at its success, so that what is generated from the views is noticed by something. */

import type { OperationId } from '../../../generated/types.ts';
import { deref, type Response, readView } from '../../../src/views/view.ts';

export interface Probe {
  readonly of: OperationId;
  readonly noticedBy: string;
  /** The version at which the case is tried, where it is not that of the view. */
  readonly at?: string;
  /** The views in which the operation is looked at, where they are not all. */
  readonly views?: (first: string) => boolean;
  /** Places of the body that the case does not come by. */
  readonly without?: readonly string[];
}

const isLegacy = (first: string): boolean => first === '2.0';
const ECS = { at: '2.0', views: isLegacy } as const;
/** A group that nobody has joined. */
const NO_MEMBERS = ['server_group.members.*', 'server_groups.*.members.*'];
/** Rules are in one group of the case, and nowhere before. */
const NO_RULES = ['server_group.rules.max_server_per_host', 'server_groups.*.rules.max_server_per_host'];
const NO_LINKS = ['server_groups_links', 'members_links'].flatMap((name) =>
  ['', '.*', '.*.rel', '.*.href'].map((rest) => name + rest),
);
const PAGES = ['page_info', 'page_info.next_marker'];

const PROBES: readonly Probe[] = [
  { of: 'createServerGroup', noticedBy: 'groups/create', without: [...NO_MEMBERS, ...NO_RULES] },
  { of: 'listServerGroups', noticedBy: 'groups/rules', without: [...NO_MEMBERS, ...NO_LINKS] },
  { of: 'showServerGroup', noticedBy: 'groups/rules', without: NO_MEMBERS },
  { of: 'deleteServerGroup', noticedBy: 'groups/delete' },
  { of: 'claimMember', noticedBy: 'members/claim' },
  { of: 'listMembers', noticedBy: 'members/list', without: NO_LINKS },
  { of: 'releaseMember', noticedBy: 'members/release' },
  { of: 'showQuotaSet', noticedBy: 'quotas/defaults' },
  { of: 'showDefaultQuotaSet', noticedBy: 'quotas/defaults' },
  { of: 'setQuotaSet', noticedBy: 'quotas/set-and-reset' },
  { of: 'resetQuotaSet', noticedBy: 'quotas/set-and-reset' },
  { of: 'showLimits', noticedBy: 'quotas/limits', without: ['limits.rate.*'] },
  {
    of: 'listVersions',
    noticedBy: 'discovery/all',
    at: '2.1',
    views: isLegacy,
    without: ['versions.*.links.*.type'],
  },
  { of: 'showVersion', noticedBy: 'discovery/legacy', at: '2.1', views: isLegacy },
  { of: 'showVersion', noticedBy: 'discovery/current', at: '2.1', views: (first) => first === '2.1' },
  { of: 'createEcsGroup', noticedBy: 'ecs-groups/create', ...ECS, without: NO_MEMBERS },
  { of: 'listEcsGroups', noticedBy: 'ecs-groups/create', ...ECS, without: [...NO_MEMBERS, ...PAGES] },
  { of: 'showEcsGroup', noticedBy: 'ecs-groups/create', ...ECS, without: NO_MEMBERS },
  { of: 'deleteEcsGroup', noticedBy: 'ecs-groups/delete', ...ECS },
  { of: 'updateEcsGroupMembers', noticedBy: 'ecs-members/action', ...ECS },
  { of: 'addEcsGroupMembers', noticedBy: 'ecs-members/partial', ...ECS },
  { of: 'removeEcsGroupMembers', noticedBy: 'ecs-members/batch', ...ECS, without: ['servers.*.fail_reason'] },
];

export interface Probed {
  readonly probe: Probe;
  /** The success. */
  readonly status: number;
  readonly response: Response;
}

/** The probes of a view, each with the success that the view has for it. */
export const probesAt = (first: string): Probed[] => {
  const view = readView(first);
  const operations = Object.values(view.paths).flatMap((item) => Object.values(item));
  return PROBES.filter(({ views = () => true }) => views(first)).map((probe) => {
    const operation = operations.find((each) => (each as { 'x-handler'?: string })['x-handler'] === probe.of);
    const found = Object.entries(operation?.responses ?? {}).find(([status]) => status.startsWith('2'));
    if (found === undefined) throw new Error(`The view ${first} has no success of ${probe.of}.`);
    const [status, response] = found;
    return { probe, status: Number(status), response: deref<Response>(view, response) };
  });
};
