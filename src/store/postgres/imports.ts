/** Groups and quotas of another service. What is many travels as JSON, so that a project costs a few statements. */

import { decide, memoriesOf } from '../import.ts';
import type { Import, Imported, ServerGroup, Store } from '../store.ts';
import type { Database, Session } from './database.ts';
import { type GroupRow, lockProject, SELECT_GROUP, toGroup } from './groups.ts';
import { readUsage, setQuotas } from './quotas.ts';

const THESE = 'SELECT json_array_elements_text($2::json)';
const FIND_GROUPS = {
  name: 'import-find-groups',
  text: `${SELECT_GROUP} WHERE id IN (SELECT json_array_elements_text($1::json))`,
};
const FIND_REMEMBERED = {
  name: 'import-find-remembered',
  text: `SELECT what FROM osg.imported WHERE project_id = $1 AND what IN (${THESE})`,
};
const FIND_PLACES = {
  name: 'import-find-places',
  text: `SELECT server_id AS server, group_id AS "group" FROM osg.server_group_members
         WHERE project_id = $1 AND server_id IN (${THESE})`,
};
const INSERT_GROUPS = {
  name: 'import-groups',
  text: `
    WITH made AS (
      INSERT INTO osg.server_groups (project_id, id, user_id, name, policy, max_server_per_host, member_count)
      SELECT $1, g.id, g.user_id, g.name, g.policy, (g.rules ->> 'max_server_per_host')::integer, json_array_length(g.members)
      FROM json_to_recordset($2::json) AS g (id text, user_id text, name text, policy text, rules json, members json)
      RETURNING 1
    )
    UPDATE osg.projects SET server_groups = server_groups + (SELECT count(*) FROM made) WHERE id = $1`,
};
const INSERT_MEMBERS = {
  name: 'import-members',
  text: `
    INSERT INTO osg.server_group_members (project_id, group_id, position, server_id)
    SELECT $1, g ->> 'id', m.position, m.server FROM json_array_elements($2::json) AS g,
      json_array_elements_text(g -> 'members') WITH ORDINALITY AS m (server, position)`,
};
const REMEMBER = {
  name: 'import-remember',
  text: `INSERT INTO osg.imported (project_id, what) ${THESE.replace('SELECT', 'SELECT $1,')} ON CONFLICT DO NOTHING`,
};

const run = async (session: Session, wanted: Import, write: boolean): Promise<Imported> => {
  const { project } = wanted;
  // The row of the project is the lock, and is made where it is missing; to look, neither is needed.
  if (write) await lockProject(session, project);
  const ids = JSON.stringify(wanted.groups.map(({ id }) => id));
  const servers = JSON.stringify(wanted.groups.flatMap(({ members }) => members));
  const rows = await session.query<GroupRow>(FIND_GROUPS, ids);
  const wantedMemories = JSON.stringify(memoriesOf(wanted));
  const remembered = await session.query<{ what: string }>(FIND_REMEMBERED, project, wantedMemories);
  const places = await session.query<{ server: string; group: string }>(FIND_PLACES, project, servers);
  const { imported, groups, quotas } = decide(wanted, {
    groups: new Map(rows.map((row): [string, ServerGroup] => [row.id, toGroup(row)])),
    remembered: new Set(remembered.map(({ what }) => what)),
    places: new Map(places.map(({ server, group }) => [server, group])),
    quotas: (await readUsage(session, project)).quotas,
  });
  const memories = memoriesOf({ groups, quotas });
  if (write && memories.length > 0) {
    await session.query(INSERT_GROUPS, project, JSON.stringify(groups));
    await session.query(INSERT_MEMBERS, project, JSON.stringify(groups));
    await setQuotas(session, project, quotas);
    await session.query(REMEMBER, project, JSON.stringify(memories));
  }
  return imported;
};

export const importsOf = ({ read, transaction }: Database): Pick<Store, 'import'> => ({
  import: (wanted, write) => (write ? transaction : read)((session) => run(session, wanted, write)),
});
