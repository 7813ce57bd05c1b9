/** What a case is: data and a small function, so that the same cases run in-process and over the network. */

import { ranges } from '../../src/views/view.ts';
import { named } from '../run.ts';
import type { Traits } from './traits.ts';

export interface Request {
  /** GET, if it is left out. */
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Text and bytes are sent as they are, all else as JSON. */
  readonly body?: unknown;
  /** The member's, if it is left out; null for none. */
  readonly token?: string | null;
}

export interface Answer {
  readonly status: number;
  /** By names in lower case; a header that is there twice has two values. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  /** As it came. */
  readonly body: string;
  /** Those of the server; those that are exact, if it is left out. */
  readonly traits?: Traits;
}

export type TokenName = 'admin' | 'member' | 'reader' | 'noRole' | 'otherProject' | 'service';

export interface Server {
  readonly url: string;
  /** A token for each kind of caller; all but `otherProject` and `service`, which have one each, are for the same project. */
  readonly tokens: Readonly<Partial<Record<TokenName, string>>>;
  /** The project of the tokens. */
  readonly project: string;
  /** The newest microversion that the server offers, of those that the spec has. */
  readonly newest: string;
  /** The newest that it offers, where the spec does not have that yet. */
  readonly beyond?: string | undefined;
  /** Exact, if they are left out. */
  readonly traits?: Traits;
  /** Whether an objection to an answer, such as one to `GET /v2.1/limits 200`, is to what servers of its kind do by design. */
  readonly isByDesign?: (place: string, objection: string) => boolean;
}

/** A case finds that it cannot be tried here, and why. */
export class NotJudged extends Error {}

/** What a case has to do with: the server under test, seen by a client of one version. */
export interface World extends Omit<Server, 'tokens' | 'traits' | 'isByDesign'> {
  readonly traits: Traits;
  /** Asking for a token that was not given ends the case: it cannot be judged. */
  readonly tokens: Readonly<Record<TokenName, string>>;
  /** `2.0` stands for the dialect below `/v2`. */
  readonly version: string;
  /** Sends a request as it is. */
  send(request: Request): Promise<Answer>;
  /** Sends a request in the version: its path goes below `/v2.1`, or `/v2`. */
  call(request: Request): Promise<Answer>;
  /** Deletes a group that was made, so that there is room for the next: a project may have no more than two. */
  drop(id: string): Promise<void>;
  /** Sends what need not be HTTP over a connection of its own, and reads until it is closed. */
  raw(bytes: string | Uint8Array): Promise<Answer>;
}

/**
 * What a case needs of the API beyond the four operations on groups: the ECS groups below `/v1`, the places of members,
 * creations with an `Idempotency-Key`, quotas, the dialect below `/v2`.
 */
export type Part = 'ecs' | 'members' | 'idempotency' | 'quotas' | 'legacy';

export interface Case {
  /** `subject/short-name`, the only one of its kind. */
  readonly id: string;
  /** The behaviour, in a sentence. */
  readonly what: string;
  /** The versions at which it is tried. */
  readonly versions: readonly string[];
  /** Without those that every case at its version needs: the legacy dialect goes without saying at `2.0`. */
  readonly parts?: readonly Part[];
  run(world: World): Promise<void>;
}

const minorOf = (version: string) => Number(version.slice(2));

export const LEGACY = '2.0';

/** The first and the last version of each range in which the API stays the same, the legacy dialect first. */
export const EVERY: readonly string[] = [...new Set(ranges.flatMap(({ first, last }) => [first, last]))];

export const NEWEST = EVERY.at(-1) as string;

export const isSince = (version: string, since: string): boolean => minorOf(version) >= minorOf(since);

/** The newest version that the server says it offers, though the spec may not have it yet. */
export const newestOffered = ({ newest, beyond = newest }: Pick<World, 'newest' | 'beyond'>): string =>
  beyond;

/** Ends a case that goes on to use a version which the server does not offer. */
export const needsVersion = ({ newest }: World, version: string): void => {
  if (!isSince(newest, version)) throw new NotJudged(`the server does not offer ${version}`);
};

/** Of EVERY those from a version on. */
export const since = (first: string): string[] => EVERY.filter((version) => isSince(version, first));
/** Of EVERY those before a version; the legacy dialect is one of them. */
export const before = (first: string): string[] => EVERY.filter((version) => !isSince(version, first));

/** One version for each way to write a creation: the legacy dialect, `policies`, `policy` (where lists are strict already). */
export const EACH_CREATION = [LEGACY, '2.1', '2.75'] as const;

/** The version, for what has nothing to do with versions. */
export const ANY = ['2.1'] as const;
/** What lies below `/v1` has no versions: the view of the legacy dialect has it. */
export const WITHOUT_VERSIONS = [LEGACY] as const;

export const prefixOf = (version: string): string => (version === LEGACY ? '/v2' : '/v2.1');

/** The body that makes a group with a policy, in the words of a version. */
export const creation = (
  version: string,
  name: unknown = named(),
  policy = 'anti-affinity',
  rules?: unknown,
) => ({
  server_group: {
    name,
    ...(isSince(version, '2.64') ? { policy } : { policies: [policy] }),
    ...(rules === undefined ? {} : { rules }),
  },
});
