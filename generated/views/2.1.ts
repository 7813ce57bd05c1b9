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
