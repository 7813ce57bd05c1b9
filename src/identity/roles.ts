/** What callers do. Those in all projects or in other ones are apart, since they need more. */
export type Action =
  | 'list'
  | 'show'
  | 'create'
  | 'delete'
  | 'list:all_projects'
  | 'show:other_projects'
  | 'delete:other_projects'
  | 'members:change'
  | 'members:change:other_projects'
  | 'members:place'
  | 'quotas:show'
  | 'quotas:show:other_projects'
  | 'quotas:set';

const READ: readonly Action[] = ['list', 'show', 'quotas:show'];
const WRITE: readonly Action[] = [...READ, 'create', 'delete', 'members:change'];
/** Who places servers does so in all projects. */
const PLACE: readonly Action[] = ['show', 'show:other_projects', 'members:place'];

const ADMINISTER: readonly Action[] = [
  ...WRITE,
  ...PLACE,
  'list:all_projects',
  'delete:other_projects',
  'members:change:other_projects',
  'quotas:show:other_projects',
  'quotas:set',
];

const ALLOWED: ReadonlyMap<string, ReadonlySet<Action>> = new Map([
  ['reader', new Set(READ)],
  ['member', new Set(WRITE)],
  ['manager', new Set(WRITE)],
  ['service', new Set(PLACE)],
  ['admin', new Set(ADMINISTER)],
]);

/** Whether one of the roles allows the action. The case of role names does not matter, as in Keystone. */
export const isAllowed = (roles: readonly string[], action: Action): boolean =>
  roles.some((role) => ALLOWED.get(role.toLowerCase())?.has(action) ?? false);
