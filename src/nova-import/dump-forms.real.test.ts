/** What dump programs write, whatever is in it. */

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Row } from './dump.ts';
import { END, type Rows, read, STANDARD } from './read.fixture.ts';
import { TABLES, type Table } from './tables.ts';

/** How the dump programs write characters inside of a value. */
const IN_MYSQL: Readonly<Record<string, string>> = {
  ...{ '\0': '\\0', '\n': '\\n', '\r': '\\r', '\x1a': '\\Z', '\\': '\\\\', "'": "\\'", '"': '\\"' },
};
const IN_COPY: Readonly<Record<string, string>> = {
  ...{ '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v', '\\': '\\\\' },
};
const IN_SQL: Readonly<Record<string, string>> = { "'": "''" };
const written = (value: string, escapes: Readonly<Record<string, string>>): string =>
  [...value].map((character) => escapes[character] ?? character).join('');
const quotedWith = (escapes: Readonly<Record<string, string>>) => (value: string | null) =>
  value === null ? 'NULL' : `'${written(value, escapes)}'`;

/** A statement for each row of tables whose names begin with a text. */
const FORMS: Readonly<Record<string, (rows: Rows, prefix: string) => string[]>> = {
  mysqldump: (rows, prefix) =>
    rows.map(([table, row]) => {
      const values = row.map(quotedWith(IN_MYSQL)).join();
      return `INSERT INTO \`${prefix}${table}\` (${TABLES[table].join()}) VALUES (${values});\n`;
    }),
  pg_dump: (rows, prefix) =>
    rows.map(([table, row]) => {
      const line = row.map((value) => (value === null ? '\\N' : written(value, IN_COPY))).join('\t');
      return `COPY public.${prefix}${table} (${TABLES[table].join(', ')}) FROM stdin;\n${line}\n\\.\n\n`;
    }),
  'pg_dump --inserts': (rows, prefix) =>
    rows.map(([table, row]) => {
      const values = row.map(quotedWith(IN_SQL)).join(', ');
      return `${STANDARD}INSERT INTO public.${prefix}${table} (${TABLES[table].join(', ')}) VALUES (${values});\n`;
    }),
};

const value = fc.option(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.string({
      unit: fc.constantFrom(
        "'",
        '\\',
        '"',
        ';',
        '\n',
        '\t',
        '\\.',
        'N',
        '-- ',
        '/*',
        '`',
        '(',
        ')',
        ',',
        '$$',
        'é',
      ),
      maxLength: 8,
    }),
  ),
);
const rows = fc.array(
  fc
    .constantFrom(...(Object.keys(TABLES) as Table[]))
    .chain((table) =>
      fc
        .array(value, { minLength: TABLES[table].length, maxLength: TABLES[table].length })
        .map((row): [Table, Row] => [table, row]),
    ),
  { maxLength: 6 },
);

for (const [form, write] of Object.entries(FORMS)) {
  test(`what ${form} writes is read again, whatever is in it, and wherever the pieces of the file are cut`, async () => {
    const property = fc.asyncProperty(
      rows,
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      async (all, lengths) => {
        // What other tables have in quotes is passed over just so.
        const others = write(all, 'x');
        const text = write(all, '')
          .flatMap((each, index) => [others[index], each])
          .join('');
        assert.deepEqual((await read(text + END, { lookahead: 300 }, lengths)).rows, all);
      },
    );
    await fc.assert(property, { numRuns: 200 });
  });
}
