/** What an answer must be, whatever was sent. */

import { faults } from '../../generated/faults.ts';
import { type Answer, readAnswers } from './answers.ts';
import type { Received } from './connection.ts';
import { documented } from './documents.ts';
import { bytesOf, type Draft } from './draft.ts';
import { isFaultOf, NOT_HTTP } from './fault-forms.ts';

/** What must not be seen by whom it does not belong to. */
export interface Secrets {
  /** Stands in the name of each group of another project, and in no request. */
  readonly marker: string;
  /** The ids of those groups, which requests may name. */
  readonly ids: readonly string[];
  /** The tokens of all callers. */
  readonly tokens: readonly string[];
}

export interface Verdict {
  /** What is wrong, a line each; empty when nothing is. */
  readonly problems: readonly string[];
  readonly statuses: readonly number[];
  readonly isPastAuthentication: boolean;
}

const anywhere = new Set<number>(documented.flatMap(({ operation }) => operation.statuses.map(Number)));
/** What any path may answer: the faults that no operation names. */
const ofAnyPath = new Set<number>(
  Object.values(faults).flatMap(({ status }) => (anywhere.has(status) ? [] : status)),
);

const JSON_OF_FAULT = 'application/json; charset=UTF-8';
const JSON_TYPES = ['application/json', 'application/vnd.openstack.compute+json'];
const REQUEST_ID = /^req-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const VERSIONS = ['openstack-api-version', 'x-openstack-nova-api-version'] as const;
const WELL_FORMED = /^[1-9][0-9]*\.(0|[1-9][0-9]*)$/;
/** Words that only the inside of a program says. */
const INSIDE = /node_modules|\.[jt]s:[0-9]+|SQLITE_|\b(?:Type|Range|Syntax|URI)?Error:|\bat Object\./;
const utf8 = new TextDecoder('utf-8', { fatal: true });

const parse = (body: Buffer): unknown => {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
};

const ofStatus = ({ status }: Answer, { isSameOperation, operation, method }: Draft): string[] => {
  if (status >= 500) return [`the status is ${status}`];
  const isOptions = method === 'OPTIONS' && status === 204;
  const allowed = isSameOperation ? new Set(operation.statuses.map(Number)) : anywhere;
  return allowed.has(status) || ofAnyPath.has(status) || isOptions
    ? []
    : [`the status ${status} is not documented`];
};

const ofBody = ({ status, headers, body }: Answer, draft: Draft): string[] => {
  const { method, isSameOperation, empty } = draft;
  const isEmpty = method === 'HEAD' || status === 204 || (isSameOperation && empty.includes(status));
  if (isEmpty) return body.length > 0 ? ['there is a body where none belongs'] : [];
  const type = headers.get('content-type')?.join() ?? '';
  const parsed = parse(body);
  if (status < 400) {
    // Elsewhere there are documents of other types.
    return !isSameOperation || (JSON_TYPES.includes(type) && parsed !== undefined)
      ? []
      : [`a success is no JSON, but "${type}"`];
  }
  const text = body.toString();
  const inside = INSIDE.exec(text);
  return [
    ...(type === JSON_OF_FAULT ? [] : [`the Content-Type of a fault is "${type}"`]),
    ...(isFaultOf(draft, status, text, parsed)
      ? []
      : [`the body of a ${status} is not the fault: ${text.slice(0, 200)}`]),
    ...(inside === null ? [] : [`the fault speaks of the inside of the service: ${inside[0]}`]),
  ];
};

const ofHeaders = ({ headers }: Answer): string[] => {
  const [id = '', ...more] = headers.get('x-openstack-request-id') ?? [];
  const isId = REQUEST_ID.test(id) && more.length === 0 && headers.get('x-compute-request-id')?.join() === id;
  const injected = ['x', 'x-injected'].filter((name) => headers.has(name));
  return [
    ...(isId ? [] : ['the request id is missing or malformed']),
    ...injected.map((name) => `a header of the client's came into the answer: ${name}`),
  ];
};

