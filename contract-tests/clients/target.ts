/** What a program that drives a client gets: where, as whom, and what to do. */

/** As openstacksdk, the command `openstack` and keystoneauth name them. */
export interface AuthOptions {
  readonly auth_type: 'none' | 'admin_token' | 'password';
  readonly auth: Readonly<Record<string, string>>;
  /** Where the service is, whatever the catalogue says. */
  readonly compute_endpoint_override?: string;
  /** Of the token, for who calls below `/v1` with no Keystone to ask. */
  readonly project_id?: string;
  readonly region_name?: string;
}

export type CallerName = 'member' | 'reader' | 'admin' | 'other';

export interface Target {
  /** How the client finds the service and says who calls: a column of the page. */
  readonly mode: string;
  /** `each`: all that a client can do; `family`: the same below `/v1`; `many`: reads many groups; `deletions`: reads while groups are deleted. */
  readonly scenario: 'each' | 'family' | 'many' | 'deletions';
  /** Whoever is there; `other` is a member of another project, `undisturbed` reads without that groups are deleted. */
  readonly callers: { readonly member: AuthOptions } & Partial<
    Readonly<Record<CallerName | 'undisturbed', AuthOptions>>
  >;
  /** In the order in which they are driven; `default` is what the client speaks when it is told none. */
  readonly microversions: readonly string[];
  /** The endpoint is that of `/v2`, where there are no microversions. */
  readonly legacy: boolean;
  /** How many groups a project may have. */
  readonly quota: number;
  /** How many members a group may have. */
  readonly memberQuota: number;
  /** How many groups are on one page at most. */
  readonly maxLimit: number;
  /** How many groups there are in the scenario `many`. */
  readonly many?: number;
}
