/** A request on its way from a valid one to a hostile one, and the bytes that come of it. */

import type { Operation, View } from '../views.ts';
import { type CallerName, callerFor, isAboutMembers, seesAllProjects, setsQuotas } from './callers.ts';
import { type Documented, documented } from './documents.ts';
import type { Random } from './random.ts';
import { KINDS, keyFor, serverOf, varied } from './values.ts';

export type HeaderLine = readonly [name: string, value: string];

/** What the requests are made for. */
export interface Target {
  readonly project: string;
  readonly tokens: Readonly<Record<CallerName | 'otherProject', string>>;
  /** Ids of groups of the callers' own project. */
  readonly own: readonly string[];
  /** Ids of groups of another project, which no answer may show. */
  readonly others: readonly string[];
}

export interface Draft {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly HeaderLine[];
  /** Sent as it is; undefined for none. */
  readonly body: Buffer | undefined;
  /** How the end of the body is told; `as told` by the headers alone. */
  readonly framing: 'length' | 'chunked' | 'as told';
  /** What is sent in place of all above. */
  readonly raw?: Buffer;
  /** The methods of the requests in `raw` that are answered; one of the draft's own method if it is left out. */
  readonly methods?: readonly string[];
  readonly view: View;
  /** The value of the valid body; undefined where none belongs. */
  readonly example: unknown;
  readonly operation: Operation;
  /** Of the operation's statuses those whose answers have no body. */
  readonly empty: readonly number[];
  /** Whether the request still reaches that operation, so that its statuses are the documented ones. */
  readonly isSameOperation: boolean;
  /** The microversion that answers must echo; undefined where the request meddles with it. */
  readonly version: string | undefined;
  /** Whether more bytes would have to follow: nothing but the end of the connection makes the server answer. */
  readonly isUnfinished: boolean;
  /** Sent in so many parts, with so many milliseconds between two of them. */
  readonly slow?: { readonly parts: number; readonly pause: number };
  /** Whether the caller may see all projects. */
  readonly seesAllProjects: boolean;
}

const WEIGHTS: Readonly<Record<string, number>> = { POST: 6, PUT: 6, DELETE: 2 };
const weightOf = (operation: Operation): number => {
  const { isPublic, method, isVersioned } = operation;
  if (isPublic) return 1;
  // Without microversions it is in one view alone.
  const times = isVersioned ? 1 : 3;
  // To delete a group is to take it from the requests that follow.
  return times * (isAboutMembers(operation) ? 6 : (WEIGHTS[method] ?? 4));
};
/** What is behind a token and takes input is tried more often than the version documents. */
const weighted = documented.map((each) => ({ ...each, weight: weightOf(each.operation) }));

const NO_GROUP = '5bbcc3c4-1da2-4437-a48a-66f15b1b13f9';

/** In so many of the callers' groups members come and go: one of each kind. */
const OF_MEMBERS = KINDS.length;

/** A project without groups and callers, whose quotas may be changed without harm to the rest of the run. */
const EMPTY_PROJECT = '00000000000000000000000000000000';

const filled = (path: string, values: Readonly<Record<string, string>>) =>
  path.replaceAll(/\{([^}]+)\}/g, (braces, name: string) => values[name] ?? braces);

const minorOf = (version: string) => Number(version.slice(2));

const versionLines = (version: string, random: Random): HeaderLine[] =>
  random.once(3)
    ? [['X-OpenStack-Nova-API-Version', version]]
    : [['OpenStack-API-Version', `compute ${version}`]];

/** Some creations can be repeated. */
const keyLines = (path: string, method: string, version: string, random: Random): HeaderLine[] =>
  method === 'POST' && path.endsWith('/os-server-groups') && random.once(3)
    ? [['Idempotency-Key', keyFor(`${path}-${version}`, random)]]
    : [];

/**
 * A valid request for some operation of some view, at a version within it.
 *
 * @param takes which operations come into question
 */
export const validDraft = (
  random: Random,
  { project, tokens, own }: Target,
  takes: (each: Documented) => boolean = () => true,
): Draft => {
  const { view, operation, bodies, empty } = random.weighted(weighted.filter(takes));
  const { method, path, isVersioned } = operation;
  const span = minorOf(view.last) - minorOf(view.first);
  const version = `2.${minorOf(view.first) + random.int(span + 1)}`;
  const caller = callerFor(operation, random);
  const ofQuota = setsQuotas(operation) || random.once(4) ? EMPTY_PROJECT : project;
  // Claims collide only where they meet in few groups.
  const group = random.int(isAboutMembers(operation) ? OF_MEMBERS : own.length);
  const id = random.once(4) ? NO_GROUP : (own[group % own.length] as string);
  const example = bodies.length === 0 ? undefined : varied(random.pick(bodies), group, random);
  const body = example === undefined ? undefined : Buffer.from(JSON.stringify(example));
  return {
    method,
    target: filled(path, {
      project_id: project,
      server_group_id: id,
      server_id: serverOf(group, random),
      quota_project_id: ofQuota,
    }),
    headers: [
      ['Host', '127.0.0.1'],
      ['X-Auth-Token', tokens[caller]],
      ...(isVersioned ? versionLines(version, random) : []),
      ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
      ...keyLines(path, method, version, random),
    ],
    body,
    framing: body === undefined ? 'as told' : random.once(4) ? 'chunked' : 'length',
    view,
    operation,
    empty,
    example,
    isSameOperation: true,
    version: isVersioned ? version : undefined,
    isUnfinished: false,
    seesAllProjects: seesAllProjects(caller),
  };
};

const framingLines = ({ framing, body }: Draft): HeaderLine[] => {
  if (framing === 'as told') return [];
  return framing === 'chunked'
    ? [['Transfer-Encoding', 'chunked']]
    : [['Content-Length', String(body?.length ?? 0)]];
};

const CHUNK = 40_000;

const chunked = (body: Buffer): Buffer => {
  const parts: (Buffer | string)[] = [];
  for (let at = 0; at < body.length; at += CHUNK) {
    const chunk = body.subarray(at, at + CHUNK);
    parts.push(`${chunk.length.toString(16)}\r\n`, chunk, '\r\n');
  }
  return Buffer.concat([...parts, '0\r\n\r\n'].map((part) => Buffer.from(part)));
};

/** The bytes of a draft. Each character of the head is a byte, so that any byte can be written there. */
export const bytesOf = (draft: Draft): Buffer => {
  if (draft.raw !== undefined) return draft.raw;
  const { method, target, headers, framing, body = Buffer.alloc(0) } = draft;
  const lines = [...headers, ...framingLines(draft)].map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
  return Buffer.concat([head, framing === 'chunked' ? chunked(body) : body]);
};

/** The draft with other values of headers: those of the same name go away. */
export const withHeaders = (draft: Draft, ...lines: readonly HeaderLine[]): Draft => {
  const names = new Set(lines.map(([name]) => name.toLowerCase()));
  const kept = draft.headers.filter(([name]) => !names.has(name.toLowerCase()));
  return { ...draft, headers: [...kept, ...lines] };
};

/** The draft with another body, whose end is told as before. */
export const withBody = (draft: Draft, body: Buffer | string): Draft => ({
  ...draft,
  body: Buffer.from(body),
  framing: draft.framing === 'as told' ? 'length' : draft.framing,
});
