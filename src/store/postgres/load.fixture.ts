/** Clients that make and delete groups while the database is taken away, and remember what they were answered. */

import assert from 'node:assert/strict';

const CLIENTS = 20;

export interface Load {
  /** How many creations were answered. */
  readonly answered: () => number;
  /** How many requests were refused. */
  readonly refused: () => number;
  /** Ends it, and returns once all clients have their last answer. */
  readonly end: () => Promise<void>;
  /** Compares with what a database holds: all that was answered, and no wrong refusal. */
  readonly compare: (run: (sql: string) => Promise<Record<string, unknown>[]>) => Promise<void>;
}

export const startLoad = (url: string, headers: Readonly<Record<string, string>>): Load => {
  const created = new Set<string>();
  const deleted = new Set<string>();
  const refused: Response[] = [];
  let count = 0;
  let isEnough = false;
  const send = (method: string, path: string, body?: unknown) =>
    fetch(`${url}/v2.1/os-server-groups${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const client = async () => {
    while (!isEnough) {
      const made = await send('POST', '', {
        server_group: { name: 'under load', policies: ['anti-affinity'] },
      });
      const text = await made.text();
      if (made.status !== 200) {
        refused.push(made);
        continue;
      }
      const { id } = JSON.parse(text).server_group;
      created.add(id);
      if (++count % 3 > 0) continue;
      const gone = await send('DELETE', `/${id}`);
      await gone.text();
      // Not answered: it may be there or not.
      if (gone.status === 204) deleted.add(id);
      else created.delete(id);
      if (gone.status >= 400) refused.push(gone);
    }
  };
  const clients = Array.from({ length: CLIENTS }, client);
  return {
    answered: () => count,
    refused: () => refused.length,
    end: async () => {
      isEnough = true;
      await Promise.all(clients);
    },
    compare: async (run) => {
      for (const { status, headers } of refused) {
        assert.equal(status, 503);
        assert.match(String(headers.get('Retry-After')), /^\d+$/);
      }
      const kept = new Set((await run('SELECT id FROM osg.server_groups')).map(({ id }) => String(id)));
      assert.deepEqual(
        [...created].filter((id) => !kept.has(id) && !deleted.has(id)),
        [],
      );
      assert.deepEqual(
        [...deleted].filter((id) => kept.has(id)),
        [],
      );
      const [counted] = await run(
        'SELECT server_groups, (SELECT count(*)::integer FROM osg.server_groups) AS rows FROM osg.projects',
      );
      assert.equal(counted?.server_groups, counted?.rows);
    },
  };
};
