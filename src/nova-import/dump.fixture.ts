/** Small dumps in the form of mariadb-dump, for tests. */

import { TABLES, type Table } from './tables.ts';

type Row = readonly (string | number | null)[];
export type Rows = Readonly<Partial<Record<Table, readonly Row[]>>>;

const HEAD = '-- MariaDB dump 10.19\n/*!40101 SET NAMES utf8mb4 */;\n';
export const END = '-- Dump completed on 2030-01-31 12:00:00\n';

const literalOf = (value: string | number | null | undefined): string =>
  typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : `${value ?? 'NULL'}`;

const tableOf = (table: Table, rows: NonNullable<Rows[Table]>): string => {
  const columns = TABLES[table].map((column) => `  \`${column}\` varchar(255) DEFAULT NULL,\n`);
  const values = rows.map((row) => `(${TABLES[table].map((_, index) => literalOf(row[index])).join(',')})`);
  const insert = rows.length === 0 ? '' : `INSERT INTO \`${table}\` VALUES\n${values.join(',\n')};\n`;
  return `CREATE TABLE \`${table}\` (\n${columns.join('')}  PRIMARY KEY (\`id\`)\n);\n${insert}`;
};

/** A dump whose rows are made as they are needed, in pieces. */
export function* largeDump(rows: Readonly<Partial<Record<Table, Iterable<Row>>>>): Generator<string> {
  yield HEAD;
  for (const table of Object.keys(rows) as Table[]) {
    yield tableOf(table, []);
    let values: Row[] = [];
    const insert = () => tableOf(table, values).slice(tableOf(table, []).length);
    for (const row of rows[table] ?? []) {
      if (values.push(row) < 5000) continue;
      yield insert();
      values = [];
    }
    yield insert();
  }
  yield END;
}

/** Rows have their values in the order of `TABLES`; those that are missing at the end are null. */
export const dumpOf = (rows: Rows): string => {
  const all: Rows = { instance_groups: [], instance_group_policy: [], instance_group_member: [], ...rows };
  return `${HEAD}${(Object.keys(all) as Table[]).map((table) => tableOf(table, all[table] ?? [])).join('')}${END}`;
};

export const groupId = (number: number): string =>
  `f0000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
export const serverId = (number: number): string =>
  `50000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
