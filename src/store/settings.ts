/** The settings of the store, and what is wrong with them together. */

import * as z from 'zod';
import { integer } from '../setting-kinds.ts';

const DEFAULT = 'sqlite:./data/server-groups.db';

export const storeSettings = {
  store: z
    .string()
    .regex(/^(?:sqlite:|postgres(?:ql)?:\/\/)./)
    .prefault(DEFAULT)
    .meta({
      expected:
        '`sqlite:` and the path of a file, `sqlite::memory:`, or the URL of a database, `postgres://…`',
      description:
        'Where the server groups are kept. What is in `sqlite::memory:` goes away with the process. A PostgreSQL database can be shared by many replicas.',
    }),
  storeFile: z.string().optional().meta({
    expected: 'the path of a file',
    description: 'A file with what `OSG_STORE` would be, since a URL may hold a password.',
    fallback: 'none',
  }),
  storeConnections: integer(1, 1000).prefault('10').meta({
    expected: 'a number from 1 to 1000',
    description: 'How many connections to PostgreSQL are open at most.',
  }),
} as const;

/** A line for each thing that is wrong, without any value. */
export const storeProblems = ({ store, storeFile }: Readonly<Record<string, unknown>>): string[] =>
  store !== undefined && storeFile !== undefined
    ? ['OSG_STORE, OSG_STORE_FILE: give one of them, not both']
    : [];

/** The URL of a store as it may be shown: without user and password, and without what stands behind the database. */
export const shownStore = (url: string): string =>
  url.startsWith('sqlite:') ? url : url.replace(/\/\/(?:.*@)?/s, '//').replace(/[?#].*/s, '');
