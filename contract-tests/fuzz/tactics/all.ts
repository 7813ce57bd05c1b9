/** All tactics, with the valid request among them: what is answered well must go on being answered well. */

import { bodies } from './bodies.ts';
import { heads } from './heads.ts';
import { keys } from './keys.ts';
import { lengths } from './lengths.ts';
import { members } from './members.ts';
import { paths } from './paths.ts';
import { queries } from './queries.ts';
import type { Tactic } from './tactic.ts';
import { tokens } from './tokens.ts';
import { types } from './types.ts';
import { wire } from './wire.ts';

export const tactics: readonly Tactic[] = [
  { name: 'valid', weight: 40, alter: (draft) => draft },
  ...bodies,
  ...members,
  ...paths,
  ...queries,
  ...heads,
  ...types,
  ...keys,
  ...tokens,
  ...lengths,
  ...wire,
];
