// Generated from spec/ by "npm run generate". Do not edit.

/** How much the project may have, and how much it has. */
export interface AbsoluteLimits {
  /** How many server groups the project may have; -1 means that there is no limit. */
  maxServerGroups: number;
  /** How many members a server group may have; -1 means that there is no limit. */
  maxServerGroupMembers: number;
  /** How many server groups the project has. */
  totalServerGroupsUsed: number;
}

/** The fault of status 400. */
export interface BadRequestFault {
  badRequest: BadRequestFaultBadRequest;
}

/** What happened. */
export interface BadRequestFaultBadRequest {
  /** The status of the answer. */
  code: 400;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 409. */
export interface ConflictFault {
  conflictingRequest: ConflictFaultConflictingRequest;
}

/** What happened. */
export interface ConflictFaultConflictingRequest {
  /** The status of the answer. */
  code: 409;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 400, in the form of Huawei Cloud and Open Telekom Cloud. */
export interface EcsBadRequestFault {
  error: EcsBadRequestFaultError;
}

/** What happened. */
export interface EcsBadRequestFaultError {
  /** What is wrong: `Ecs.0000` the request cannot be read, `Common.0002` there is no body, `Ecs.0005` a value is not allowed, `Ecs.0022` a quota is used up, `Ecs.0023` the project is not that of the token, `Ecs.0100` the server is in another group. */
  code: 'Ecs.0000' | 'Ecs.0005' | 'Ecs.0022' | 'Ecs.0023' | 'Ecs.0100' | 'Common.0002';
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 409, in the form of Huawei Cloud and Open Telekom Cloud. */
export interface EcsConflictFault {
  error: EcsConflictFaultError;
}

/** What happened. */
export interface EcsConflictFaultError {
  /** That the request cannot be served. */
  code: 'Ecs.0000';
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 403, in the form of Huawei Cloud and Open Telekom Cloud. */
export interface EcsForbiddenFault {
  error: EcsForbiddenFaultError;
}

/** What happened. */
export interface EcsForbiddenFaultError {
  /** That the role of the token does not allow it. */
  code: 'Ecs.0003';
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 500, in the form of Huawei Cloud and Open Telekom Cloud. */
export interface EcsInternalServerErrorFault {
  error: EcsInternalServerErrorFaultError;
}

/** What happened. */
export interface EcsInternalServerErrorFaultError {
  /** That the service has failed. */
  code: 'Common.0001';
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 405, in the form of Huawei Cloud and Open Telekom Cloud. */
export interface EcsMethodNotAllowedFault {
  error: EcsConflictFaultError;
}

/** The fault of status 404, in the form of Huawei Cloud and Open Telekom Cloud. */
export interface EcsNotFoundFault {
  error: EcsNotFoundFaultError;
}

/** What happened. */
export interface EcsNotFoundFaultError {
  /** That there is no such group or path. */
  code: 'Ecs.0313';
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 501, in the form of Huawei Cloud and Open Telekom Cloud. */
export interface EcsNotImplementedFault {
  error: EcsInternalServerErrorFaultError;
}

/** The fault of status 413, in the form of Huawei Cloud and Open Telekom Cloud. */
export interface EcsPayloadTooLargeFault {
  error: EcsConflictFaultError;
}

/** The fault of status 503, in the form of Huawei Cloud and Open Telekom Cloud. */
export interface EcsServiceUnavailableFault {
  error: EcsInternalServerErrorFaultError;
}

/** The fault of status 429, in the form of Huawei Cloud and Open Telekom Cloud. */
export interface EcsTooManyRequestsFault {
  error: EcsTooManyRequestsFaultError;
}

/** What happened. */
export interface EcsTooManyRequestsFaultError {
  /** That there were too many requests. */
  code: 'Common.1503';
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 401, in the form of Huawei Cloud and Open Telekom Cloud. */
export interface EcsUnauthorizedFault {
  error: EcsUnauthorizedFaultError;
}

/** What happened. */
export interface EcsUnauthorizedFaultError {
  /** That the token is not valid. */
  code: 'Common.0013';
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 415, in the form of Huawei Cloud and Open Telekom Cloud. */
export interface EcsUnsupportedMediaTypeFault {
  error: EcsConflictFaultError;
}

/** The fault of status 417. */
export interface ExpectationFailedFault {
  computeFault: ExpectationFailedFaultComputeFault;
}

/** What happened. */
export interface ExpectationFailedFaultComputeFault {
  /** The status of the answer. */
  code: 417;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 403. */
export interface ForbiddenFault {
  forbidden: ForbiddenFaultForbidden;
}

/** What happened. */
export interface ForbiddenFaultForbidden {
  /** The status of the answer. */
  code: 403;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 500. */
export interface InternalServerErrorFault {
  computeFault: InternalServerErrorFaultComputeFault;
}

/** What happened. */
export interface InternalServerErrorFaultComputeFault {
  /** The status of the answer. */
  code: 500;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The limits of a project. */
export interface Limits {
  /** Always empty, since there are no limits of rates. It is there for old clients. */
  rate: Array<object>;
  absolute: AbsoluteLimits;
}

/** The limits of a project. */
export interface LimitsEnvelope {
  limits: Limits;
}

/** A media type, and the general one that it is a kind of. */
export interface MediaType {
  /** The general media type. */
  base: 'application/json';
  /** The media type of this API. */
  type:
    | 'application/vnd.openstack.compute+json;version=2'
    | 'application/vnd.openstack.compute+json;version=2.1';
}

/** A member of a server group, and where it is. */
export interface Member {
  /** The id of the server. */
  server_id: string;
  /** The host on which the server has its place; null for one that has joined without claiming a place. */
  host: string | null;
}

/** The place that a server shall have. */
export interface MemberClaim {
  member: MemberClaimAttributes;
}

/** Where a member shall be. */
export interface MemberClaimAttributes {
  /** The name of a host. Upper and lower case are the same, as in the DNS; answers have it in lower case. */
  host: string;
}

/** One member of a server group. */
export interface MemberEnvelope {
  member: Member;
}

/** Members of a server group. */
export interface MemberList {
  /** The members, in the order of the ids of their servers. */
  members: Array<Member>;
  policy: PolicyState;
  /** The way to the rest of the list. Only there when no `limit` was given and the service cut the list at its own maximum. */
  members_links?: Array<NextLink>;
}

/** The fault of status 405. */
export interface MethodNotAllowedFault {
  badMethod: MethodNotAllowedFaultBadMethod;
}

/** What happened. */
export interface MethodNotAllowedFaultBadMethod {
  /** The status of the answer. */
  code: 405;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** A link to the next page of a list. */
export interface NextLink {
  /** What is found there. */
  rel: 'next';
  /** The address of the next page. */
  href: string;
}

/** The fault of status 406. */
export interface NotAcceptableFault {
  computeFault: NotAcceptableFaultComputeFault;
}

/** What happened. */
export interface NotAcceptableFaultComputeFault {
  /** The status of the answer. */
  code: 406;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 404. */
export interface NotFoundFault {
  itemNotFound: NotFoundFaultItemNotFound;
}

/** What happened. */
export interface NotFoundFaultItemNotFound {
  /** The status of the answer. */
  code: 404;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 501. */
export interface NotImplementedFault {
  notImplemented: NotImplementedFaultNotImplemented;
}

/** What happened. */
export interface NotImplementedFaultNotImplemented {
  /** The status of the answer. */
  code: 501;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 413. */
export interface PayloadTooLargeFault {
  overLimit: PayloadTooLargeFaultOverLimit;
}

/** What happened. */
export interface PayloadTooLargeFaultOverLimit {
  /** The status of the answer. */
  code: 413;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** How the servers of the group are spread over hosts. Only `anti-affinity` takes effect; the other three are reserved for
 * compatibility: a group can be made with them, and they do not influence where a server is placed.
 *
 * - `anti-affinity`: the servers of the group must be on different hosts.
 * - `affinity`: the servers of the group must be on the same host.
 * - `soft-anti-affinity`: the servers of the group are put on different hosts if possible; if not, they are started all the same.
 * - `soft-affinity`: the servers of the group are put on the same host if possible; if not, they are started all the same. */
export type PolicyName = 'anti-affinity' | 'affinity' | 'soft-anti-affinity' | 'soft-affinity';

/** What has become of the policy of a group. */
export interface PolicyState {
  name: PolicyName;
  /** Whether claims that would break the policy are refused. That is so for `anti-affinity` alone. */
  effective: boolean;
  /** Whether the places of the members are as the policy wants them: for `anti-affinity` no host with more members than
   * `max_server_per_host`, for `soft-anti-affinity` no two on a host, for `affinity` and `soft-affinity` all on one
   * host. Members without a place do not count. */
  holds: boolean;
}

/** How much a project may have. */
export interface QuotaSet {
  /** The id of the project. */
  id: string;
  /** How many server groups the project may have; -1 means that there is no limit. */
  server_groups: number;
  /** How many members a server group of the project may have; -1 means that there is no limit. */
  server_group_members: number;
}

/** The order to change the quotas of a project. */
export interface QuotaSetChange {
  quota_set: RequestedQuotas;
}

/** The quotas of a project after a change. */
export interface QuotaSetChanged {
  quota_set: Quotas;
}

/** The quotas of a project. */
export interface QuotaSetEnvelope {
  quota_set: QuotaSet;
}

/** How much a project may have. */
export interface Quotas {
  /** How many server groups the project may have; -1 means that there is no limit. */
  server_groups: number;
  /** How many members a server group of the project may have; -1 means that there is no limit. */
  server_group_members: number;
}

/** The fault of status 431. */
export interface RequestHeaderFieldsTooLargeFault {
  computeFault: RequestHeaderFieldsTooLargeFaultComputeFault;
}

/** What happened. */
export interface RequestHeaderFieldsTooLargeFaultComputeFault {
  /** The status of the answer. */
  code: 431;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 408. */
export interface RequestTimeoutFault {
  computeFault: RequestTimeoutFaultComputeFault;
}

/** What happened. */
export interface RequestTimeoutFaultComputeFault {
  /** The status of the answer. */
  code: 408;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** A quota, -1 (no limit) to 2147483647, as a number or as a string of digits. */
export type RequestedQuota = number | string;

/** The quotas to be changed. */
export interface RequestedQuotas {
  server_groups?: RequestedQuota;
  server_group_members?: RequestedQuota;
  /** Whether a quota may be lower than what the project has. */
  force?: boolean;
}

/** A server group. */
export interface ServerGroup {
  /** The id of the group, given when it is made. */
  id: string;
  /** The name of the group: 1 to 255 characters (Unicode code points). Control, format, private and unassigned characters
   * and line separators are not allowed, nor is white space at either end. Names need not be unique. */
  name: string;
  /** The policy of the group, as a list of one. */
  policies: Array<PolicyName>;
  /** The ids of the servers in the group, in the order in which they joined; empty when there are none. */
  members: Array<string>;
  /** Always an empty object. It is there for old clients. */
  metadata: object;
}

/** What a server group shall be. */
export interface ServerGroupAttributes {
  /** The name of the group: 1 to 255 characters (Unicode code points). Control, format, private and unassigned characters
   * and line separators are not allowed, nor is white space at either end. Names need not be unique. */
  name: string;
  /** The policy of the group, as a list of exactly one. */
  policies: Array<PolicyName>;
}

/** The order to make a server group. */
export interface ServerGroupCreation {
  server_group: ServerGroupAttributes;
}

/** One server group. */
export interface ServerGroupEnvelope {
  server_group: ServerGroup;
}

/** Server groups. */
export interface ServerGroupList {
  /** The server groups, in the order in which they were made. */
  server_groups: Array<ServerGroup>;
  /** The way to the rest of the list. Only there when no `limit` was given and the service cut the list at its own maximum. */
  server_groups_links?: Array<NextLink>;
}

/** The fault of status 503. */
export interface ServiceUnavailableFault {
  serviceUnavailable: ServiceUnavailableFaultServiceUnavailable;
}

/** What happened. */
export interface ServiceUnavailableFaultServiceUnavailable {
  /** The status of the answer. */
  code: 503;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** The fault of status 429. */
export interface TooManyRequestsFault {
  overLimit: TooManyRequestsFaultOverLimit;
}

/** What happened. */
export interface TooManyRequestsFaultOverLimit {
  /** The status of the answer. */
  code: 429;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
  /** After how many seconds it makes sense to try again, as in the header `Retry-After`. */
  retryAfter: string;
}

/** The fault of status 401, in the form of OpenStack's identity service. */
export interface UnauthorizedFault {
  error: UnauthorizedFaultError;
}

/** What happened. */
export interface UnauthorizedFaultError {
  /** The status of the answer. */
  code: 401;
  /** The name of the status. */
  title: 'Unauthorized';
  /** What happened. For people; its wording may change. */
  message: string;
}

/** The fault of status 415. */
export interface UnsupportedMediaTypeFault {
  badMediaType: UnsupportedMediaTypeFaultBadMediaType;
}

/** What happened. */
export interface UnsupportedMediaTypeFaultBadMediaType {
  /** The status of the answer. */
  code: 415;
  /** What happened and, where it helps, what to do. For people; its wording may change. */
  message: string;
}

/** A version of the API. */
export interface Version {
  /** The name of the version. */
  id: 'v2.0' | 'v2.1';
  /** The state of the version, `CURRENT` for the one that new programs should use. */
  status: 'CURRENT' | 'SUPPORTED';
  /** The newest microversion; empty where there are none. */
  version: string;
  /** The oldest microversion; empty where there are none. */
  min_version: string;
  /** When the version was last changed. */
  updated: string;
  /** Where the version is served. */
  links: Array<VersionLink>;
}

/** A version of the API, with the media types that it speaks. */
export interface VersionDetails {
  /** The name of the version. */
  id: 'v2.0' | 'v2.1';
  /** The state of the version, `CURRENT` for the one that new programs should use. */
  status: 'CURRENT' | 'SUPPORTED';
  /** The newest microversion; empty where there are none. */
  version: string;
  /** The oldest microversion; empty where there are none. */
  min_version: string;
  /** When the version was last changed. */
  updated: string;
  /** Where the version is served. */
  links: Array<VersionLink>;
  /** The media types of bodies. */
  'media-types': Array<MediaType>;
}

/** One version of the API. */
export interface VersionDocument {
  version: VersionDetails;
}

/** A link of a version. */
export interface VersionLink {
  /** What is found there. `self` is the address below which the version is served. */
  rel: 'self' | 'describedby';
  /** The address. */
  href: string;
  /** The media type of what is found there. */
  type?: string;
}

/** The versions of the API. */
export interface VersionList {
  /** The versions of the API, the oldest first. */
  versions: Array<Version>;
}
