/** What the tables of servers that are wrong about creations and their rules have in common. */

export const create = { of: 'createServerGroup' } as const;

export const refused = { ...create, status: 400 };

export const body = (text: string) => `a creation with the body ${text} is refused`;

export const group = (text: string) => body(`{"server_group":{${text}}}`);
