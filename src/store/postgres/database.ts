/** Transactions on a cluster of PostgreSQL, of which one server takes writes: found, and found again after a failover. */

import { setTimeout } from 'node:timers/promises';
import type { ClientBase, ClientConfig, PoolClient, QueryConfig } from 'pg';
import { type StoreObserver, tellIfSlow } from '../observer.ts';
import { type Load, StoreUnavailable } from '../store.ts';
import {
  asUnavailable,
  isSurelyRolledBack,
  mayMove,
  mayTryAgain,
  reasonOf,
  unknownOutcome,
} from './errors.ts';
import { openPool, type PoolOptions } from './pool.ts';

export interface Statement {
  /** Under this name it is prepared, once in each connection. */
  readonly name: string;
  readonly text: string;
}

type Value = string | number | null;

/** The statements of one transaction; rows have the columns that the statement names. */
export interface Session {
  query<Row extends object>(statement: Statement, ...values: Value[]): Promise<Row[]>;
}

export interface Database {
  /** Runs statements that change nothing, each for itself. */
  read<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Runs statements as one transaction; all of it again where that may help. */
  transaction<T>(work: (session: Session) => Promise<T>, patience?: number): Promise<T>;
  /** For what is done once, at the start, and takes its time: statements without a name, several in one text. */
  script(work: (run: (text: string) => Promise<Record<string, unknown>[]>) => Promise<void>): Promise<void>;
  load(): Load;
  close(): Promise<void>;
}

export interface DatabaseOptions extends PoolOptions {
  readonly observer: StoreObserver;
}

/** The longest that a timer can wait, in milliseconds. */
const FOREVER = 2 ** 31 - 1;

const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 500;

/** In milliseconds, at random, so that those who got into each other's way do not meet again. */
const pause = (tries: number): number => Math.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** tries);

const sessionOf = (client: PoolClient, observer: StoreObserver): Session => ({
  query: async <Row extends object>({ name, text }: Statement, ...values: Value[]) => {
    const started = performance.now();
    try {
      return (await client.query<Row>({ name, text, values })).rows;
    } finally {
      tellIfSlow(observer, name, started);
    }
  },
});

/**
 * When the wait for a synchronous standby is cut short, PostgreSQL says "committed", with a warning that the standby may not
 * have it (its manual, "Synchronous Replication"). That is no commit to tell anyone of.
 */
export const commit = async (client: ClientBase): Promise<void> => {
  let warning: string | undefined;
  const listen = ({ message }: { message?: string | undefined }) => {
    warning = message;
  };
  client.on('notice', listen);
  try {
    await client.query('COMMIT');
  } catch (error) {
    if (isSurelyRolledBack(error)) throw error;
    throw unknownOutcome(reasonOf(error), error);
  } finally {
    client.off('notice', listen);
  }
  if (warning !== undefined) throw unknownOutcome(warning);
};

export const openDatabase = (addresses: readonly ClientConfig[], options: DatabaseOptions): Database => {
  const pools = addresses.map((address) => openPool(address, options, 1 / (2 * addresses.length)));
  const { observer } = options;
  const underWay = new Set<Promise<unknown>>();
  let current = 0;
  let closing: Promise<void> | undefined;

  /** Does the work on a connection of the server in use; the next one is in use afterwards where that may help. */
  const once = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
    const used = current;
    let client: PoolClient | undefined;
    try {
      client = await pools[used]?.connect();
      if (client === undefined) throw new Error('there is no server');
      const outcome = await work(client);
      client.release();
      return outcome;
    } catch (error) {
      // Whatever state the connection is in, another is cheaper than to find out.
      client?.release(true);
      if (current === used && mayMove(error)) current = (used + 1) % pools.length;
      throw error;
    }
  };

  const persist = async <T>(work: (client: PoolClient) => Promise<T>, patience: number): Promise<T> => {
    const end = performance.now() + patience;
    for (let tries = 0; ; tries++) {
      if (closing) throw new StoreUnavailable('The store is closed: the service is shutting down.');
      try {
        return await once(work);
      } catch (error) {
        if (!mayTryAgain(error) || performance.now() >= end) throw asUnavailable(error);
      }
      await setTimeout(pause(tries));
    }
  };

  const tracked = <T>(work: (client: PoolClient) => Promise<T>, patience = options.patience): Promise<T> => {
    const call = persist(work, patience);
    underWay.add(call);
    const forget = () => underWay.delete(call);
    call.then(forget, forget);
    return call;
  };

  return {
    read: (work) => tracked((client) => work(sessionOf(client, observer))),
    transaction: (work, patience) =>
      tracked(async (client) => {
        await client.query('BEGIN');
        const outcome = await work(sessionOf(client, observer));
        const started = performance.now();
        await commit(client).finally(() => tellIfSlow(observer, 'COMMIT', started));
        return outcome;
      }, patience),
    script: (work) =>
      tracked((client) =>
        work(async (text) => {
          const patient: QueryConfig & { query_timeout: number } = { text, query_timeout: FOREVER };
          return (await client.query<Record<string, unknown>>(patient)).rows;
        }),
      ),
    load() {
      const load = { waiting: 0, connections: { busy: 0, idle: 0 } };
      for (const { all, idle, waiting } of pools.map((pool) => pool.count())) {
        load.waiting += waiting;
        load.connections.idle += idle;
        load.connections.busy += all - idle;
      }
      return load;
    },
    close() {
      closing ??= Promise.allSettled(underWay).then(async () => {
        await Promise.all(pools.map((pool) => pool.end()));
      });
      return closing;
    },
  };
};
