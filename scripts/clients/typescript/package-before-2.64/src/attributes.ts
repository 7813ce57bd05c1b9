import type { PolicyName, ServerGroupAttributes } from './generated/models/index.js';

/** What a server group shall be. */
export interface NewServerGroup extends Omit<ServerGroupAttributes, 'policies'> {
  /** The policy; up to 2.63 the API has it as a list of one. */
  policy: PolicyName;
}

/** The form in which it is sent. */
export const attributesOf = ({ policy, ...group }: NewServerGroup): ServerGroupAttributes => ({
  ...group,
  policies: [policy],
});
