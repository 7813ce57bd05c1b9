/** What callers do. Those in all projects or in other ones are apart, since they need more. */
export type Action =
  | 'list'
  | 'show'
  | 'create'
  | 'delete'
  | 'list:all_projects'
  | 'show:other_projects'
  | 'delete:other_projects'
  | 'quotas:show'
  | 'quotas:show:other_projects'
  | 'quotas:set';

const READ: readonly Action[] = ['list', 'show', 'quotas:show'];
const WRITE: readonly Action[] = [...READ, 'create', 'delete'];

const ADMINISTER: readonly Action[] = [
  ...WRITE,
  'list:all_projects',
  'show:other_projects',
  'delete:other_projects',
  'quotas:show:other_projects',
  'quotas:set',
];

const ALLOWED: ReadonlyMap<string, ReadonlySet<Action>> = new Map([
  ['reader', new Set(READ)],
  ['member', new Set(WRITE)],
  ['manager', new Set(WRITE)],
  ['admin', new Set(ADMINISTER)],
]);

/** Whether one of the roles allows the action. The case of role names does not matter, as in Keystone. */
export const isAllowed = (roles: readonly string[], action: Action): boolean =>
  roles.some((role) => ALLOWED.get(role.toLowerCase())?.has(action) ?? false);
