import assert from 'node:assert/strict';
import test from 'node:test';
import type { DumpOptions } from './dump.ts';
import { END, FIRST, QUOTAS, type Rows, read, STANDARD } from './read.fixture.ts';

const quota = (
  id: string,
  project: string | null,
  limit: string | null = '5',
  deleted: string | null = null,
) => ['quotas', [id, project, 'server_groups', limit, deleted]] as const;
interface Case {
  readonly what: string;
  readonly text: string;
  readonly rows: Rows;
  readonly options?: DumpOptions;
}

const CASES: readonly Case[] = [
  { what: 'nothing', text: '-- MySQL dump 10.13\n', rows: [] },
  { what: 'a mark of UTF-8 at the beginning', text: `\ufeff${FIRST}`, rows: [quota('1', 'p')] },
  {
    what: 'several rows, over several lines',
    text: `INSERT INTO \`quotas\` ${QUOTAS} VALUES\n(1,'p','server_groups',5),\n (2, NULL, 'server_groups', NULL) ;`,
    rows: [quota('1', 'p'), quota('2', null, null)],
  },
  {
    what: 'other orders of columns, and columns that are not read',
    text: "INSERT INTO quotas (`hard_limit`, x, resource, id, `deleted`, project_id) VALUES (5,'x','server_groups',1,7,'p');",
    rows: [quota('1', 'p', '5', '7')],
  },
  {
    what: 'the order of CREATE TABLE',
    text: "CREATE TABLE IF NOT EXISTS `quotas` (\n  `hard_limit` decimal(10,2) DEFAULT '5, `x` (',\n  `key` enum('a','b') COMMENT 'it''s \\'x\\', y',\n `project_id` int, resource text,\n  `id` int NOT NULL,\n  PRIMARY KEY (`id`),\n  UNIQUE KEY `project_id` (`project_id`,`resource`), CONSTRAINT c CHECK (id > 0)\n) ENGINE=InnoDB COMMENT='; x';\nINSERT INTO `quotas` VALUES (5,'a','p','server_groups',1);",
    rows: [quota('1', 'p')],
  },
  {
    what: 'each escape of MySQL',
    text: `INSERT INTO quotas ${QUOTAS} VALUES (1,'\\0\\'\\"\\b\\n\\r\\t\\Z\\\\\\%\\_\\a''','server_groups',5);`,
    rows: [quota('1', "\0'\"\b\n\r\t\x1a\\\\%\\_a'")],
  },
  {
    what: 'backslashes that mean nothing in PostgreSQL',
    text: `${STANDARD}INSERT INTO public.quotas ${QUOTAS} VALUES (1,'a\\n''\\','server_groups',5);`,
    rows: [quota('1', "a\\n'\\")],
  },
  {
    what: 'a COPY with each escape',
    text: `COPY public.quotas ${QUOTAS} FROM stdin;\n1\t\\b\\f\\n\\r\\t\\v\\\\\\101\\x41\\q'\tserver_groups\t5\n2\t\\N\tserver_groups\t\\N\n3\t\tserver_groups\t5\n\\.\n${FIRST}`,
    rows: [quota('1', "\b\f\n\r\t\v\\AAq'"), quota('2', null, null), quota('3', ''), quota('1', 'p')],
  },
  { what: 'an empty COPY', text: `COPY quotas ${QUOTAS} FROM stdin;\n\\.\n`, rows: [] },
  {
    what: 'truth values, signs and decimals',
    text: `INSERT INTO quotas (id, project_id, resource, hard_limit, deleted) VALUES (1,'p','server_groups',-1,true),(2,'p','server_groups',+5.0e0,FALSE);`,
    rows: [quota('1', 'p', '-1', 'true'), quota('2', 'p', '+5.0e0', 'FALSE')],
  },
  {
    what: 'character sets of values',
    text: `INSERT INTO quotas ${QUOTAS} VALUES (1,_utf8mb4 'p',_binary'server_groups',5);`,
    rows: [quota('1', 'p')],
  },
  {
    what: 'REPLACE and INSERT IGNORE',
    text: FIRST.replace('INSERT', 'REPLACE') + FIRST.replace('INSERT', 'INSERT  IGNORE'),
    rows: [quota('1', 'p'), quota('1', 'p')],
  },
  {
    what: 'what comes behind the values',
    text: `INSERT INTO quotas ${QUOTAS} VALUES (1,'p','server_groups',5) ON CONFLICT DO NOTHING;\n${FIRST}`,
    rows: [quota('1', 'p'), quota('1', 'p')],
  },
  {
    what: 'statements about other tables, with semicolons in quotes',
    text: `INSERT INTO x VALUES ('a;\\'; ''INSERT INTO quotas ', "b;\\"", 1);CREATE VIEW \`;\` AS SELECT 1;COPY x (a) FROM stdin;\n${FIRST}\\.\nINSERT INTO quotas_x VALUES (1);\n${FIRST}`,
    rows: [quota('1', 'p')],
  },
  {
    what: 'backslashes in quotes of PostgreSQL that are passed over',
    text: `${STANDARD}INSERT INTO x VALUES ('\\'); SELECT "a\\";\n${FIRST}`,
    rows: [quota('1', 'p')],
  },
  {
    what: 'comments, commands of psql, and functions',
    text: `-- it's; a comment\n/* it's; another */ /*!40101 SET x = 'y' */;\n\\restrict it's\nSELECT 1 -- it's; one\n+ 5 - 3 / 2 /* it's; two */;\nCREATE FUNCTION f() AS $a$ it's; $$ \n${FIRST} $a$ LANGUAGE sql;\n${FIRST}`,
    rows: [quota('1', 'p')],
  },
  { what: 'commands of psql', text: `\\restrict a;it's\n${FIRST}\\unrestrict a`, rows: [quota('1', 'p')] },
  {
    what: 'the database that is asked for',
    text: `USE \`nova\`;\n${FIRST}USE \`nova_api\`;\n${FIRST.replace("'p'", "'q'")}\\connect nova\n${FIRST}INSERT INTO \`nova_api\`.\`quotas\` ${QUOTAS} VALUES (2,'r','server_groups',5);`,
    rows: [quota('1', 'q'), quota('2', 'r')],
    options: { database: 'nova_api' },
  },
  {
    what: 'the database that the head of the dump names',
    text: `-- Host: localhost    Database: nova_api\n${FIRST}`,
    rows: [quota('1', 'p')],
    options: { database: 'nova_api' },
  },
  {
    what: 'text beyond ASCII, and in encodings that say UTF-8',
    text: `/*!40101 SET NAMES utf8mb4 */;\nSET client_encoding = 'UTF8';\nINSERT INTO quotas ${QUOTAS} VALUES (1,'测试 é 🖥','server_groups',5);`,
    rows: [quota('1', '测试 é 🖥')],
  },
];

for (const { what, text, rows, options } of CASES) {
  test(`a dump is read: ${what}`, async () => {
    assert.deepEqual((await read(text + END, options)).rows, rows);
  });
}

test('the databases that a dump names are told, also those that are not read', async () => {
  const text = `-- Host: localhost    Database: a\nUSE \`b c\`;\n\\connect d\nINSERT INTO e.quotas ${QUOTAS} VALUES (1,'p','x',5);`;
  const { databases, tables } = await read(text + END, { database: 'nova_api' });
  assert.deepEqual([databases, tables], [['a', 'b c', 'd', 'e'], []]);
});
