/** The words of SQL as dumps write them: names, values, lists of columns. Text is still as bytes, one character each. */

/** A name, plain or quoted as MySQL, or as PostgreSQL and the SQL standard do. */
export const NAME = '(?:`(?:[^`]|``)+`|"(?:[^"]|"")+"|[\\w$]+)';
const QUALIFIED = `(?:(${NAME})\\s*\\.\\s*)?(${NAME})`;
const COLUMNS = '(?:\\(([^)]*)\\)\\s*)?';

/** Groups: what stands before the dot, the table, the columns. */
export const INSERT = new RegExp(
  `(?:INSERT|REPLACE)\\s+(?:IGNORE\\s+)?INTO\\s+${QUALIFIED}\\s*${COLUMNS}VALUES(?=\\s*\\()`,
  'iy',
);
export const COPY = new RegExp(`COPY\\s+${QUALIFIED}\\s*${COLUMNS}FROM\\s+stdin\\s*;(?=\\n)`, 'iy');
export const CREATE_TABLE = new RegExp(
  `CREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?${QUALIFIED}\\s*\\(`,
  'iy',
);
/** Another database: MySQL, and psql. Group: its name. */
export const USE = new RegExp(`(?:USE\\s+|\\\\connect\\s+(?:-\\S+\\s+)*)(${NAME})`, 'iy');

/** Groups: what MySQL or PostgreSQL say of the encoding, and of backslashes. */
export const SET =
  /(?:\/\*!\d*\s*)?SET\s+(?:NAMES\s+'?(\w+)|client_encoding\s*=\s*'(\w+)'|standard_conforming_strings\s*=\s*(\w+))/iy;

/** What a statement may begin with that is the first one of a dump; it takes nothing. */
export const STATEMENT =
  /(?=(?:ALTER|BEGIN|CHANGE|COPY|CREATE|DELETE|DROP|FLUSH|GRANT|INSERT|LOCK|REPLACE|SELECT|SET|START|TRUNCATE|UPDATE)\b)/iy;

/** The name without its quotes. */
export const plainName = (name: string): string =>
  /^[`"]/.test(name) ? name.slice(1, -1).replaceAll(name[0] + (name[0] ?? ''), name[0] ?? '') : name;

const ANY_NAME = new RegExp(NAME, 'g');
export const namesOf = (list: string): string[] => (list.match(ANY_NAME) ?? []).map(plainName);

/** A part of a CREATE TABLE; groups: a name, one of `(),`. */
export const PART = new RegExp(`\\s*(?:'(?:[^'\\\\]|\\\\[\\s\\S]|'')*'|(${NAME})|([(),])|[\\s\\S])`, 'y');
/** What begins a part of a CREATE TABLE that is no column. Quoted, each of them can be the name of one. */
export const NO_COLUMN =
  /^(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FOREIGN|CHECK|FULLTEXT|SPATIAL|EXCLUDE|PERIOD|LIKE)$/i;

const BARE = '(NULL|TRUE|FALSE|[-+]?[\\d.]+(?:e[-+]?\\d+)?)';
const valuePattern = (quoted: string) =>
  new RegExp(`\\s*(?:(?:_\\w+\\s*)?'(${quoted})'|${BARE})\\s*([,)])`, 'iy');
/** A value of a row and what stands behind it. Groups: the inside of quotes, what has none, `,` or `)`. */
export const VALUE_WITH_BACKSLASHES = valuePattern("[^'\\\\]*(?:(?:\\\\[\\s\\S]|'')[^'\\\\]*)*");
export const VALUE = valuePattern("[^']*(?:''[^']*)*");

/** MySQL's manual, "String Literals". Before any other character a backslash means nothing. */
const MYSQL: Readonly<Record<string, string>> = {
  ...{ 0: '\0', b: '\b', n: '\n', r: '\r', t: '\t', Z: '\x1a' },
  ...{ '%': '\\%', _: '\\_' },
};

/** What the inside of quotes stands for. */
export const unquoted = (inside: string, hasBackslashes: boolean): string =>
  hasBackslashes
    ? inside.replace(/\\([\s\S])|''/g, (_, escaped?: string) =>
        escaped === undefined ? "'" : (MYSQL[escaped] ?? escaped),
      )
    : inside.replaceAll("''", "'");

/** PostgreSQL's manual, COPY, "Text Format". */
const COPIED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** What a value of a COPY stands for. */
export const copied = (value: string): string | null =>
  value === '\\N'
    ? null
    : value.replace(
        /\\(?:([0-7]{1,3})|x([\da-f]{1,2})|([\s\S]))/gi,
        (_, octal?: string, hex?: string, escaped = '') => {
          if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
          if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
          return COPIED[escaped] ?? escaped;
        },
      );
