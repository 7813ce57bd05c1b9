/** The parts of a dump that tell of a table: its columns, and its rows as INSERT and as COPY have them. */

import type { Cursor } from './cursor.ts';
import { notUnderstood } from './dump-error.ts';
import { copied, NO_COLUMN, PART, plainName, unquoted, VALUE, VALUE_WITH_BACKSLASHES } from './sql.ts';

/** Values of a row as bytes, one character each. */
type Values = readonly (string | null)[];

const textOf = (inside: string | undefined, bare: string | undefined, hasBackslashes: boolean) => {
  if (inside !== undefined) return unquoted(inside, hasBackslashes);
  return bare === undefined || bare.toUpperCase() === 'NULL' ? null : bare;
};

/** The rows behind VALUES; what comes behind the last one is left. */
export const readInserted = async (
  cursor: Cursor,
  table: string,
  hasBackslashes: boolean,
  take: (values: Values) => void,
): Promise<void> => {
  const value = hasBackslashes ? VALUE_WITH_BACKSLASHES : VALUE;
  do {
    await cursor.more();
    const begin = cursor.offset;
    cursor.match(/\s*\(/y);
    const values: (string | null)[] = [];
    for (let behind = ','; behind === ','; ) {
      const [, inside, bare, next = ''] = cursor.match(value) ?? [];
      if (next === '') throw notUnderstood(`a row of ${table}`, begin);
      behind = next;
      values.push(textOf(inside, bare, hasBackslashes));
    }
    take(values);
    await cursor.more();
  } while (cursor.match(/\s*,(?=\s*\()/y));
};

/** The lines behind a COPY, and the one that ends them. */
export const readCopied = async (
  cursor: Cursor,
  table: string,
  take: (values: Values) => void,
): Promise<void> => {
  cursor.match(/\n/y);
  for (;;) {
    await cursor.more();
    const line = cursor.before('\n');
    if (line === '\\.') return;
    if (line === undefined) throw notUnderstood(`a row of ${table}`, cursor.offset);
    take(line.split('\t').map(copied));
  }
};

/** The names of the columns behind the opening bracket of a CREATE TABLE. */
export const readColumns = (cursor: Cursor, table: string): string[] => {
  const columns: string[] = [];
  let isNext = true;
  for (let depth = 1; depth > 0; ) {
    const [part = '', name, mark] = cursor.match(PART) ?? [];
    if (part === '') throw notUnderstood(`the definition of ${table}`, cursor.offset);
    if (mark === '(') depth += 1;
    if (mark === ')') depth -= 1;
    if (name !== undefined && isNext && depth === 1 && !NO_COLUMN.test(name)) columns.push(plainName(name));
    isNext = mark === ',' && depth === 1;
  }
  return columns;
};
