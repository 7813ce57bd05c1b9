/** The cases as data: what is called, what must come out, and what the server must have seen. */

import type { Json } from '../../generate/document.ts';
import type { Call, ClientOptions } from '../protocol.ts';
import type { Answer } from '../script.ts';

export const PROJECT = '9c53a566cb3443ab910cf0daebca90c4';
export const OTHER_PROJECT = '4fd44f30292945e481c7b8a0c8908869';

/** Whose token the client sends; that of `nobody` is unknown to the service. */
export type Caller = 'admin' | 'member' | 'reader' | 'noRole' | 'otherProject' | 'nobody';

/** A value, or a pattern that its text matches. `$0.id` stands for the id in what the first step gave. */
export type Pattern = Json | RegExp | readonly Pattern[] | { readonly [key: string]: Pattern };

/** A call and what it gives: the form of a result. */
export type Step = Call & {
  readonly as?: Caller;
  readonly client?: Partial<ClientOptions>;
  readonly gives: { readonly [key: string]: Pattern };
};

/** A request, as the server must have seen it. */
export interface Expected {
  readonly method: string;
  /** Below the project. */
  readonly path: string;
  /** All of it; nothing if it is left out. */
  readonly query?: Readonly<Record<string, string | RegExp>>;
  /** Some of them, in lower case. `$agent` stands for the client's own User-Agent, and null for none of that name. */
  readonly headers?: Readonly<Record<string, string | RegExp | null>>;
  readonly body?: Json;
  /** How many seconds at least came between the request before and this one. */
  readonly after?: number;
}

export interface Case {
  readonly what: string;
  /** Steps on the same server, in this order. */
  readonly steps: readonly Step[];
  /** The service, the mock, a server that plays these answers, or an address where nobody listens. */
  readonly on: 'service' | 'mock' | 'nothing' | readonly Answer[];
  /** In the URL of the client, after the address. */
  readonly below?: string;
  /** All requests that a scripted server must have seen. */
  readonly sees?: readonly Expected[];
  /** Headers that are the same in all requests, or other in each. */
  readonly same?: readonly string[];
  readonly distinct?: readonly string[];
}
