/** Reads rows out of a dump in SQL: of mysqldump and mariadb-dump, and of pg_dump, as COPY or as INSERT. */

import { createCursor } from './cursor.ts';
import { cutOff, DumpError, noDump, noEnd } from './dump-error.ts';
import { readColumns, readCopied, readInserted } from './rows.ts';
import { skipStatement } from './skip.ts';
import { COPY, CREATE_TABLE, INSERT, namesOf, plainName, SET, STATEMENT, USE } from './sql.ts';
import { isTable, placesOf, type Table } from './tables.ts';

/** The values of the columns that are read (`TABLES`), in their order; null also for a column that the dump lacks. */
export type Row = readonly (string | null)[];

export interface DumpOptions {
  /** Reads this database only, of several in one dump. */
  readonly database?: string | undefined;
  /** How long a row may be, in bytes. */
  readonly lookahead?: number;
}

export interface Found {
  /** The tables that the dump has, of those that are read. */
  readonly tables: ReadonlySet<Table>;
  /** The databases that it names. */
  readonly databases: ReadonlySet<string>;
}

const LOOKAHEAD = 1024 * 1024;
/** Also the mark at the beginning of a text in UTF-8. */
const BLANK = /(?:[\s;]|\xef\xbb\xbf)+/y;
const BEGINS = /^-- (?:MySQL dump|MariaDB dump|PostgreSQL database (?:cluster )?dump\s*$)/;
const ENDS = /^-- (?:Dump completed|PostgreSQL database (?:cluster )?dump complete)/;
const OF_DATABASE = /^-- Host: .*\sDatabase: (\S+)/;
const UTF8 = /^utf-?8(?:mb[34])?$/i;
const AS_UTF8 = '--default-character-set=utf8mb4 (MySQL, MariaDB) or --encoding=UTF8 (PostgreSQL)';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What bytes, one character each, stand for. */
const decoded = (bytes: string | null, offset: number): string | null => {
  if (bytes === null || !/[\x80-\xff]/.test(bytes)) return bytes;
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    throw new DumpError(`The dump is not UTF-8 (before byte ${offset}). Make it with ${AS_UTF8}.`);
  }
};

const checkEncoding = (name: string): void => {
  if (!UTF8.test(name)) throw new DumpError(`The dump is in ${name}. Make it with ${AS_UTF8}.`);
};

/**
 * Gives every row of the tables that are read to `take`, in the order of the dump.
 *
 * @param pieces the bytes of the dump, one character each (`latin1`)
 * @throws {DumpError} where it is cut off or not understood, or does not say that it is complete
 */
export const readDump = async (
  pieces: AsyncIterable<string>,
  take: (table: Table, row: Row) => void,
  { database, lookahead = LOOKAHEAD }: DumpOptions = {},
): Promise<Found> => {
  const cursor = createCursor(pieces, lookahead);
  const columnsOf = new Map<Table, string[]>();
  const tables = new Set<Table>();
  const databases = new Set<string>();
  /** Those of which tables are read. */
  const owners = new Set<string>();
  let used = '';
  let hasBackslashes = true;
  /** How many dumps have begun and not ended: pg_dumpall writes one into the other. */
  let unended = 0;
  let hasBegun = false;
  let hasEnded = false;

  const isRead = (qualifier: string | undefined, name: string): name is Table => {
    if (!isTable(name)) return false;
    // In PostgreSQL it is a schema, too.
    const owner = hasBackslashes && qualifier !== undefined ? plainName(qualifier) : used;
    if (owner !== '') databases.add(owner);
    if (database !== undefined && owner !== database) return false;
    owners.add(owner);
    if (owners.size > 1) {
      const names = [...owners].map((each) => each || 'one without a name').join(', ');
      throw new DumpError(
        `The dump has ${name} in several databases (${names}). Say which is Nova's API database: --database nova_api.`,
      );
    }
    tables.add(name);
    return true;
  };

  const takerOf = (table: Table, list: string | undefined) => {
    const columns = list === undefined ? columnsOf.get(table) : namesOf(list);
    if (columns === undefined) {
      throw new DumpError(
        `The dump does not say which columns ${table} has. Make it with the definitions of the tables, or with --complete-insert (MySQL, MariaDB) or --column-inserts (PostgreSQL).`,
      );
    }
    const places = placesOf(table, columns);
    if (typeof places === 'string') {
      throw new DumpError(`The table ${table} of the dump has no column ${places}: it is not Nova's.`);
    }
    return (values: Row) => {
      const { offset } = cursor;
      if (values.length !== columns.length) {
        throw new DumpError(
          `A row of ${table} has ${values.length} values for ${columns.length} columns (before byte ${offset}).`,
        );
      }
      take(
        table,
        places.map((place) => decoded(values[place] ?? null, offset)),
      );
    };
  };

  const skipTo = async (mark: string) => {
    if (!(await cursor.skipTo(mark))) throw cutOff();
  };
  const skipRest = async () => {
    if (!(await skipStatement(cursor, hasBackslashes))) throw cutOff();
  };

  const readStatement = async () => {
    const insert = cursor.match(INSERT);
    const copy = insert ? null : cursor.match(COPY);
    const create = insert || copy ? null : cursor.match(CREATE_TABLE);
    const [, qualifier, quoted = '', list] = insert ?? copy ?? create ?? [];
    const table = plainName(quoted);
    // In a COPY, which only PostgreSQL has, a schema stands before the dot.
    if (!isRead(copy ? undefined : qualifier, table)) return copy ? skipTo('\n\\.') : skipRest();
    if (copy) return readCopied(cursor, table, takerOf(table, list));
    if (create) columnsOf.set(table, readColumns(cursor, table));
    else await readInserted(cursor, table, hasBackslashes, takerOf(table, list));
    await skipRest();
  };

  const use = (name: string) => {
    used = name;
    databases.add(name);
  };

  const readComment = (line: string) => {
    if (BEGINS.test(line)) unended += 1;
    if (ENDS.test(line)) {
      unended -= 1;
      hasEnded = true;
    }
    const [, name] = OF_DATABASE.exec(line) ?? [];
    if (name !== undefined) use(name);
  };

  const readSetting = ([text, names, encoding, standard]: RegExpExecArray) => {
    checkEncoding(names ?? encoding ?? 'utf8');
    if (standard !== undefined) hasBackslashes = standard.toLowerCase() !== 'on';
    // MySQL runs what stands in some comments.
    return text.startsWith('/*') ? skipTo('*/') : skipRest();
  };

  while (await cursor.more()) {
    if (cursor.match(BLANK)) continue;
    const [line] = cursor.match(/--[^\n]*/y) ?? [];
    const setting = cursor.match(SET);
    const [, name] = cursor.match(USE) ?? [];
    if (line !== undefined) readComment(line);
    else if (setting) await readSetting(setting);
    else if (name !== undefined) use(plainName(name));
    else if (cursor.match(/\/\*/y)) await skipTo('*/');
    // A command of psql.
    else if (!cursor.match(/\\[^\n]*/y)) {
      if (!hasBegun && !cursor.match(STATEMENT)) throw noDump();
      hasBegun = true;
      await readStatement();
    }
  }
  if (unended > 0) throw cutOff();
  if (!hasEnded) throw hasBegun ? noEnd() : noDump();
  return { tables, databases };
};
