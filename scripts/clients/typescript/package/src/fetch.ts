/**
 * The part of the Fetch standard that the client needs. The global `fetch` of Node.js and browsers has this type, and so have
 * others; it is written out here so that the types of this package need neither those of browsers nor those of Node.js.
 */

/** A request, as it is sent. */
export interface FetchOptions {
  method: string;
  headers: Record<string, string>;
  body?: string;
  redirect: 'manual';
  signal: AbortSignal;
}

/** An answer, of which the body is still to be read. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

export type Fetch = (url: string, options: FetchOptions) => Promise<FetchAnswer>;
