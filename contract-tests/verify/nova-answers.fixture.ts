/** What Nova says otherwise: answers of the service in its words. */

import { isSince } from '../cases/case.ts';
import { type HeaderLines, type Told, type Whole, without } from './in-front.fixture.ts';
import { OTHER_QUOTAS, REFUSED_POLICY, UNKNOWN_MARKER } from './nova-requests.fixture.ts';
import { dumps, inPython } from './python.fixture.ts';

type Json = Record<string, unknown>;

const POLICIES = "['anti-affinity', 'affinity', 'soft-anti-affinity', 'soft-affinity']";
const TWO_POLICIES = "['anti-affinity', 'affinity']";

const worded = (message: string, version: string): string => {
  const said = inPython(message).replaceAll(REFUSED_POLICY, '').replaceAll(UNKNOWN_MARKER, 'marker');
  return isSince(version, '2.15') ? said : said.replace(POLICIES, TWO_POLICIES);
};

/** Before 2.64 the metadata stand before the members. */
const ordered = (group: Json): Json => {
  if (!('metadata' in group)) return group;
  const { id, name, policies, metadata, members, ...rest } = group;
  return { id, name, policies, metadata, members, ...rest };
};

/** Quotas that went away with these versions. */
const OLDER_QUOTAS: readonly (readonly [until: string, names: readonly string[]])[] = [
  ['2.36', ['fixed_ips', 'floating_ips', 'security_groups', 'security_group_rules']],
  ['2.57', ['injected_files', 'injected_file_content_bytes', 'injected_file_path_bytes']],
];
const OLDER_LIMITS: typeof OLDER_QUOTAS = [
  ['2.36', ['maxSecurityGroups', 'maxSecurityGroupRules', 'maxTotalFloatingIps', 'totalSecurityGroupsUsed']],
  ['2.39', ['maxImageMeta']],
  ['2.57', ['maxPersonality', 'maxPersonalitySize']],
];
const OTHER_LIMITS = {
  ...{
    maxTotalInstances: 10,
    maxTotalCores: 20,
    maxTotalRAMSize: 51_200,
    maxServerMeta: 128,
    maxTotalKeypairs: 100,
  },
  ...{ totalInstancesUsed: 0, totalCoresUsed: 0, totalRAMUsed: 0 },
};

const olderThan = (version: string, table: typeof OLDER_QUOTAS): Json =>
  Object.fromEntries(
    table.flatMap(([until, names]) => (isSince(version, until) ? [] : names.map((name) => [name, 5]))),
  );

/** Top-level key of a body → what stands there instead. */
const CHANGES: Readonly<Record<string, (value: never, version: string) => unknown>> = {
  server_group: (group: Json) => ordered(group),
  server_groups: (groups: Json[]) => groups.map(ordered),
  quota_set: ({ id, ...quotas }: Json, version) => ({
    ...(id !== undefined && { id }),
    ...OTHER_QUOTAS,
    ...olderThan(version, OLDER_QUOTAS),
    ...quotas,
  }),
  limits: ({ rate, absolute }: { rate: unknown; absolute: Json }, version) => ({
    rate,
    absolute: { ...OTHER_LIMITS, ...olderThan(version, OLDER_LIMITS), ...absolute },
  }),
};

const changed = (body: Json, version: string): Json =>
  Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      const change = CHANGES[key];
      if (change !== undefined) return [key, change(value as never, version)];
      const { code, message } = (value ?? {}) as { code?: unknown; message?: unknown };
      const isFault = typeof code === 'number' && typeof message === 'string' && key !== 'error';
      return [key, isFault ? { code, message: worded(message, version) } : value];
    }),
  );

/** An answer in Nova's form: JSON as Python writes it, and a type and a length also where there is nothing. */
export const inForm = ({ status, headers, body }: Told, version: string): Told => {
  if (body !== '') return { status, headers, body: dumps(changed(JSON.parse(body), version)) };
  const named = [...without(headers, 'content-type'), ['Content-Type', 'application/json'] as const];
  return { status, headers: [...named, ['Content-Length', '0'] as const], body };
};

const idsOf = (headers: HeaderLines): HeaderLines =>
  headers.filter(([name]) => /^x-(?:openstack|compute)-request-id$/i.test(name));

const TITLES: Readonly<Record<number, string>> = { 404: 'Not Found', 413: 'Request Entity Too Large' };

/** A page of WebOb's. */
export const page = (
  status: number,
  text: string,
  headers: HeaderLines,
  accept: string | undefined,
): Told => {
  const title = TITLES[status] ?? '';
  const ids = idsOf(headers);
  if (accept?.includes('application/json')) {
    const body = dumps({ message: `${text}<br /><br />\n\n\n`, code: `${status} ${title}`, title });
    return { status, headers: [...ids, ['Content-Type', 'application/json; charset=UTF-8']], body };
  }
  const body = `<html>\n <head>\n  <title>${status} ${title}</title>\n </head>\n <body>\n  <h1>${status} ${title}</h1>\n  ${text}<br /><br />\n\n\n </body>\n</html>`;
  return { status, headers: [...ids, ['Content-Type', 'text/html; charset=UTF-8']], body };
};

/** A fault in place of an answer, whose headers it keeps. */
export const fault = (
  status: number,
  name: string,
  message: string,
  { headers }: Pick<Told, 'headers'>,
): Told => ({
  status,
  headers: [
    ...without(headers, 'content-type', 'allow'),
    ['Content-Type', 'application/json; charset=UTF-8'],
  ],
  body: JSON.stringify({ [name]: { code: status, message } }),
});

const OOPS = 'The server has either erred or is incapable of performing the requested operation.';

const isUtf8 = (body: Buffer): boolean => Buffer.from(body.toString()).equals(body);

/** What Nova says of a body that the service takes for none. */
export const ofMalformed = (told: Told, { body }: Whole): Told => {
  if (/^NaN$/.test(body.toString())) return fault(400, 'badRequest', "nan is not of type 'object'", told);
  if (!isUtf8(body)) return fault(500, 'computeFault', OOPS, told);
  try {
    // Lists within lists beyond number, and halves of surrogate pairs.
    JSON.parse(body.toString());
    return fault(500, 'computeFault', OOPS, told);
  } catch {
    return told;
  }
};
