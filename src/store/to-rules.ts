import type { ServerGroup } from './store.ts';

/** The rules as they are on the wire, where a rule that was not given is missing. */
export const toRules = (maxServerPerHost: number | null): ServerGroup['rules'] =>
  maxServerPerHost === null ? {} : { max_server_per_host: maxServerPerHost };
