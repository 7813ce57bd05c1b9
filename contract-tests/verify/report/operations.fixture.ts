/** The fields of a matrix like that of the spec: it does not change with the spec, so that numbers in tests hold. */

import type { Cell } from '../result.ts';

export const VERSIONS = [
  '2.0',
  '2.1',
  '2.12',
  '2.13',
  '2.63',
  '2.64',
  '2.74',
  '2.75',
  '2.101',
  '2.102',
  '2.103',
];

interface Prefix {
  readonly suffix: string;
  readonly path: string;
  readonly isLegacy: boolean;
}

const PREFIXES: readonly Prefix[] = [
  { suffix: 'Legacy', path: '/v2/{project_id}', isLegacy: true },
  { suffix: 'LegacyUnscoped', path: '/v2', isLegacy: true },
  { suffix: '', path: '/v2.1/{project_id}', isLegacy: false },
  { suffix: 'Unscoped', path: '/v2.1', isLegacy: false },
];

const ECS: readonly Prefix[] = [{ suffix: '', path: '/v1/{project_id}/cloudservers', isLegacy: true }];

const VERSION_DOCUMENTS: readonly Prefix[] = [
  { suffix: 'Legacy', path: '/v2', isLegacy: true },
  { suffix: 'LegacySlash', path: '/v2/', isLegacy: true },
  { suffix: '', path: '/v2.1', isLegacy: false },
  { suffix: 'Slash', path: '/v2.1/', isLegacy: false },
];

const ROOT: readonly Prefix[] = [
  { suffix: '', path: '/', isLegacy: true },
  { suffix: '', path: '/', isLegacy: false },
];

const OPEN = ['400', '413', '415', '500'];
const CLOSED = [...OPEN, '401', '403', '404', '503'];
const GROUP = '/os-server-groups/{server_group_id}';
const QUOTA = '/os-quota-sets/{quota_project_id}';

type Row = readonly [operationId: string, method: string, path: string, statuses: readonly string[]];

const OPERATIONS: readonly (readonly [readonly Prefix[], readonly Row[]])[] = [
  [ROOT, [['listVersions', 'GET', '', ['200', ...OPEN]]]],
  [VERSION_DOCUMENTS, [['showVersion', 'GET', '', ['200', ...OPEN, '406']]]],
  [
    PREFIXES,
    [
      ['listServerGroups', 'GET', '/os-server-groups', ['200', ...CLOSED, '406']],
      ['createServerGroup', 'POST', '/os-server-groups', ['200', ...CLOSED, '406', '409']],
      ['showServerGroup', 'GET', GROUP, ['200', ...CLOSED, '406']],
      ['deleteServerGroup', 'DELETE', GROUP, ['204', ...CLOSED, '406']],
      ['listMembers', 'GET', `${GROUP}/members`, ['200', ...CLOSED, '406']],
      ['claimMember', 'PUT', `${GROUP}/members/{server_id}`, ['200', ...CLOSED, '406', '409']],
      ['releaseMember', 'DELETE', `${GROUP}/members/{server_id}`, ['204', ...CLOSED, '406']],
      ['showQuotaSet', 'GET', QUOTA, ['200', ...CLOSED, '406']],
      ['setQuotaSet', 'PUT', QUOTA, ['200', ...CLOSED, '406']],
      ['resetQuotaSet', 'DELETE', QUOTA, ['202', ...CLOSED, '406']],
      ['showDefaultQuotaSet', 'GET', `${QUOTA}/defaults`, ['200', ...CLOSED, '406']],
      ['showLimits', 'GET', '/limits', ['200', ...CLOSED, '406']],
    ],
  ],
  [
    ECS,
    [
      ['listEcsGroups', 'GET', '/os-server-groups', ['200', ...CLOSED]],
      ['createEcsGroup', 'POST', '/os-server-groups', ['200', ...CLOSED, '409']],
      ['showEcsGroup', 'GET', GROUP, ['200', ...CLOSED]],
      ['deleteEcsGroup', 'DELETE', GROUP, ['204', ...CLOSED]],
      ['updateEcsGroupMembers', 'POST', `${GROUP}/action`, ['200', ...CLOSED]],
      ['addEcsGroupMembers', 'POST', `${GROUP}/add_members`, ['200', ...CLOSED]],
      ['removeEcsGroupMembers', 'POST', `${GROUP}/remove_members`, ['200', ...CLOSED]],
    ],
  ],
];

/** A field of the matrix before anything came of it. */
export type Blank = Omit<Cell, 'outcome' | 'reason'>;

const blanksAt = (version: string): Blank[] =>
  OPERATIONS.flatMap(([prefixes, rows]) =>
    rows.flatMap(([operationId, method, path, statuses]) =>
      prefixes
        .filter(({ isLegacy }) => isLegacy === (version === '2.0'))
        .flatMap((prefix) =>
          statuses
            // What has no microversions refuses none.
            .filter((status) => version !== '2.0' || status !== '406')
            .map((status) => {
              return {
                operationId: operationId + prefix.suffix,
                method,
                path: prefix.path + path,
                status,
                version,
              };
            }),
        ),
    ),
  );

export const BLANKS: readonly Blank[] = VERSIONS.flatMap(blanksAt);
