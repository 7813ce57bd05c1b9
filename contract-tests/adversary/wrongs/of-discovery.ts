/** What the tables of servers that are wrong about version documents have in common. */

export const list = { of: 'listVersions' } as const;

export const show = { of: 'showVersion' } as const;
