import { observe, type StoreObserver, UNOBSERVED } from '../observer.ts';
import {
  type Elsewhere,
  type Imported,
  type NewServerGroup,
  type ServerGroup,
  type Store,
  StoreUnavailable,
} from '../store.ts';
import { toRules } from '../to-rules.ts';
import { whenFree } from './busy.ts';
import { asStartupError, asUnavailable } from './errors.ts';
import { openReader, type Reader } from './reader.ts';
import { startWriteQueue, type WriteQueue } from './write-queue.ts';

export interface SqliteOptions {
  /** How long a read or a write waits for a lock of another process, in milliseconds. */
  readonly patience?: number;
  readonly observer?: StoreObserver;
}

const PATIENCE = 5000;
const CHECK_ID = '';

/** Between the threads only texts travel: a group that a server is in is told by its id after this. */
const ELSEWHERE = 'in ';
const orElsewhere = <Outcome extends string>(
  outcome: Outcome,
): Exclude<Outcome, `${typeof ELSEWHERE}${string}`> | Elsewhere =>
  outcome.startsWith(ELSEWHERE)
    ? { elsewhere: outcome.slice(ELSEWHERE.length) }
    : (outcome as Exclude<Outcome, `${typeof ELSEWHERE}${string}`>);

/** The store made of its two sides: reads here on the main thread, writes in their own. */
export const joinStore = (
  reader: Reader,
  writer: WriteQueue,
  { patience, observer }: Required<SqliteOptions>,
): Store => {
  let closing: Promise<void> | undefined;
  let checking: Promise<void> | undefined;

  const isOpen = () => {
    if (closing) throw new StoreUnavailable('The store is closed: the service is shutting down.');
  };
  const read = async <T>(name: string, query: () => T): Promise<T> => {
    try {
      return await whenFree(() => {
        isOpen();
        return observe(observer, name, query);
      }, patience);
    } catch (error) {
      throw asUnavailable(error);
    }
  };
  const write: WriteQueue['write'] = async (name, ...values) => {
    isOpen();
    return writer.write(name, ...values);
  };
  const check = async () => {
    await read('exists', () => reader.exists(CHECK_ID, null));
    await write('check');
  };

  return {
    async create({ name, policy, rules, project_id, user_id }: NewServerGroup, quota, idempotency) {
      const maxServerPerHost = rules.max_server_per_host ?? null;
      const values = [project_id, user_id, name, policy, maxServerPerHost, quota] as const;
      if (idempotency !== undefined) {
        const { key, fingerprint, now } = idempotency;
        const outcome = await write('createOnce', ...values, key, fingerprint, now);
        if (outcome === 'over quota' || outcome === 'other request') return outcome;
        return JSON.parse(outcome) as ServerGroup;
      }
      const id = await write('create', ...values);
      if (id === false) return 'over quota';
      return { id, name, policy, rules: toRules(maxServerPerHost), members: [], project_id, user_id };
    },
    forgetKeys: (now) => write('forgetKeys', now),
    usage: (project) => read('usage', () => reader.usage(project)),
    setQuotas: (project, { serverGroups = null, serverGroupMembers = null }, force) =>
      write('setQuotas', project, serverGroups, serverGroupMembers, force),
    async resetQuotas(project) {
      await write('resetQuotas', project);
    },
    get: (id, project) => read('get', () => reader.get(id, project)),
    exists: (id, project) => read('exists', () => reader.exists(id, project)),
    list: (page) => read('list', () => reader.list(page)),
    delete: (id, project) => write('delete', id, project),
    addMember: async (group, server, project, quota) =>
      orElsewhere(await write('addMember', group, server, project, quota)),
    claim: async (group, server, host, project, quota) =>
      orElsewhere(await write('claim', group, server, host, project, quota)),
    removeMember: (group, server, project) => write('removeMember', group, server, project),
    members: (group, project, { marker = '', limit }) =>
      read('members', () => reader.members(group, project, marker, limit)),
    import: async (wanted, really) =>
      JSON.parse(await write('import', JSON.stringify(wanted), really)) as Imported,
    /** Writes to the disk, so that calls at the same time share one. */
    check() {
      checking ??= check().finally(() => {
        checking = undefined;
      });
      return checking;
    },
    load: () => ({ waiting: writer.waiting() }),
    close() {
      // The reader goes first, so that the writer is the last and leaves one file behind.
      closing ??= Promise.resolve().then(() => {
        reader.close();
        return writer.end();
      });
      return closing;
    },
  };
};

/**
 * Opens the store in a SQLite file, which is made when it is missing; its folder must exist.
 *
 * @throws StartupError when a person must mend something: the file, its rights, its version
 */
export const openSqliteStore = async (
  file: string,
  { patience = PATIENCE, observer = UNOBSERVED }: SqliteOptions = {},
): Promise<Store> => {
  const writer = await startWriteQueue({ file, patience }, observer);
  try {
    return joinStore(await openReader(file, patience), writer, { patience, observer });
  } catch (error) {
    await writer.end();
    throw asStartupError(file, error);
  }
};
