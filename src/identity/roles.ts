/** What callers do. Those in all projects or in other ones are apart, since they need more. */
export type Action =
  | 'list'
  | 'show'
  | 'create'
  | 'delete'
  | 'list:all_projects'
  | 'show:other_projects'
  | 'delete:other_projects';

const READ: readonly Action[] = ['list', 'show'];
const WRITE: readonly Action[] = [...READ, 'create', 'delete'];

const ALLOWED: ReadonlyMap<string, ReadonlySet<Action>> = new Map([
  ['reader', new Set(READ)],
  ['member', new Set(WRITE)],
  ['manager', new Set(WRITE)],
  ['admin', new Set([...WRITE, 'list:all_projects', 'show:other_projects', 'delete:other_projects'])],
]);

/** Whether one of the roles allows the action. The case of role names does not matter, as in Keystone. */
export const isAllowed = (roles: readonly string[], action: Action): boolean =>
  roles.some((role) => ALLOWED.get(role.toLowerCase())?.has(action) ?? false);
