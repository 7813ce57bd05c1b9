/** What Nova understands otherwise in a request: it is put so that the service of this project understands it in that way. */

import { isSince } from '../cases/case.ts';
import { type Whole, without } from './in-front.fixture.ts';

/** A request on its way to the service. */
interface Draft {
  readonly method: string;
  path: string;
  query: [name: string, value: string | undefined][];
  /** As JSON; undefined where it is none. */
  readonly json: { server_group?: Record<string, unknown>; quota_set?: Record<string, unknown> } | undefined;
}

const SOFT = /^soft-/;
const POLICIES: readonly unknown[] = ['anti-affinity', 'affinity'];
/** Stands in a request for what Nova refuses and the service does not. */
export const REFUSED_POLICY = 'refused-';
export const UNKNOWN_MARKER = 'marker_';
const UNPRINTABLE = '\ue000';

/** Quotas of other resources, as of microversion 2.57. */
export const OTHER_QUOTAS = { instances: 10, cores: 20, ram: 51_200, metadata_items: 128, key_pairs: 100 };

type Change = (draft: Draft, version: string) => void;

const lists: Change = (draft) => {
  if (!draft.path.endsWith('/os-server-groups')) return;
  // A trailing line feed is let pass by `$`.
  const sent = draft.query.map(([name, value]): [string, string | undefined] => {
    // Nova knows no such parameter.
    if (name === 'marker') return [UNKNOWN_MARKER, value];
    return [name, name === 'limit' || name === 'offset' ? value?.replace(/%0A$/, '') : value];
  });
  // Each value is validated, and of those that fit the last one counts.
  const isWrong = ([name, value = '']: [string, string | undefined]) =>
    (name === 'limit' || name === 'offset') && !/^[0-9]+$/.test(value);
  draft.query = [...sent.filter((each) => !isWrong(each)), ...sent.filter(isWrong)];
};

const names: Change = ({ json }) => {
  const group = json?.server_group;
  if (typeof group?.name !== 'string') return;
  if (/[\u{10000}-\u{10ffff}]/u.test(group.name) && [...group.name].length <= 255) group.name = UNPRINTABLE;
  group.name = String(group.name).replace(/(?<=.)\n$/, '');
};

const policies: Change = ({ json }, version) => {
  const group = json?.server_group;
  const isRefused = (policy: unknown) => SOFT.test(String(policy)) && !isSince(version, '2.15');
  if (!Array.isArray(group?.policies)) return;
  const [first, second] = group.policies;
  if (isRefused(first)) group.policies = [REFUSED_POLICY + first];
  // Of several only the first is looked at: the list is too long anyway.
  else if (second !== undefined && !POLICIES.includes(second)) {
    group.policies = [first, first === 'affinity' ? 'anti-affinity' : 'affinity'];
  }
};

const MOST = 2_147_483_647;

const rules: Change = ({ json }) => {
  const of = json?.server_group?.rules as Record<string, unknown> | undefined;
  const limit = of?.max_server_per_host;
  if (of === undefined || limit === undefined) return;
  if (typeof limit === 'string' && /^\d+\n?$/.test(limit)) of.max_server_per_host = limit.trim();
  if (Number(of.max_server_per_host) > MOST) of.max_server_per_host = MOST;
};

const quotas: Change = ({ method, json }) => {
  const set = json?.quota_set;
  if (method !== 'PUT' || set === undefined) return;
  for (const name of Object.keys(OTHER_QUOTAS)) delete set[name];
};

const CHANGES: readonly Change[] = [lists, names, policies, rules, quotas];

const jsonOf = (body: Buffer): Draft['json'] => {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
};

/** `3.0` is no integer for the validator that Nova had until 2024. */
const withoutFractions = (text: string): string =>
  text.replace(/("max_server_per_host":\s*)(?:\d+\.0|\d+e0)(?=})/, '$11.5');

/** The request for the service. */
export const forService = (whole: Whole, version: string): Whole => {
  const { method, path, headers, body } = whole;
  const [pathname = '', ...rest] = path.split('?');
  const query = rest.join('?');
  const parts = query === '' ? [] : query.split('&');
  const draft: Draft = {
    method,
    path: pathname,
    query: parts.map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name, part.includes('=') ? value.join('=') : undefined];
    }),
    json: jsonOf(Buffer.from(withoutFractions(body.toString()))),
  };
  const before = JSON.stringify(draft.json);
  for (const change of CHANGES) change(draft, version);
  const asked = draft.query
    .map(([name, value]) => (value === undefined ? name : `${name}=${value}`))
    .join('&');
  const isSame =
    JSON.stringify(draft.json) === before && withoutFractions(body.toString()) === body.toString();
  return {
    method,
    path: asked === '' ? draft.path : `${draft.path}?${asked}`,
    headers: without(headers, 'idempotency-key'),
    body: isSame ? body : Buffer.from(JSON.stringify(draft.json)),
  };
};
