/** What moves from SQLite to PostgreSQL: the columns that both have, and how a value of one is written in the other. */

type Kind = 'text' | 'integer' | 'bigint' | 'time' | 'json';

/** A table is after those that it refers to. */
interface Table {
  readonly name: string;
  /** The first so many columns are the primary key. */
  readonly key: number;
  readonly columns: Readonly<Record<string, Kind>>;
}

const GROUP = { project_id: 'text', group_id: 'text' } as const;

export const tables: readonly Table[] = [
  {
    name: 'projects',
    key: 1,
    columns: {
      id: 'text',
      server_groups: 'integer',
      quota_server_groups: 'integer',
      quota_server_group_members: 'integer',
      last_id: 'text',
    },
  },
  {
    name: 'server_groups',
    key: 2,
    columns: {
      project_id: 'text',
      id: 'text',
      user_id: 'text',
      name: 'text',
      policy: 'text',
      max_server_per_host: 'integer',
      member_count: 'integer',
      created_at: 'time',
    },
  },
  {
    name: 'server_group_members',
    key: 3,
    columns: { ...GROUP, server_id: 'text', position: 'bigint', host: 'text' },
  },
  { name: 'server_group_hosts', key: 3, columns: { ...GROUP, host: 'text', member_count: 'integer' } },
  {
    name: 'idempotency_keys',
    key: 2,
    columns: {
      project_id: 'text',
      key: 'text',
      fingerprint: 'text',
      server_group: 'json',
      expires_at: 'time',
    },
  },
  { name: 'imported', key: 2, columns: { project_id: 'text', what: 'text' } },
];

/** Here SQLite keeps the last id of all projects, and PostgreSQL that of each: none is given again if each has that of all. */
const FROM_ELSEWHERE: Readonly<Record<string, string>> = { last_id: '(SELECT last_id FROM store)' };

/** Milliseconds since 1970 in SQLite; exact in both directions. */
const TO_TIME = (value: string) => `timestamptz 'epoch' + ${value}::bigint * interval '1 millisecond'`;
const FROM_TIME = (column: string) => `round(extract(epoch FROM ${column}) * 1000)::bigint::text`;

const keyOf = ({ key, columns }: Table): string => Object.keys(columns).slice(0, key).join(', ');

/** All rows of a table in SQLite, as arrays of texts and nulls in the order of the key. */
export const readSqlite = (table: Table): string => {
  const values = Object.keys(table.columns).map(
    (column) => `CAST(${FROM_ELSEWHERE[column] ?? column} AS TEXT)`,
  );
  return `SELECT ${values.join(', ')} FROM ${table.name} ORDER BY ${keyOf(table)}`;
};

/** The same of PostgreSQL: the same texts in the same order, if the same is in it. */
export const readPostgres = (table: Table): string => {
  const values = Object.entries(table.columns).map(([column, kind]) =>
    kind === 'time' ? FROM_TIME(column) : `${column}::text`,
  );
  return `SELECT ${values.join(', ')} FROM osg.${table.name} ORDER BY ${keyOf(table)}`;
};

/** Writes such rows, as one parameter: a JSON array of arrays. */
export const writePostgres = ({ name, columns }: Table): string => {
  const values = Object.values(columns).map((kind, index) => {
    const text = `(row ->> ${index})`;
    return kind === 'time' ? TO_TIME(text) : `${text}::${kind}`;
  });
  return `INSERT INTO osg.${name} (${Object.keys(columns).join(', ')})
    SELECT ${values.join(', ')} FROM jsonb_array_elements($1::jsonb) AS rows (row)`;
};
