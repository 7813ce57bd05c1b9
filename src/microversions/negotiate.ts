/** Which microversion a request speaks (Nova: nova/api/openstack/api_version_request.py, microversion-parse). */

import type { IncomingHttpHeaders } from 'node:http';

/** The version of a request without version headers. */
export const OLDEST = '2.1';
/** The dialect below `/v2`, in terms of microversions. */
export const LEGACY = '2.0';

const SERVICE = 'compute';
const WELL_FORMED = /^([1-9][0-9]*)\.(0|[1-9][0-9]*)$/;

export type Negotiated =
  | { readonly version: string }
  | { readonly malformed: string }
  | { readonly unsupported: string };

const OLDEST_SERVED: Negotiated = { version: OLDEST };

/** `2.64` of the last `compute 2.64` in a list of such pairs; those of other services, and what is no pair, do not count. */
const versionOfService = (header: string): string | undefined => {
  for (const pair of header.split(',').reverse()) {
    const [service = '', ...version] = pair.trim().split(/\s+/);
    if (service.toLowerCase() === SERVICE && version.length > 0) return version.join(' ');
  }
  return undefined;
};

const textOf = (header: string | string[] | undefined) => (Array.isArray(header) ? header.join(',') : header);

const requested = (headers: IncomingHttpHeaders): string | undefined => {
  const standard = textOf(headers['openstack-api-version']);
  const named = standard === undefined ? undefined : versionOfService(standard);
  return named ?? textOf(headers['x-openstack-nova-api-version'])?.split(',').at(-1)?.trim();
};

/** The minor number of a version `2.N` that is known to be well-formed. */
export const minorOf = (version: string): number => Number(version.slice(version.indexOf('.') + 1));

/** The version that the headers ask for; `newest` (`2.103`) is the last that is served. */
export const parseVersion = (headers: IncomingHttpHeaders, newest: string): Negotiated => {
  const text = requested(headers);
  if (text === undefined) return OLDEST_SERVED;
  if (text === 'latest') return { version: newest };
  const [, major] = WELL_FORMED.exec(text) ?? [];
  if (major === undefined) return { malformed: text };
  const isServed = major === '2' && minorOf(text) >= minorOf(OLDEST) && minorOf(text) <= minorOf(newest);
  return isServed ? { version: text } : { unsupported: text };
};
