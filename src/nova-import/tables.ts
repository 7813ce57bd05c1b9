/** The tables of Nova's API database that are read, each with the columns that are (Nova, `nova/db/api/models.py`). */

export const TABLES = {
  instance_groups: ['id', 'uuid', 'name', 'project_id', 'user_id', 'deleted'],
  instance_group_policy: ['id', 'group_id', 'policy', 'rules', 'deleted'],
  instance_group_member: ['id', 'group_id', 'instance_uuid', 'deleted'],
  quotas: ['id', 'project_id', 'resource', 'hard_limit', 'deleted'],
  // Nova leaves a member in its group when the server is deleted; only here is it said whether there still is one.
  instance_mappings: ['id', 'instance_uuid', 'queued_for_delete'],
} as const;

export type Table = keyof typeof TABLES;

/** Without these nothing can be imported: a group without its policy or its members would be another one. */
export const NEEDED: readonly Table[] = ['instance_groups', 'instance_group_policy', 'instance_group_member'];

/** Columns that some versions of Nova have, and others not. */
const OPTIONAL: readonly string[] = ['deleted', 'rules', 'queued_for_delete'];

export const isTable = (name: string): name is Table => Object.hasOwn(TABLES, name);

/** Where in a row the columns stand that are read, -1 for those that the dump lacks; the name of a column that must be there. */
export const placesOf = (table: Table, columns: readonly string[]): number[] | string => {
  const wanted: readonly string[] = TABLES[table];
  const lacking = wanted.find((column) => !columns.includes(column) && !OPTIONAL.includes(column));
  return lacking ?? wanted.map((column) => columns.indexOf(column));
};
