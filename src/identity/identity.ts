import type { Config } from '../config.ts';

/** Who a request speaks for. */
export interface Caller {
  readonly user: string;
  readonly project: string;
  readonly roles: readonly string[];
}

/**
 * Whom a token speaks for: null if it is unknown, expired or revoked, or if there is none; `unscoped` if it is valid but
 * for no project, so that its holder has no server groups.
 */
export type Verdict = Caller | 'unscoped' | null;

/** A way to know who is calling. It answers at once where it can: a promise for each request costs. */
export interface Identity {
  readonly mode: Config['auth'];
  /** The value of WWW-Authenticate in an answer 401. */
  readonly challenge: string;
  /**
   * Rejects when it cannot be told now.
   *
   * @param urlProject the project in the path of the URL, if there is one, as it came
   */
  authenticate(token: string | undefined, urlProject: string | undefined): Verdict | Promise<Verdict>;
  /**
   * The caller that a token is known to speak for, without asking anybody. It may be out of date, so it tells whose request
   * it is, and permits none.
   */
  recall(token: string | undefined, urlProject: string | undefined): Caller | undefined;
  /** Rejects when callers cannot be told now. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** The challenge of the modes in which this service itself gives out the tokens; they come in X-Auth-Token. */
export const CHALLENGE = 'X-Auth-Token realm="os-server-groups"';

/** Whether the text can name a user, a project or a role: 1 to 255 printable characters, no space at the ends. */
export const isName = (text: string): boolean =>
  /^[^\p{C}\p{Zl}\p{Zp}]{1,255}$/u.test(text) && text.trim() === text;
