/** What the tables of servers that are wrong about bodies and their types have in common. */

export const create = { of: 'createServerGroup' } as const;
