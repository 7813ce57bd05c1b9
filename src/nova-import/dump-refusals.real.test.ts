import assert from 'node:assert/strict';
import test from 'node:test';
import { readDump } from './dump.ts';
import { cut, END, FIRST, QUOTAS, read } from './read.fixture.ts';

const REFUSED: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  ['cut off in a row', FIRST.slice(0, -8), /damaged or cut off.* a row of quotas at byte \d+/],
  ['cut off before the end of a row', FIRST.slice(0, -3), /cut off/],
  ['cut off behind a row', FIRST.slice(0, -2), /not complete: it ends too early/],
  [
    'cut off in a COPY',
    `COPY quotas ${QUOTAS} FROM stdin;\n1\tp\tserver_groups\t5\n`,
    /cut off.* a row of quotas/,
  ],
  ['cut off in a COPY of another table', 'COPY x (a) FROM stdin;\n1\n', /not complete/],
  ['cut off in quotes of another table', "INSERT INTO x VALUES ('a", /not complete/],
  ['cut off in a comment', '/* a', /not complete/],
  [
    'cut off in a definition',
    'CREATE TABLE quotas (id int, ',
    /damaged or cut off.* the definition of quotas/,
  ],
  ['cut off between statements of mysqldump', `-- MySQL dump 10.13\n${FIRST}`, /not complete/],
  ['cut off between statements of mariadb-dump', `-- MariaDB dump 10.19\n${FIRST}`, /not complete/],
  ['cut off between statements of pg_dump', `-- PostgreSQL database dump\n${FIRST}`, /not complete/],
  [
    'without the comment at its end',
    `-- a comment\n${FIRST}`,
    /does not say that it is complete.* --compact/,
  ],
  [
    'with the comment at its end in quotes only',
    FIRST.replace("'p'", `'${END}'`),
    /does not say that it is complete/,
  ],
  ['of two, the second cut off', `-- MySQL dump\n${FIRST}${END}-- MySQL dump\n${FIRST}`, /not complete/],
  ['nothing', '', /no SQL dump.* UTF-8/],
  ['text', 'Groups of Nova\n\nnone; -- at all', /no SQL dump/],
  ['XML', '<?xml version="1.0"?>\n<mysqldump/>', /no SQL dump/],
  ['UTF-16', '\xff\xfe-\0-\0 \0', /no SQL dump/],
  ['SQLite', 'SQLite format 3\0; CREATE TABLE quotas (id int);', /no SQL dump/],
  ['bzip2', 'BZh91AY&SY', /no SQL dump/],
  ['xz', '\xfd7zXZ\0', /no SQL dump/],
  ['tar', `nova_api.sql\0\0\0${FIRST}`, /no SQL dump/],
  [
    'without columns',
    "INSERT INTO quotas VALUES (1,'p');",
    /does not say which columns quotas has\. .*--complete-insert .*--column-inserts/,
  ],
  [
    'with too few columns',
    'COPY quotas (id, project_id, resource) FROM stdin;\n\\.\n',
    /no column hard_limit: it is not Nova's/,
  ],
  ['with a row of another length', `INSERT INTO quotas ${QUOTAS} VALUES (1,'p');`, /2 values for 4 columns/],
  [
    'with values that are no values',
    `INSERT INTO quotas ${QUOTAS} VALUES (1,now(),'server_groups',5);`,
    /form that is not known here: a row of quotas/,
  ],
  [
    'in another encoding (MySQL)',
    `/*!40101 SET NAMES latin1 */;\n${FIRST}`,
    /in latin1\. .*--default-character-set=utf8mb4/,
  ],
  [
    'in another encoding (PostgreSQL)',
    `SET client_encoding = 'SQL_ASCII';\n${FIRST}`,
    /in SQL_ASCII\. .*--encoding=UTF8/,
  ],
  [
    'of two databases',
    `USE a;\n${FIRST}USE b;\n${FIRST}`,
    /quotas in several databases \(a, b\)\. .*--database/,
  ],
];

for (const [what, text, says] of REFUSED) {
  test(`a dump is refused: ${what}`, async () => {
    await assert.rejects(
      read(text),
      (error: Error) => error.name === 'DumpError' && says.test(error.message),
    );
  });
}

test('a dump is refused: bytes that are not UTF-8', async () => {
  const text = FIRST.replace("'p'", "'\xff'");
  await assert.rejects(
    readDump(cut(text), () => {}),
    /not UTF-8 .*--default-character-set/,
  );
});
