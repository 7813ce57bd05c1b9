/** Creations that are refused, and what is said of them. */

import { named } from '../run.ts';
import type { Case } from './case.ts';
import { isFault } from './expect.ts';

export const of = (field: string, value: string, reason: string) =>
  `Invalid input for field/attribute ${field}. Value: ${value}. ${reason}`;

export type Wrong = readonly [body: unknown, message: string];
export const group = (keys: object, message: string): Wrong => [{ server_group: keys }, message];

/** Text for people, which is the same in each run. */
export const told = (text: string): string => text.replaceAll(named(''), '');

/** A case for each row of a table; `name` tells the tables apart. */
export const refuses = (versions: readonly string[], name: string, table: readonly Wrong[]): Case[] =>
  table.map(([body, message], index) => ({
    id: `creations/${name}-${index + 1}`,
    what: `a creation with the body ${told(JSON.stringify(body)).slice(0, 100)} is refused`,
    versions,
    run: async ({ call }) => {
      const request = { method: 'POST', path: '/os-server-groups', body: JSON.stringify(body) };
      isFault(await call(request), 400, message);
    },
  }));
