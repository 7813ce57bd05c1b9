/** Runs the cases through the drivers of the clients, and says for each what is wrong. */

import { type RunningService, startService } from '../../contract-tests/service.ts';
import type { Json } from '../generate/document.ts';
import { startMock } from '../mock/mock.ts';
import { type Caller, type Case, OTHER_PROJECT, PROJECT } from './cases/case.ts';
import { differences, filled, requestDifferences } from './compare.ts';
import { type Driver, startDriver } from './driver.ts';
import type { Question, Result } from './protocol.ts';
import { type ScriptedServer, startScript } from './script.ts';

/** A client that is installed somewhere. */
export interface Client {
  readonly name: string;
  readonly driver: readonly string[];
  readonly folder: string;
}

/** How a case went with one client. */
export interface Outcome {
  readonly what: string;
  readonly client: string;
  /** A sentence each; none if all is as expected. */
  readonly problems: readonly string[];
  readonly results: readonly Result[];
}

export interface Options {
  /** That of the clients, which their User-Agent has. */
  readonly version: string;
  /** How many milliseconds a call may take. */
  readonly patience?: number;
}

interface World {
  readonly client: Client;
  readonly options: Options;
  readonly service: RunningService | undefined;
  readonly mock: string;
  /** Where redirects lead to. Nobody must come here. */
  readonly elsewhere: ScriptedServer;
}

/** A port on which nobody listens: that of a server which is gone. */
const nowhere = async (): Promise<string> => {
  const server = await startScript([]);
  await server.close();
  return server.url;
};

const removeAll = async ({ url, tokens }: RunningService): Promise<void> => {
  const headers = { 'X-Auth-Token': tokens.admin, Connection: 'close' };
  const groups = `${url}/v2.1/os-server-groups`;
  const { server_groups } = (await (await fetch(`${groups}?all_projects=1`, { headers })).json()) as {
    server_groups: readonly { id: string }[];
  };
  for (const { id } of server_groups) await fetch(`${groups}/${id}`, { method: 'DELETE', headers });
};

const tokenOf = (service: RunningService | undefined, caller: Caller): string =>
  caller === 'nobody' ? 'unknown' : (service?.tokens[caller] ?? 'any');

/** Asks for each step in turn, and compares what comes. */
const takeSteps = async (
  driver: Driver,
  { steps, below = '' }: Case,
  url: string,
  service?: RunningService,
) => {
  const values: Json[] = [];
  const results: Result[] = [];
  const problems: string[] = [];
  for (const [index, { call, args, as = 'member', client, gives }] of steps.entries()) {
    const question = {
      call,
      args: filled(args, values),
      client: {
        url: url + below,
        token: tokenOf(service, as),
        project: as === 'otherProject' ? OTHER_PROJECT : PROJECT,
        ...client,
      },
    } as Question;
    const result = await driver.ask(question);
    results.push(result);
    values.push('value' in result ? result.value : null);
    const found = differences(filled(gives, values), { ...result } as Json);
    problems.push(...found.map((problem) => `step ${index + 1}, ${call}: ${problem}`));
  }
  return { results, problems };
};

const onScript = async (driver: Driver, tried: Case, { client, options, elsewhere }: World) => {
  const server = await startScript(Array.isArray(tried.on) ? tried.on : [], elsewhere.url);
  try {
    const before = elsewhere.seen.length;
    const { results, problems } = await takeSteps(driver, tried, server.url);
    const agent = `os-server-groups-${client.name}/${options.version}`;
    const wrong = requestDifferences(tried, server.seen, `/v2.1/${PROJECT}`, agent);
    if (elsewhere.seen.length > before) wrong.push('a request went to another host');
    return { results, problems: [...problems, ...wrong] };
  } finally {
    await server.close();
  }
};

const take = async (driver: Driver, tried: Case, world: World) => {
  const { service, mock } = world;
  if (tried.on === 'mock') return takeSteps(driver, tried, mock);
  if (tried.on === 'nothing') return takeSteps(driver, tried, await nowhere());
  if (tried.on !== 'service') return onScript(driver, tried, world);
  if (service === undefined) throw new Error('no service was started');
  await removeAll(service);
  return takeSteps(driver, tried, service.url, service);
};

/** Takes cases from a list that others take from too, until none is left. A driver that fails is started anew. */
const work = async (world: World, list: Case[], outcomes: Map<Case, Outcome>): Promise<void> => {
  const { client, options } = world;
  let driver = startDriver(client.driver, client.folder, options.patience);
  try {
    for (let tried = list.shift(); tried !== undefined; tried = list.shift()) {
      const about = { what: tried.what, client: client.name };
      try {
        outcomes.set(tried, { ...about, ...(await take(driver, tried, world)) });
      } catch (error) {
        outcomes.set(tried, { ...about, results: [], problems: [(error as Error).message] });
        await driver.close();
        driver = startDriver(client.driver, client.folder, options.patience);
      }
    }
  } finally {
    await driver.close();
  }
};

const WORKERS = 3;

/** All cases with one client, in their order. Those on the service one after the other, since they share it. */
const runClient = async (client: Client, cases: readonly Case[], mock: string, options: Options) => {
  const isOnService = ({ on }: Case) => on === 'service';
  const inTurn = cases.filter(isOnService);
  const others = cases.filter((each) => !isOnService(each));
  const outcomes = new Map<Case, Outcome>();
  const elsewhere = await startScript([]);
  const service = inTurn.length > 0 ? await startService() : undefined;
  const world = { client, options, service, mock, elsewhere };
  try {
    const workers = Array.from({ length: Math.min(WORKERS, others.length) }, () =>
      work(world, others, outcomes),
    );
    await Promise.all([...(inTurn.length > 0 ? [work(world, inTurn, outcomes)] : []), ...workers]);
  } finally {
    await service?.close();
    await elsewhere.close();
  }
  return cases.flatMap((tried) => outcomes.get(tried) ?? []);
};

/** What is left of a result without what differs from run to run: the ids that the service gives. */
const comparable = (result: Result | undefined): Json =>
  JSON.parse(JSON.stringify(result ?? null).replaceAll(/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/g, '<id>'));

/** The outcomes, with a problem for whoever behaves unlike the first client, however right it may look. */
const withComparison = (outcomes: readonly Outcome[]): Outcome[] =>
  outcomes.map((outcome) => {
    const first = outcomes.find(({ what }) => what === outcome.what) ?? outcome;
    if (first.problems.length > 0 || outcome.problems.length > 0) return outcome;
    const problems = outcome.results.flatMap((result, index) =>
      differences(comparable(first.results[index]), comparable(result)).map(
        (problem) => `step ${index + 1}, unlike ${first.client}: ${problem}`,
      ),
    );
    return { ...outcome, problems };
  });

/** Runs all cases with all clients, which come through them at the same time. */
export const runCases = async (
  clients: readonly Client[],
  cases: readonly Case[],
  options: Options,
): Promise<Outcome[]> => {
  const needsMock = cases.some(({ on }) => on === 'mock');
  const mock = needsMock ? await startMock({ port: 0, log: () => {} }) : undefined;
  try {
    const all = await Promise.all(
      clients.map((client) => runClient(client, cases, mock?.url ?? '', options)),
    );
    return withComparison(all.flat());
  } finally {
    await mock?.close();
  }
};

/** An outcome in words; undefined if nothing is wrong. */
export const inWords = ({ what, client, problems }: Outcome): string | undefined =>
  problems.length === 0 ? undefined : [`${client}: ${what}`, ...problems].join('\n    ');
