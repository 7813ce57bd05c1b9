/** A store on a PostgreSQL of its own, for tests of what happens when that is in trouble. */

import type { TestContext } from 'node:test';
import { openPostgresStore, type PostgresOptions } from './postgres.ts';
import { startPostgres } from './server.fixture.ts';

/** Ends every connection of a store. */
export const CUT =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'os-server-groups'";

/** Opens a store on a server of its own; both go away after the test. */
export const open = async (
  t: TestContext,
  options: PostgresOptions = { patience: 300 },
  user = 'postgres',
) => {
  const server = await startPostgres();
  if (user !== 'postgres') {
    await server.run(`CREATE ROLE ${user} LOGIN; GRANT CREATE ON DATABASE postgres TO ${user}`);
  }
  const url = server.url('postgres').replace('postgres@', `${user}@`);
  const store = await openPostgresStore(url, options);
  t.after(async () => {
    await store.close();
    await server.remove();
  });
  return { server, store };
};
