/** What a case is: data and a small function, so that the same cases run in-process and over the network. */

import { readFileSync } from 'node:fs';

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
}

export interface Server {
  readonly url: string;
  /** A token for each kind of caller; all but `otherProject` and `service`, which have one each, are for the same project. */
  readonly tokens: Readonly<
    Record<'admin' | 'member' | 'reader' | 'noRole' | 'otherProject' | 'service', string>
  >;
  /** The project of the tokens. */
  readonly project: string;
}

/** What a case has to do with: the server under test, seen by a client of one version. */
export interface World extends Server {
  /** `2.0` stands for the dialect below `/v2`. */
  readonly version: string;
  /** Sends a request as it is. */
  send(request: Request): Promise<Answer>;
  /** Sends a request in the version: its path goes below `/v2.1`, or `/v2`. */
  call(request: Request): Promise<Answer>;
  /** Sends what need not be HTTP over a connection of its own, and reads until it is closed. */
  raw(bytes: string | Uint8Array): Promise<Answer>;
}

export interface Case {
  /** `subject/short-name`, the only one of its kind. */
  readonly id: string;
  /** The behaviour, in a sentence. */
  readonly what: string;
  /** The versions at which it is tried. */
  readonly versions: readonly string[];
  run(world: World): Promise<void>;
}

const INDEX = new URL('../../generated/views/index.json', import.meta.url);
const ranges: readonly { first: string; last: string }[] = JSON.parse(readFileSync(INDEX, 'utf8'));

const minorOf = (version: string) => Number(version.slice(2));

export const LEGACY = '2.0';

/** The first and the last version of each range in which the API stays the same, the legacy dialect first. */
export const EVERY: readonly string[] = [...new Set(ranges.flatMap(({ first, last }) => [first, last]))];

export const NEWEST = EVERY.at(-1) as string;

export const isSince = (version: string, since: string): boolean => minorOf(version) >= minorOf(since);

/** Of EVERY those from a version on. */
export const since = (first: string): string[] => EVERY.filter((version) => isSince(version, first));
/** Of EVERY those before a version; the legacy dialect is one of them. */
export const before = (first: string): string[] => EVERY.filter((version) => !isSince(version, first));

/** One version for each way to write a creation: the legacy dialect, `policies`, `policy`. */
export const EACH_CREATION = [LEGACY, '2.1', NEWEST] as const;

/** The version, for what has nothing to do with versions. */
export const ANY = ['2.1'] as const;
/** What lies below `/v1` has no versions: the view of the legacy dialect has it. */
export const WITHOUT_VERSIONS = [LEGACY] as const;

export const prefixOf = (version: string): string => (version === LEGACY ? '/v2' : '/v2.1');

/** The body that makes a group with a policy, in the words of a version. */
export const creation = (
  version: string,
  name: unknown = 'test',
  policy = 'anti-affinity',
  rules?: unknown,
) => ({
  server_group: {
    name,
    ...(isSince(version, '2.64') ? { policy } : { policies: [policy] }),
    ...(rules === undefined ? {} : { rules }),
  },
});
