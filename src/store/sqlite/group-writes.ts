/** Making and deleting groups. */

import type { DatabaseSync } from 'node:sqlite';
import type { Ids } from '../ids.ts';
import { KEPT_FOR } from '../store.ts';
import { toRules } from '../to-rules.ts';
import type { Writes } from './writes.ts';

type GroupWrites = Pick<Writes, 'create' | 'createOnce' | 'forgetKeys' | 'delete'>;

// The insert and the update are one statement, so that the quota is compared with what is true at that moment.
const COUNT_ONE_MORE = `
  INSERT INTO projects (id, server_groups)
  SELECT ?1, 1 WHERE ?2 <> 0 OR EXISTS (SELECT 1 FROM projects WHERE id = ?1)
  ON CONFLICT (id) DO UPDATE SET server_groups = server_groups + 1
  WHERE coalesce(quota_server_groups, ?2) < 0 OR server_groups < coalesce(quota_server_groups, ?2)`;
const COUNT_ONE_LESS = 'UPDATE projects SET server_groups = server_groups - 1 WHERE id = ?';
const INSERT_GROUP = `
  INSERT INTO server_groups (project_id, id, user_id, name, policy, max_server_per_host, created_at)
  VALUES (?, ?, ?, ?, ?, ?, ?)`;
const FIND_PROJECT = 'SELECT project_id FROM server_groups WHERE id = ?1 AND (?2 IS NULL OR project_id = ?2)';
const DELETE_GROUP = 'DELETE FROM server_groups WHERE project_id = ? AND id = ?';
const FIND_KEY =
  'SELECT fingerprint, server_group FROM idempotency_keys WHERE project_id = ? AND key = ? AND expires_at > ?';
const KEEP_KEY = `
  INSERT OR REPLACE INTO idempotency_keys (project_id, key, fingerprint, server_group, expires_at)
  VALUES (?, ?, ?, ?, ?)`;
/** So few at once, so that no other write waits for long. */
const FORGOTTEN_AT_ONCE = 500;
const FORGET_KEYS = `
  DELETE FROM idempotency_keys WHERE (project_id, key) IN (
    SELECT project_id, key FROM idempotency_keys WHERE expires_at <= ? ORDER BY expires_at LIMIT ${FORGOTTEN_AT_ONCE}
  )`;

export const prepareGroupWrites = (db: DatabaseSync, ids: Ids): GroupWrites => {
  const countOneMore = db.prepare(COUNT_ONE_MORE);
  const countOneLess = db.prepare(COUNT_ONE_LESS);
  const insertGroup = db.prepare(INSERT_GROUP);
  const findProject = db.prepare(FIND_PROJECT);
  const deleteGroup = db.prepare(DELETE_GROUP);
  const findKey = db.prepare(FIND_KEY);
  const keepKey = db.prepare(KEEP_KEY);
  const forgetKeys = db.prepare(FORGET_KEYS);

  const create: Writes['create'] = (project, user, name, policy, maxServerPerHost, quota) => {
    if (countOneMore.run(project, quota).changes === 0) return false;
    const id = ids.next();
    insertGroup.run(project, id, user, name, policy, maxServerPerHost, Date.now());
    return id;
  };

  return {
    create,
    createOnce(project, user, name, policy, maxServerPerHost, quota, key, fingerprint, now) {
      const first = findKey.get(project, key, now);
      if (first !== undefined) {
        return first.fingerprint === fingerprint ? String(first.server_group) : 'other request';
      }
      const id = create(project, user, name, policy, maxServerPerHost, quota);
      if (id === false) return 'over quota';
      const rules = toRules(maxServerPerHost);
      const made = { id, name, policy, rules, members: [], project_id: project, user_id: user };
      const text = JSON.stringify(made);
      keepKey.run(project, key, fingerprint, text, now + KEPT_FOR);
      return text;
    },
    forgetKeys: (now) => Number(forgetKeys.run(now).changes),
    delete(id, scope) {
      const project = findProject.get(id, scope)?.project_id;
      if (project === undefined) return false;
      deleteGroup.run(project, id);
      countOneLess.run(project);
      return true;
    },
  };
};
