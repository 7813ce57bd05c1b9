/**
 * What the service asks of a store. Every store keeps these promises, and `suite.ts` tests each of them:
 *
 * - A write that was answered is durable, and seen by every later read of every process on the same store.
 * - Quotas are exact under any concurrency, also between processes.
 * - Ids are UUIDs of version 7 that the store assigns inside the write transaction: within a project creation order is id order. Only a group
 *   that was imported keeps the id that it had; it comes where that stands in the order of ids.
 * - The members of a group are returned in the order in which they joined.
 * - A write that rejects has changed nothing, and no other write suffers from it.
 */

import type { ServerGroup } from '../../generated/types.ts';

export type { ServerGroup };

export type NewServerGroup = Pick<ServerGroup, 'name' | 'policy' | 'rules' | 'project_id' | 'user_id'>;

/**
 * What every call rejects with when the store cannot do it now, for a reason outside of the program: locked for too
 * long, disk full, closed, writer gone. Trying again later may help. Any other rejection is a bug.
 */
export class StoreUnavailable extends Error {
  override readonly name: string = 'StoreUnavailable';
}

/** A write of which nobody knows whether it was done. To try it again may do it twice. */
export class OutcomeUnknown extends StoreUnavailable {
  override readonly name: string = 'OutcomeUnknown';
}

/** Whose groups are meant: those of one project, or (null, for administrators) those of all. */
export type Scope = string | null;

export interface Page {
  readonly project: Scope;
  /** Only groups whose id is greater; it need not exist (any more). Ids are written in lower case. */
  readonly marker?: string | undefined;
  /** So many groups after the marker are passed over. */
  readonly offset: number;
  /** So many groups are returned at most; 0 is a page without groups. */
  readonly limit: number;
}

