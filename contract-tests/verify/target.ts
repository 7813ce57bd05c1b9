/** The server to be verified: whether it can be judged at all, and what it offers. */

import { minorOf } from '../../src/microversions/negotiate.ts';
import { ranges } from '../../src/views/view.ts';
import type { Answer } from '../cases/case.ts';
import type { Transport } from '../cases/transport.ts';
import { named } from '../run.ts';
import { ask, parsed, shown } from './ask.ts';
import { CannotJudge } from './cannot-judge.ts';
import type { Options } from './options.ts';

export interface Offer {
  /** The newest microversion that the server offers, of those that the spec has. */
  readonly newest: string;
  /** The newest that it offers, where the spec does not have that yet. */
  readonly beyond: string | undefined;
}

/** Where a redirect leads; empty where there is none. */
const wayOf = ({ headers: { location = [] } }: Answer): string =>
  location.length === 0 ? '' : ` (it leads to ${shown(String(location))})`;

/** The newest microversion of the document at `/v2.1`; where it says none, the newest of those that were asked for. */
const newestOf = (url: string, answer: Answer, asked: Options['microversions']): string => {
  const last = asked?.toSorted((a, b) => minorOf(a) - minorOf(b)).at(-1);
  const { version } = (parsed(answer)?.version ?? {}) as { version?: unknown };
  if (answer.status !== 200 || typeof version !== 'string' || !/^2\.[1-9][0-9]*$/.test(version)) {
    if (last !== undefined) return last;
    throw new CannotJudge(
      `The server ${url} does not say which microversions it has: GET /v2.1 is answered with ${answer.status}${wayOf(answer)} and "${shown(answer.body)}". ` +
        'Point --url at the address of a server group API, without /v2.1 and without a project; or name the versions with --microversions.',
    );
  }
  if (last !== undefined && minorOf(last) > minorOf(version)) {
    throw new CannotJudge(
      `The server ${url} does not offer ${last}: its newest microversion is ${version}. Leave --microversions out to try all that it offers, or name older ones.`,
    );
  }
  return version;
};

/** The spec knows none after its own newest. */
const clip = (version: string): string => {
  const last = ranges.at(-1)?.last as string;
  return minorOf(version) > minorOf(last) ? last : version;
};

const withToken = (token: string | undefined, version: string) => ({
  'X-Auth-Token': token ?? '',
  'OpenStack-API-Version': `compute ${version}`,
});

const refuseToken = (url: string, { status, body }: Answer): never => {
  throw new CannotJudge(
    `The server ${url} refuses the token: it answers a list of server groups with ${status} and "${shown(body)}". ` +
      'Give a token that is valid now, of a user who may make and delete groups.',
  );
};

/** How many groups a verification needs at a time. */
const NEEDED = 2;

interface Group {
  readonly id: string;
  readonly project_id?: string;
}

const groupIn = (answer: Answer): Group | undefined => {
  const group = parsed(answer)?.server_group as Group | undefined;
  return answer.status === 200 && group?.id !== undefined ? group : undefined;
};

/**
 * Makes as many groups as will be needed, and deletes them. They show the project from version 2.13 on.
 *
 * @returns what the last creation was answered with
 */
const tryCreations = async (
  transport: Transport,
  { url, tokens }: Options,
  version: string,
): Promise<Answer> => {
  const path = '/v2.1/os-server-groups';
  const body = { server_group: { name: named('project'), policies: ['anti-affinity'] } };
  const headers = withToken(tokens.member, version);
  const made: string[] = [];
  try {
    for (;;) {
      const answer = await ask(transport, url, { method: 'POST', path, headers, body });
      const group = groupIn(answer);
      if (group !== undefined) made.push(group.id);
      if (group === undefined || made.length === NEEDED) return answer;
    }
  } finally {
    for (const id of made) {
      await ask(transport, url, { method: 'DELETE', path: `${path}/${id}`, headers });
    }
  }
};

const refuseCreation = (url: string, { status, body }: Answer): never => {
  throw new CannotJudge(
    `The server ${url} makes no ${NEEDED} groups for the token: it answers a creation with ${status} and "${shown(body)}". ` +
      `Either its user may not make groups: give a token of one who may. Or the quota of the project is used up: make room for ${NEEDED} groups.`,
  );
};

const missProject = (url: string, { status, body }: Answer): never => {
  throw new CannotJudge(
    `The server ${url} makes no group that shows its project: it answers ${status} and "${shown(body)}". ` +
      'Give the id of the project with --project to verify it nevertheless.',
  );
};

/** Since this version a group shows its project; its policy is still written as it was at first. */
const SHOWS_PROJECT = '2.13';

/**
 * Looks whether the server is there and takes the token, and what it offers.
 *
 * @throws CannotJudge with what is wrong and what to do
 */
export const inspect = async (transport: Transport, options: Options): Promise<Offer> => {
  const { url, tokens, microversions } = options;
  const root = await ask(transport, url, { path: '/v2.1' });
  const offered = newestOf(url, root, microversions);
  const newest = clip(offered);
  const headers = withToken(tokens.member, '2.1');
  const list = await ask(transport, url, { path: '/v2.1/os-server-groups?limit=1', headers });
  if (list.status === 401 || list.status === 403) refuseToken(url, list);
  return { newest, beyond: offered === newest ? undefined : offered };
};

/**
 * Looks whether there is room for the groups that will be made.
 *
 * @returns the project in which they are made
 * @throws CannotJudge with what is wrong and what to do
 */
export const findProject = async (
  transport: Transport,
  options: Options,
  { newest }: Offer,
): Promise<string> => {
  const { url, project } = options;
  const version = minorOf(newest) < minorOf(SHOWS_PROJECT) ? newest : SHOWS_PROJECT;
  const creation = await tryCreations(transport, options, version);
  if (creation.status === 403) refuseCreation(url, creation);
  return project ?? groupIn(creation)?.project_id ?? missProject(url, creation);
};
