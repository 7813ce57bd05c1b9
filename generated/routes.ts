// Generated from spec/ by "npm run generate". Do not edit.

import type { OperationId } from './types.ts';

export interface Route {
  readonly method: string;
  /** As in the spec, with `{names}`. */
  readonly path: string;
  readonly operationId: string;
  readonly handler: OperationId;
  /** Answers without a token. */
  readonly isPublic: boolean;
  /** The first and the last microversion that has it; none: it has nothing to do with microversions. */
  readonly versions: { readonly first?: string; readonly last?: string };
  /** Patterns of the path's parameters, by name. */
  readonly patterns: Readonly<Record<string, RegExp>>;
}

export const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v2.1/{project_id}/os-server-groups',
    operationId: 'createServerGroup',
    handler: 'createServerGroup',
    isPublic: false,
    versions: { first: '2.1' },
    patterns: { project_id: /^[0-9a-f-]{1,64}$/ },
  },
  {
    method: 'POST',
    path: '/v2/{project_id}/os-server-groups',
    operationId: 'createServerGroupLegacy',
    handler: 'createServerGroup',
    isPublic: false,
    versions: { last: '2.0' },
    patterns: { project_id: /^[0-9a-f-]{1,64}$/ },
  },
  {
    method: 'POST',
    path: '/v2/os-server-groups',
    operationId: 'createServerGroupLegacyUnscoped',
    handler: 'createServerGroup',
    isPublic: false,
    versions: { last: '2.0' },
    patterns: {},
  },
  {
    method: 'POST',
    path: '/v2.1/os-server-groups',
    operationId: 'createServerGroupUnscoped',
    handler: 'createServerGroup',
    isPublic: false,
    versions: { first: '2.1' },
    patterns: {},
  },
  {
    method: 'DELETE',
    path: '/v2.1/{project_id}/os-server-groups/{server_group_id}',
    operationId: 'deleteServerGroup',
    handler: 'deleteServerGroup',
    isPublic: false,
    versions: { first: '2.1' },
    patterns: { project_id: /^[0-9a-f-]{1,64}$/ },
  },
  {
    method: 'DELETE',
    path: '/v2/{project_id}/os-server-groups/{server_group_id}',
    operationId: 'deleteServerGroupLegacy',
    handler: 'deleteServerGroup',
    isPublic: false,
    versions: { last: '2.0' },
    patterns: { project_id: /^[0-9a-f-]{1,64}$/ },
  },
  {
    method: 'DELETE',
    path: '/v2/os-server-groups/{server_group_id}',
    operationId: 'deleteServerGroupLegacyUnscoped',
    handler: 'deleteServerGroup',
    isPublic: false,
    versions: { last: '2.0' },
    patterns: {},
  },
  {
    method: 'DELETE',
    path: '/v2.1/os-server-groups/{server_group_id}',
    operationId: 'deleteServerGroupUnscoped',
    handler: 'deleteServerGroup',
    isPublic: false,
    versions: { first: '2.1' },
    patterns: {},
  },
  {
    method: 'GET',
    path: '/v2.1/{project_id}/os-server-groups',
    operationId: 'listServerGroups',
    handler: 'listServerGroups',
    isPublic: false,
    versions: { first: '2.1' },
    patterns: { project_id: /^[0-9a-f-]{1,64}$/ },
  },
  {
    method: 'GET',
    path: '/v2/{project_id}/os-server-groups',
    operationId: 'listServerGroupsLegacy',
    handler: 'listServerGroups',
    isPublic: false,
    versions: { last: '2.0' },
    patterns: { project_id: /^[0-9a-f-]{1,64}$/ },
  },
  {
    method: 'GET',
    path: '/v2/os-server-groups',
    operationId: 'listServerGroupsLegacyUnscoped',
    handler: 'listServerGroups',
    isPublic: false,
    versions: { last: '2.0' },
    patterns: {},
  },
  {
    method: 'GET',
    path: '/v2.1/os-server-groups',
    operationId: 'listServerGroupsUnscoped',
    handler: 'listServerGroups',
    isPublic: false,
    versions: { first: '2.1' },
    patterns: {},
  },
  {
    method: 'GET',
    path: '/',
    operationId: 'listVersions',
    handler: 'listVersions',
    isPublic: true,
    versions: {},
    patterns: {},
  },
  {
    method: 'GET',
    path: '/v2.1/{project_id}/os-server-groups/{server_group_id}',
    operationId: 'showServerGroup',
    handler: 'showServerGroup',
    isPublic: false,
    versions: { first: '2.1' },
    patterns: { project_id: /^[0-9a-f-]{1,64}$/ },
  },
  {
    method: 'GET',
    path: '/v2/{project_id}/os-server-groups/{server_group_id}',
    operationId: 'showServerGroupLegacy',
    handler: 'showServerGroup',
    isPublic: false,
    versions: { last: '2.0' },
    patterns: { project_id: /^[0-9a-f-]{1,64}$/ },
  },
  {
    method: 'GET',
    path: '/v2/os-server-groups/{server_group_id}',
    operationId: 'showServerGroupLegacyUnscoped',
    handler: 'showServerGroup',
    isPublic: false,
    versions: { last: '2.0' },
    patterns: {},
  },
  {
    method: 'GET',
    path: '/v2.1/os-server-groups/{server_group_id}',
    operationId: 'showServerGroupUnscoped',
    handler: 'showServerGroup',
    isPublic: false,
    versions: { first: '2.1' },
    patterns: {},
  },
  {
    method: 'GET',
    path: '/v2.1',
    operationId: 'showVersion',
    handler: 'showVersion',
    isPublic: true,
    versions: { first: '2.1' },
    patterns: {},
  },
  {
    method: 'GET',
    path: '/v2',
    operationId: 'showVersionLegacy',
    handler: 'showVersion',
    isPublic: true,
    versions: { last: '2.0' },
    patterns: {},
  },
  {
    method: 'GET',
    path: '/v2/',
    operationId: 'showVersionLegacySlash',
    handler: 'showVersion',
    isPublic: true,
    versions: { last: '2.0' },
    patterns: {},
  },
  {
    method: 'GET',
    path: '/v2.1/',
    operationId: 'showVersionSlash',
    handler: 'showVersion',
    isPublic: true,
    versions: { first: '2.1' },
    patterns: {},
  },
];
