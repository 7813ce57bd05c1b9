/** Connections to one server of a cluster, of which none is used before it is seen that the server takes writes. */

import { type ClientBase, type ClientConfig, Pool, type PoolClient } from 'pg';
import { IsStandby, mayTryAgain, outage } from './errors.ts';

export interface PoolOptions {
  /** How long a call tries, in milliseconds; then it rejects with `StoreUnavailable`. */
  readonly patience: number;
  /** How many connections there are at most, to each server. */
  readonly connections: number;
}

/**
 * What a commit means is not left to the settings of the server: at least the disk of the primary has it, and the warning that a
 * standby may not have it is heard (see `commit`). Nor is what a transaction sees: who waits for a lock sees what came meanwhile.
 */
export const GREETING = `
  SELECT pg_is_in_recovery() AS standby,
    set_config('client_min_messages', 'warning', false),
    set_config('default_transaction_isolation', 'read committed', false),
    set_config('synchronous_commit', CASE
      WHEN current_setting('synchronous_commit') IN ('off', 'local') THEN 'on'
      ELSE current_setting('synchronous_commit')
    END, false)`;

/**
 * Who waits for a lock gives its connection to others now and then, so that one project does not keep all of them. Who stands still
 * within a transaction loses its locks. (Not as parameters of the connection, which poolers in between refuse.)
 */
const limits = (patience: number): string => `
    , set_config('statement_timeout', '${patience}', false)
    , set_config('lock_timeout', '${Math.ceil(patience / 10)}', false)
    , set_config('idle_in_transaction_session_timeout', '${2 * patience}', false)`;

const greet = async (client: ClientBase, { patience }: PoolOptions): Promise<void> => {
  const { rows } = await client.query<{ standby: boolean }>(GREETING + limits(patience));
  // Refused at once, so that no read sees what is behind.
  if (rows[0]?.standby) throw new IsStandby('the server is a standby');
};

/** @param share what part of the patience may be lost with this server, so that there is some left for the others */
export const openPool = (address: ClientConfig, options: PoolOptions, share: number) => {
  const { patience, connections } = options;
  const pool = new Pool({
    application_name: 'os-server-groups',
    ...address,
    max: connections,
    connectionTimeoutMillis: Math.ceil(patience * share),
    // A server that is gone without a word is noticed here, and not when TCP gives up.
    query_timeout: patience + 1000,
    keepAlive: true,
  });
  // A connection that breaks fails what is asked of it, and the pool drops it; unheard, the event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const greeted = new WeakSet<PoolClient>();

  /** Whatever keeps it from a connection, such as a certificate that is refused, lies outside of the program. */
  const connect = async (): Promise<PoolClient> => {
    try {
      const client = await pool.connect();
      if (greeted.has(client)) return client;
      // Not by the pool's option `verify`: a connection is lost to it for good whose greeting outlasts the wait.
      await greet(client, options).catch((error) => {
        client.release(true);
        throw error;
      });
      greeted.add(client);
      return client;
    } catch (error) {
      throw mayTryAgain(error) ? error : outage(error);
    }
  };
  const count = () => ({ all: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount });
  return { connect, count, end: () => pool.end() };
};
