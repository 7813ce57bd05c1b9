/** What the tests and a driver say to each other: a line of JSON on its standard input, a line of JSON on its standard output. */

import type { Json } from '../generate/document.ts';

/** How the client is made for a call. */
export interface ClientOptions {
  readonly url: string;
  readonly token: string;
  readonly project: string;
  readonly microversion?: string;
  /** In seconds, for each attempt. */
  readonly timeout?: number;
  readonly retries?: number;
  /** Stands before the client's own User-Agent. */
  readonly application?: string;
}

/** A call of the client, with its arguments in the names of the API. */
export type Call =
  | {
      readonly call: 'create';
      readonly args: {
        readonly name: string;
        readonly policy: string;
        readonly rules?: { readonly max_server_per_host: number };
        readonly idempotencyKey?: string;
      };
    }
  | { readonly call: 'show' | 'delete'; readonly args: { readonly id: string } }
  | { readonly call: 'list'; readonly args: { readonly pageSize?: number; readonly allProjects?: boolean } }
  | {
      readonly call: 'claim';
      readonly args: { readonly id: string; readonly server: string; readonly host: string };
    }
  | { readonly call: 'release'; readonly args: { readonly id: string; readonly server: string } }
  | { readonly call: 'members'; readonly args: { readonly id: string; readonly pageSize?: number } }
  | { readonly call: 'showQuotas'; readonly args: { readonly project: string } }
  | {
      readonly call: 'setQuotas';
      readonly args: {
        readonly project: string;
        readonly server_groups?: number;
        readonly server_group_members?: number;
      };
    }
  | { readonly call: 'limits'; readonly args: Readonly<Record<string, never>> };

export type Question = Call & { readonly client: ClientOptions };

/**
 * How a call came out. A value is in the form of the API, with the fields alone that the model knows. `malformed` is an answer
 * of status 200 whose body is not what the spec says; `error` is whatever else the client throws.
 */
export type Result =
  | { readonly value: Json }
  | {
      readonly fault: {
        readonly status: number;
        readonly name: string | null;
        readonly message: string;
        readonly requestId: string | null;
      };
    }
  | { readonly failure: 'timeout' | 'connection' | 'malformed' }
  | { readonly error: string };
