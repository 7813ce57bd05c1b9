export type { NewServerGroup } from './attributes.js';
export { createClient } from './client.js';
export {
  ConnectionError,
  Fault,
  type FaultDetails,
  MalformedAnswerError,
  ServerGroupsError,
  TimeoutError,
} from './errors.js';
export type { Fetch, FetchAnswer, FetchOptions } from './fetch.js';
export * from './generated/models/index.js';
export type { ClientSettings } from './settings.js';
export type {
  CallOptions,
  Client,
  CreateOptions,
  ListOptions,
  PageOptions,
  ProjectOptions,
  QuotaSets,
  ServerGroups,
} from './types.js';
export { MICROVERSION, VERSION } from './version.js';
