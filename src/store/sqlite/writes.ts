import type { DatabaseSync } from 'node:sqlite';
import type { Ids } from '../ids.ts';
import type { Scope } from '../store.ts';
import { checkRoom } from './files.ts';
import { prepareGroupWrites } from './group-writes.ts';
import { prepareImport } from './import-writes.ts';
import { prepareMemberWrites } from './member-writes.ts';
import { prepareQuotaWrites } from './quota-writes.ts';

type NewGroup = [
  project: string,
  user: string,
  name: string,
  policy: string,
  maxServerPerHost: number | null,
  quota: number,
];
/** Why a server cannot join; `in ID` names the group that it is in. */
type CannotJoin = 'no such group' | 'over quota' | `in ${string}`;

/**
 * The writes that the thread of the writer knows. Arguments and results are scalars, which pass between threads at the
 * least cost. Each runs inside a transaction, and no other write at the same time.
 */
export interface Writes {
  /** The new group's id; false when over quota. */
  create(...group: NewGroup): string | false;
  /** The group in JSON, also when it was made by an earlier request with the key; or why there is none. */
  createOnce(...values: [...NewGroup, key: string, fingerprint: string, now: number]): string;
  /** How many keys were removed. */
  forgetKeys(now: number): number;
  delete(id: string, project: Scope): boolean;
  addMember(group: string, server: string, project: Scope, quota: number): 'joined' | CannotJoin;
  claim(
    group: string,
    server: string,
    host: string,
    project: Scope,
    quota: number,
  ): 'claimed' | 'host full' | CannotJoin;
  removeMember(group: string, server: string, project: Scope): 'removed' | 'no member' | 'no such group';
  /** How many groups the project has, if that is more than the quota and nothing is forced; else the quotas are set. */
  setQuotas(
    project: string,
    serverGroups: number | null,
    serverGroupMembers: number | null,
    force: boolean,
  ): number | 'set';
  resetQuotas(project: string): true;
  /** An `Import` in JSON, and so is the `Imported` that it returns. */
  import(wanted: string, write: boolean): string;
  /** Changes nothing that counts, to show that writing is possible. */
  check(): true;
}

export type WriteName = keyof Writes;
/** A write on its way to the thread: its name, then its arguments. */
export type WriteRequest = { [Name in WriteName]: [Name, ...Parameters<Writes[Name]>] }[WriteName];
export type WriteResult = ReturnType<Writes[WriteName]>;

const COUNT_CHECK = 'UPDATE store SET checks = checks + 1';

/** The writes, prepared once on the connection of the writer. */
export const prepareWrites = (db: DatabaseSync, ids: Ids): Writes => {
  const countCheck = db.prepare(COUNT_CHECK);
  return {
    ...prepareGroupWrites(db, ids),
    ...prepareMemberWrites(db),
    ...prepareQuotaWrites(db),
    ...prepareImport(db),
    check() {
      checkRoom(String(db.location()));
      countCheck.run();
      return true;
    },
  };
};