const ofVersion = ({ status, headers }: Answer, { version, isSameOperation }: Draft): string[] => {
  const [standard, legacy] = VERSIONS.map((name) => headers.get(name)?.join());
  if (standard === undefined && legacy === undefined) {
    return isSameOperation && version !== undefined && status < 300 ? ['the version is not echoed'] : [];
  }
  const vary = headers.get('vary')?.join().toLowerCase() ?? '';
  const isSound =
    WELL_FORMED.test(legacy ?? '') &&
    standard === `compute ${legacy}` &&
    VERSIONS.every((name) => vary.includes(name));
  return [
    ...(isSound ? [] : [`the version is echoed as "${standard}" and "${legacy}", Vary as "${vary}"`]),
    ...(version === undefined || version === legacy ? [] : [`the version ${version} is echoed as ${legacy}`]),
  ];
};

const unescaped = (text: string) =>
  text
    .replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .toLowerCase();

/** @param text all that came over the connection, answers cut off among it */
const ofSecrets = (text: string, draft: Draft, { marker, ids, tokens }: Secrets): string[] => {
  const leaked = tokens.some((token) => text.includes(token)) ? ['a token is in the answer'] : [];
  if (draft.seesAllProjects) return leaked;
  // An id that the client named may be said again.
  const seen = ids.filter((id) => text.includes(id));
  const sent = seen.length === 0 ? '' : unescaped(bytesOf(draft).toString('latin1'));
  return [
    ...leaked,
    ...(text.includes(marker) ? ["another project's group is in the answer"] : []),
    ...seen
      .filter((id) => !sent.includes(id))
      .map((id) => `the id ${id} of another project's group is in the answer`),
  ];
};

const HOW_ENDED: Readonly<Record<Exclude<Received['end'], 'answered' | 'closed'>, string>> = {
  hang: 'no answer came, and the connection stays open',
  reset: 'the connection was reset without an answer',
  refused: 'the service takes no connections',
};

const ofEnd = (draft: Draft, { end }: Received, answers: readonly Answer[], rest: Buffer): string[] => {
  const expected = draft.isUnfinished ? 0 : (draft.methods?.length ?? 1);
  const isLast = answers.at(-1)?.headers.get('connection')?.join() === 'close';
  if (rest.length > 0) return [`an answer is cut off: ${JSON.stringify(rest.toString('latin1', 0, 100))}`];
  if (end === 'hang' || end === 'refused' || (end === 'reset' && answers.length === 0))
    return [HOW_ENDED[end]];
  return answers.length >= expected || isLast ? [] : [`${answers.length} of ${expected} answers came`];
};

const BEFORE_TOKEN = new Set([401, 408, 413, 417, 429, 431]);

const firstSegment = (path: string) => path.split('/')[1] ?? '';
/** Below these nothing is answered without a token. */
const versions = new Set(
  documented.map(({ operation }) => firstSegment(operation.path)).filter((each) => each !== ''),
);

/** By the order of the checks: only what is refused later than for its token has got past it. */
const isPast = ({ status, body }: Answer, { operation, isSameOperation, target }: Draft): boolean => {
  if (operation.isPublic || BEFORE_TOKEN.has(status)) return false;
  if (!isSameOperation && !versions.has(firstSegment(target))) return false;
  return status !== 400 || !body.includes(NOT_HTTP);
};

export const check = (draft: Draft, received: Received, secrets: Secrets): Verdict => {
  const { answers, rest, wrong } = readAnswers(received.bytes, draft.methods ?? [draft.method]);
  const each = answers.flatMap((answer) => [
    ...ofStatus(answer, draft),
    ...ofBody(answer, draft),
    ...ofHeaders(answer),
    ...ofVersion(answer, draft),
  ]);
  const ofWire =
    wrong === undefined ? ofEnd(draft, received, answers, rest) : [`the answer is no HTTP: ${wrong}`];
  return {
    problems: [...ofWire, ...each, ...ofSecrets(received.bytes.toString(), draft, secrets)],
    statuses: answers.map(({ status }) => status),
    isPastAuthentication: answers.some((answer) => isPast(answer, draft)),
  };
};
