/** Tokens and projects that do not belong together, or are none. */

import type { HeaderLine } from '../draft.ts';
import type { Random } from '../random.ts';
import { inHeader, type Tactic, TEXTS } from './tactic.ts';

const TOKEN = 'X-Auth-Token';

/** Tokens that are wrong, and right ones where they do not belong. The other project's is never sent alone. */
const confusions: readonly ((mine: string, others: string, random: Random) => HeaderLine[])[] = [
  () => [],
  (mine, others) => [
    [TOKEN, mine],
    [TOKEN, others],
  ],
  (mine, others) => [
    [TOKEN, others],
    [TOKEN, mine],
  ],
  (mine, others) => [[TOKEN, `${mine},${others}`]],
  (mine, others) => [[TOKEN, `${mine} ${others}`]],
  (mine) => [
    [TOKEN, mine],
    [TOKEN, mine],
  ],
  (mine) => [[TOKEN, mine.slice(0, -1)]],
  (mine) => [[TOKEN, `${mine}x`]],
  (mine) => [[TOKEN, mine.toUpperCase()]],
  (mine) => [[TOKEN, ` \t${mine}\t `]],
  (mine) => [[TOKEN, `${mine}\u0000`]],
  (mine) => [[TOKEN, `"${mine}"`]],
  (mine) => [[TOKEN, `Bearer ${mine}`]],
  (mine) => [['Authorization', `Bearer ${mine}`]],
  (mine) => [['Cookie', `X-Auth-Token=${mine}`]],
  (mine) => [['X_Auth_Token', mine]],
  (mine) => [['X-Subject-Token', mine]],
  (mine) => [['x-auth-token', mine]],
  (mine, others) => [
    [TOKEN, mine],
    ['X-Subject-Token', others],
    ['X-Service-Token', others],
    ['Authorization', `Bearer ${others}`],
  ],
  (mine) => [
    [TOKEN, mine],
    ['X-Project-Id', '4fd44f30292945e481c7b8a0c8908869'],
    ['X-Roles', 'admin'],
    ['X-Is-Admin-Project', 'True'],
    ['X-User-Id', 'root'],
  ],
  () => [[TOKEN, '']],
  () => [[TOKEN, '__proto__']],
  () => [[TOKEN, 'user:project']],
  (_mine, _others, random) => [[TOKEN, inHeader(random.pick(TEXTS))]],
  (_mine, _others, random) => [[TOKEN, 'a'.repeat(random.int(12_000))]],
];

export const tokens: readonly Tactic[] = [
  {
    name: 'header: token confusion',
    weight: 35,
    alter: (draft, random, { tokens }) => ({
      ...draft,
      headers: [
        ...draft.headers.filter(([name]) => name !== TOKEN),
        ...random.pick(confusions)(tokens.member, tokens.otherProject, random),
      ],
      seesAllProjects: false,
    }),
  },
  {
    name: 'path: the project of another',
    weight: 8,
    alter: (draft, random, { project }) => {
      const other = random.pick([
        '4fd44f30292945e481c7b8a0c8908869',
        project.toUpperCase(),
        `${project}-`,
        '0',
        '-',
        'f'.repeat(64),
        'f'.repeat(65),
        '%34fd44f30292945e481c7b8a0c8908869',
      ]);
      return { ...draft, target: draft.target.replace(project, other) };
    },
  },
];
