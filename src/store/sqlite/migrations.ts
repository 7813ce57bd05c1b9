/** One step of the schema, from version - 1 to version. Released ones are never changed: a new one is added. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/**
 * Keys begin with the project, so that the data can be spread over machines by project. The counters
 * (`server_groups`, `member_count`) make a quota and a claim cost the same however many there are. `position` is the
 * order of joining. `imported` outlives what was imported, so that what was deleted here is not imported again. In the one
 * row of `store`, `last_id` outlives the group that it was given to, so that ids go on increasing after that group was
 * deleted, and `checks` is there to be changed: SQLite does not write what stays as it is.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE projects (
        id TEXT NOT NULL PRIMARY KEY,
        server_groups INTEGER NOT NULL CHECK (server_groups >= 0),
        quota_server_groups INTEGER, -- NULL: the default holds
        quota_server_group_members INTEGER
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE server_groups (
        project_id TEXT NOT NULL,
        id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        name TEXT NOT NULL,
        policy TEXT NOT NULL,
        max_server_per_host INTEGER,
        member_count INTEGER NOT NULL DEFAULT 0 CHECK (member_count >= 0),
        created_at INTEGER NOT NULL, -- milliseconds since 1970
        PRIMARY KEY (project_id, id)
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX server_groups_of_all_projects ON server_groups (id);

      CREATE TABLE server_group_members (
        project_id TEXT NOT NULL,
        group_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        server_id TEXT NOT NULL,
        PRIMARY KEY (project_id, group_id, position),
        UNIQUE (project_id, server_id),
        FOREIGN KEY (project_id, group_id) REFERENCES server_groups (project_id, id) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE store (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
        last_id TEXT NOT NULL,
        checks INTEGER NOT NULL
      ) STRICT;
      INSERT INTO store VALUES (1, '', 0);`,
  },
  {
    version: 2,
    sql: `
      CREATE TABLE members (
        project_id TEXT NOT NULL,
        group_id TEXT NOT NULL,
        server_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        host TEXT, -- NULL: it has no place
        PRIMARY KEY (project_id, group_id, server_id),
        UNIQUE (project_id, server_id),
        UNIQUE (project_id, group_id, position),
        FOREIGN KEY (project_id, group_id) REFERENCES server_groups (project_id, id) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;
      INSERT INTO members (project_id, group_id, server_id, position)
        SELECT project_id, group_id, server_id, position FROM server_group_members;
      DROP TABLE server_group_members;
      ALTER TABLE members RENAME TO server_group_members;

      CREATE TABLE server_group_hosts (
        project_id TEXT NOT NULL,
        group_id TEXT NOT NULL,
        host TEXT NOT NULL,
        member_count INTEGER NOT NULL CHECK (member_count > 0),
        PRIMARY KEY (project_id, group_id, host),
        FOREIGN KEY (project_id, group_id) REFERENCES server_groups (project_id, id) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX server_group_hosts_by_count ON server_group_hosts (project_id, group_id, member_count);

      CREATE TABLE idempotency_keys (
        project_id TEXT NOT NULL,
        key TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        server_group TEXT NOT NULL, -- as it was made, in JSON
        expires_at INTEGER NOT NULL, -- milliseconds since 1970
        PRIMARY KEY (project_id, key)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);`,
  },
  {
    version: 3,
    sql: `
      CREATE TABLE imported (
        project_id TEXT NOT NULL,
        what TEXT NOT NULL, -- the id of a group, or the name of a quota
        PRIMARY KEY (project_id, what)
      ) STRICT, WITHOUT ROWID;`,
  },
];

export const NEWEST_SCHEMA = Math.max(...migrations.map(({ version }) => version));