/** What makes a repeated creation one with the first. */
export interface Idempotency {
  readonly key: string;
  /** The same for two requests that are the same. */
  readonly fingerprint: string;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** For so many milliseconds the outcome of a creation with a key is kept. */
export const KEPT_FOR = 24 * 60 * 60 * 1000;

/** A server is in another group of the project, which is named. */
export interface Elsewhere {
  readonly elsewhere: string;
}

export interface Member {
  readonly server: string;
  /** Null for a member without a place. */
  readonly host: string | null;
}

/** Some members of a group, and where all of them are. */
export interface Members {
  readonly policy: ServerGroup['policy'];
  readonly rules: ServerGroup['rules'];
  /** How many members the host has that has most of them; 0 when none has a place. */
  readonly fullest: number;
  /** On how many hosts the members are; more than two are not told apart from two. */
  readonly hosts: number;
  /** Those after the marker, in the order of their ids. */
  readonly members: readonly Member[];
  /** Whether there are more after them. */
  readonly more: boolean;
}

/** How much a project may have; -1: no limit. */
export interface Quotas {
  readonly serverGroups: number;
  readonly serverGroupMembers: number;
}

export interface Usage {
  /** How many groups the project has. */
  readonly serverGroups: number;
  /** The quotas that it has of its own. */
  readonly quotas: Partial<Quotas>;
}

/** Groups of one project with ids and members, and quotas of it, as another service had them. */
export interface Import {
  readonly project: string;
  /** All are of the project. Their ids, and those of their members, are UUIDs in lower case. */
  readonly groups: readonly ServerGroup[];
  readonly quotas: Partial<Quotas>;
}

/**
 * What becomes of what is imported: it is new here; or it is here already, the same or another; or it was imported before and
 * has been deleted here.
 */
export type ImportOutcome = 'imported' | 'here' | 'differs' | 'deleted';

export interface Imported {
  /** For each of the groups, in their order. */
  readonly groups: readonly {
    readonly outcome: ImportOutcome;
    /** The members that it does not get, since they are in another group of the project, which is named. */
    readonly elsewhere: readonly { readonly server: string; readonly group: string }[];
    /** The group that is here, where it differs. */
    readonly here?: ServerGroup;
  }[];
  readonly quotas: Partial<
    Record<keyof Quotas, { readonly outcome: ImportOutcome /** Where it differs. */; readonly here?: number }>
  >;
}

/** How busy a store is at the moment. */
export interface Load {
  /** Writes that are on their way to the disk (SQLite), or calls that wait for a connection (PostgreSQL). */
  readonly waiting: number;
  /** How many connections to the database are open; those that do nothing are idle. */
  readonly connections?: { readonly busy: number; readonly idle: number };
}

export interface Store {
  /**
   * Makes a group without members; 'over quota' when the project has as many groups as it may (-1: no limit). `quota` holds
   * for a project that has none of its own.
   *
   * With a key that the project has used within `KEPT_FOR` nothing is made: the outcome is the group that was made then, as
   * it was, or 'other request' when the fingerprint is another one. Only a creation that succeeds keeps its key.
   */
  create(
    group: NewServerGroup,
    quota: number,
    idempotency?: Idempotency,
  ): Promise<ServerGroup | 'over quota' | 'other request'>;
  /** Removes some keys that are kept no longer, and says how many; 0 when there are none. */
  forgetKeys(now: number): Promise<number>;
  get(id: string, project: Scope): Promise<ServerGroup | undefined>;
  /** Whether there is such a group, at a cost that does not depend on how many members it has. */
  exists(id: string, project: Scope): Promise<boolean>;
  /** What the project has and may have, at a cost that does not depend on how much it has. */
  usage(project: string): Promise<Usage>;
  /**
   * Gives a project quotas of its own; those that are undefined stay as they are. A quota of groups below what the project
   * has is refused, unless it is forced: then the answer is how many that is.
   */
  setQuotas(project: string, quotas: Partial<Quotas>, force: boolean): Promise<'set' | number>;
  /** Takes its own quotas from a project. */
  resetQuotas(project: string): Promise<void>;
  /** The page's groups in the order of their ids, and whether there are more after them. */
  list(page: Page): Promise<{ readonly groups: ServerGroup[]; readonly more: boolean }>;
  /** Removes a group and frees its members; false when there is none. */
  delete(id: string, project: Scope): Promise<boolean>;
  /**
   * Joins a server to a group; 'over quota' when the group has as many members as it may (-1: no limit). `quota` holds for
   * a project that has none of its own. A server is in one group of its project at most. Joining again changes nothing, and
   * is 'joined' whatever the quota.
   */
  addMember(
    group: string,
    server: string,
    project: Scope,
    quota: number,
  ): Promise<'joined' | 'no such group' | 'over quota' | Elsewhere>;
  /**
   * Gives a server a place on a host, and joins it to the group if it is no member; a member that has a place moves, in one
   * step. 'host full' when the host holds as many members as the policy allows (`mostPerHost`), which is exact under any
   * concurrency. A refused claim changes nothing, and neither does a repeated one, whatever the quota.
   */
  claim(
    group: string,
    server: string,
    host: string,
    project: Scope,
    quota: number,
  ): Promise<'claimed' | 'no such group' | 'over quota' | 'host full' | Elsewhere>;
  /** Takes a server out of a group, and frees its place. */
  removeMember(
    group: string,
    server: string,
    project: Scope,
  ): Promise<'removed' | 'no member' | 'no such group'>;
  /** The members of a group after the marker, which need not be a member (any more); undefined when there is no such group. */
  members(
    group: string,
    project: Scope,
    page: { readonly marker?: string | undefined; readonly limit: number },
  ): Promise<Members | undefined>;
  /**
   * Makes the groups that are not here and have not been imported before, each with its id and its members in their order, and
   * sets the quotas that the project lacks. What is here stays as it is, so an import can be repeated. It may exceed the quotas:
   * then nothing more is made until there is room. All of it is done, or nothing.
   *
   * @param write false: only says what it would do
   */
  import(wanted: Import, write: boolean): Promise<Imported>;
  /** Rejects when the store cannot serve reads and writes now. */
  check(): Promise<void>;
  load(): Load;
  /** Finishes the writes under way, then closes; later calls reject with `StoreUnavailable`. May be called again. */
  close(): Promise<void>;
}
