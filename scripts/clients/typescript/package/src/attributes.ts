import type { ServerGroupAttributes } from './generated/models/index.js';

/** What a server group shall be. */
export type NewServerGroup = ServerGroupAttributes;

/** The form in which it is sent. */
export const attributesOf = (group: NewServerGroup): ServerGroupAttributes => group;
