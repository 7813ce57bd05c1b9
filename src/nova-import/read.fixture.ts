/** Reads texts as dumps, for tests. */

import { type DumpOptions, type Row, readDump } from './dump.ts';
import type { Table } from './tables.ts';

export type Rows = readonly (readonly [table: Table, row: Row])[];

const bytesOf = (text: string) => Buffer.from(text).toString('latin1');

export async function* cut(text: string, lengths: readonly number[] = [text.length]): AsyncGenerator<string> {
  let at = 0;
  for (let turn = 0; at < text.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    yield text.slice(at, at + length);
    at += length;
  }
}

export const read = async (text: string, options: DumpOptions = {}, lengths?: readonly number[]) => {
  const rows: [Table, Row][] = [];
  const { tables, databases } = await readDump(
    cut(bytesOf(text), lengths),
    (table, row) => rows.push([table, row]),
    options,
  );
  return { rows, tables: [...tables], databases: [...databases] };
};

export const END = '\n-- Dump completed on 2030-01-31 12:00:00\n';

export const QUOTAS = '(id, project_id, resource, hard_limit)';
export const FIRST = `INSERT INTO quotas ${QUOTAS} VALUES (1,'p','server_groups',5);\n`;
export const STANDARD = 'SET standard_conforming_strings = on;\n';
