/** What comes of a verification, as data: the reports are made of this alone. */

export type Outcome =
  /** The server does what the contract says. */
  | 'kept'
  /** It does not. */
  | 'broken'
  /** It could not be tried, say for want of a token. */
  | 'not judged'
  /** It is not tried: no request can bring it about, or the profile says that servers of its kind differ here by design. */
  | 'left out';

export interface Violation {
  /** What the contract says. */
  readonly expected: string;
  /** What the server did. */
  readonly came: string;
  /** Where in the spec that stands, such as `generated/views/2.64.json#/paths/…`. */
  readonly place: string;
  /** The request to repeat, as a line for the shell; tokens stand in it as `$TOKEN`, `$ADMIN_TOKEN`, …. */
  readonly curl: string;
}

/** One thing that was looked at, at one version. */
export interface Check {
  /** Of lane A `A/GET /v2.1/os-server-groups/404`, of lane B the id of the case. Together with the version it is unique. */
  readonly id: string;
  readonly lane: 'A' | 'B';
  /** The behaviour, in a sentence. */
  readonly what: string;
  readonly version: string;
  readonly outcome: Outcome;
  /** Milliseconds. */
  readonly took: number;
  /** Why it was not judged, or is left out. */
  readonly reason?: string;
  readonly violation?: Violation;
}

/** One field of the matrix operation × status × version. */
export interface Cell {
  readonly operationId: string;
  readonly method: string;
  /** As in the spec, with `{names}`. */
  readonly path: string;
  readonly status: string;
  readonly version: string;
  readonly outcome: Outcome;
  /** Why it was not judged, or is left out; what is wrong, in a line, where it is broken. */
  readonly reason?: string;
}

export interface Verification {
  readonly url: string;
  readonly profile: string;
  /** That of the verifier and of the spec. */
  readonly release: string;
  /** The id of the run, which the names of its groups carry. */
  readonly run: string;
  /** ISO 8601, in UTC. */
  readonly started: string;
  /** Milliseconds. */
  readonly took: number;
  /** Those that were tried, the oldest first; `2.0` stands for what has no microversions. */
  readonly versions: readonly string[];
  readonly isStrict: boolean;
  /** Why it ended before everything was tried; left out where it did not. */
  readonly ended?: string;
  readonly checks: readonly Check[];
  readonly cells: readonly Cell[];
}

/** How many of the checks, or of the cells, have an outcome. */
export const count = (all: readonly { readonly outcome: Outcome }[], outcome: Outcome): number =>
  all.filter((each) => each.outcome === outcome).length;

/** Whether there is no verdict: the run ended before everything was tried, and what was tried is right. */
export const isOpen = ({ checks, ended }: Verification): boolean =>
  ended !== undefined && count(checks, 'broken') === 0;

/** Whether the contract is kept; with `isStrict` what could not be judged breaks it. */
export const isKept = (verification: Verification): boolean => {
  const { checks, isStrict } = verification;
  if (checks.length === 0 || isOpen(verification)) return false;
  return count(checks, 'broken') === 0 && !(isStrict && count(checks, 'not judged') > 0);
};
