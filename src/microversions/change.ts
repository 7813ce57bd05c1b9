/**
 * A change of the API: what a request of before means in the version since, and what an answer of the version since
 * looked like before. Operations that it does not name are the same on both sides.
 */

import type { OperationId } from '../../generated/types.ts';

export interface BodyChange {
  /** The body of a request of before, in the words of the version since. */
  readonly request?: (body: never) => unknown;
  /** The body of a success of the version since, in the words of before. */
  readonly response?: (body: never) => unknown;
}

export interface Change {
  /** The first version that has the change. */
  readonly version: string;
  readonly operations: { readonly [Operation in OperationId]?: BodyChange };
}
