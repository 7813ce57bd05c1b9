/** What a client can do. */

import type { NewServerGroup } from './attributes.js';
import type {
  AbsoluteLimits,
  Member,
  QuotaSet,
  Quotas,
  RequestedQuotas,
  ServerGroup,
} from './generated/models/index.js';

/** What each call can be told. */
export interface CallOptions {
  /** Ends the call, retries and waiting too, when it is aborted; the call rejects with the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
}

export interface CreateOptions extends CallOptions {
  /**
   * Any text that is new. For 24 hours a creation with the same key gets the answer of the first one, also from another process:
   * give one of your own when your program may start over. Else each call makes a random one.
   */
  readonly idempotencyKey?: string | undefined;
}

export interface PageOptions extends CallOptions {
  /** How many to ask for at once, 100 unless it is given. It changes the number of requests, not what the iterator gives. */
  readonly pageSize?: number | undefined;
}

export interface ListOptions extends PageOptions {
  /** Whether to list the groups of all projects, which takes an administrator. */
  readonly allProjects?: boolean | undefined;
}

export interface ProjectOptions extends CallOptions {
  /** The project that is meant, if it is not the client's own. */
  readonly project?: string | undefined;
}

export interface ServerGroups {
  /** Creates a server group. */
  create(group: NewServerGroup, options?: CreateOptions): Promise<ServerGroup>;
  /** Gets a server group by its id. */
  get(group: string, options?: CallOptions): Promise<ServerGroup>;
  /** Iterates over the server groups, in the order in which they were made. */
  list(options?: ListOptions): AsyncGenerator<ServerGroup, void, undefined>;
  /** Deletes a server group by its id. Its servers go on running. */
  delete(group: string, options?: CallOptions): Promise<void>;
  /** Claims a place on a host for a server, which makes it a member. Takes the role `service` or `admin`. */
  claim(group: string, server: string, host: string, options?: CallOptions): Promise<Member>;
  /** Releases the place of a server, which is no member any more. Takes the role `service` or `admin`. */
  release(group: string, server: string, options?: CallOptions): Promise<void>;
  /** Iterates over the members of a group, in the order of their ids. Takes the role `service` or `admin`. */
  members(group: string, options?: PageOptions): AsyncGenerator<Member, void, undefined>;
}

export interface QuotaSets {
  /** Gets the quotas of a project. */
  get(options?: ProjectOptions): Promise<QuotaSet>;
  /** Gives a project quotas of its own; those that are not named stay as they are. Takes an administrator. */
  set(quotas: RequestedQuotas, options?: ProjectOptions): Promise<Quotas>;
  /** Lets the defaults hold for a project again. Takes an administrator. */
  reset(options?: ProjectOptions): Promise<void>;
  /** Gets the quotas of projects that have none of their own. */
  defaults(options?: ProjectOptions): Promise<QuotaSet>;
  /** Gets how much a project may have, and how much it has. */
  limits(options?: ProjectOptions): Promise<AbsoluteLimits>;
}

/** A client for one project, made by `createClient`. */
export interface Client {
  readonly groups: ServerGroups;
  readonly quotas: QuotaSets;
}
