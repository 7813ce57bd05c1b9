/** What a case does with a server: it sends requests as any client, and each answer is held against the view. */

import { isOfThisRun } from '../run.ts';
import { TOKEN_OPTIONS } from '../verify/options.ts';
import {
  type Answer,
  type Case,
  LEGACY,
  NotJudged,
  prefixOf,
  type Request,
  type Server,
  type TokenName,
  type World,
} from './case.ts';
import { type Judgement, judge } from './judge.ts';
import { EXACT } from './traits.ts';
import { openTransport, type Transport } from './transport.ts';

/** A request, what was answered, and what is to be said of it. */
export interface Exchange extends Judgement {
  /** With the headers that it was sent with; the token is the one that this names. */
  readonly request: Request;
  /** What was written by hand; the request says nothing then. */
  readonly bytes?: string | Uint8Array;
  readonly answer: Answer;
}

/** An answer is not as the view says, whatever the case was looking for. */
export class Objection extends Error {
  readonly exchange: Exchange;
  constructor(exchange: Exchange) {
    super(exchange.objections.join('; '));
    this.exchange = exchange;
  }
}

const TIMEOUT = 30_000;

/** The id of the group that a creation was answered with; undefined for what other requests are answered with. */
const groupMadeIn = ({ status, body }: Answer): { id?: string; name?: string } | undefined => {
  try {
    return status === 200 && body !== '' ? JSON.parse(body).server_group : undefined;
  } catch {
    return undefined;
  }
};

const versionHeaders = (version: string): Record<string, string> =>
  version === LEGACY ? {} : { 'OpenStack-API-Version': `compute ${version}` };

/** The tokens, where one that was not given is told when a case asks for it. */
const tokensOf = ({ tokens }: Server): World['tokens'] =>
  new Proxy(tokens as World['tokens'], {
    get: (given, name) => {
      const token = given[name as TokenName];
      if (token === undefined && name in TOKEN_OPTIONS) {
        throw new NotJudged(`there is no --${TOKEN_OPTIONS[name as TokenName]}`);
      }
      return token;
    },
  });

export interface Opened {
  readonly world: World;
  /** Deletes the groups that were made; what could not be deleted is left to the sweep. */
  close(): Promise<void>;
}

/**
 * @param observe hears of each exchange
 * @throws Objection out of `send` and `call`, when an answer is not as the view says
 */
export const openWorld = (
  server: Server,
  version: string,
  transport: Transport,
  observe: (exchange: Exchange) => void = () => {},
): Opened => {
  const { traits = EXACT, isByDesign = () => false, newest, beyond = newest } = server;
  const made = new Map<string, string>();
  const ids = new Set<string>();
  /** Two answers have not the same id. */
  const objectionsToId = ({ headers }: Answer): string[] => {
    const [id] = headers['x-openstack-request-id'] ?? [];
    if (id === undefined) return [];
    const objections = ids.has(id) ? [`the id of the request, ${id}, is that of an earlier one`] : [];
    ids.add(id);
    return objections;
  };
  const look = (request: Request, answer: Answer): Answer => {
    const { objections, ...judgement } = judge(request, answer, beyond);
    const { method, path } = judgement.route ?? {};
    const place = `${method} ${path} ${answer.status}`;
    const exchange = {
      request,
      answer,
      ...judgement,
      objections: [...objections, ...objectionsToId(answer)].filter((each) => !isByDesign(place, each)),
    };
    observe(exchange);
    if (exchange.objections.length > 0) throw new Objection(exchange);
    return answer;
  };
  const tokens = tokensOf(server);
  const send: World['send'] = async ({ token, headers, ...request }) => {
    const sent = token === undefined ? tokens.member : token;
    const whole = { ...request, headers: { ...(sent !== null && { 'X-Auth-Token': sent }), ...headers } };
    const answer = { ...(await transport.send(whole)), traits };
    const group = request.method === 'POST' ? groupMadeIn(answer) : undefined;
    // Remembered before it is judged: a group that looks wrong must go away too.
    if (group?.id !== undefined) made.set(group.id, sent ?? '');
    look(whole, answer);
    if (group?.name !== undefined && !isOfThisRun(group.name)) {
      throw new Error(`a group was made whose name is not one of this run: ${group.name}`);
    }
    return answer;
  };
  const call: World['call'] = ({ path, headers, ...request }) =>
    send({ ...request, path: prefixOf(version) + path, headers: { ...versionHeaders(version), ...headers } });
  const raw: World['raw'] = async (bytes) => {
    const answer = { ...(await transport.raw(bytes)), traits };
    const ofNothing = { route: undefined, version: undefined, objections: [] };
    observe({ request: { path: '' }, bytes, answer, ...ofNothing });
    return answer;
  };
  const drop: World['drop'] = async (id) => {
    const token = made.get(id) ?? server.tokens.member ?? '';
    made.delete(id);
    await transport.send({
      method: 'DELETE',
      path: `/v2.1/os-server-groups/${id}`,
      headers: { 'X-Auth-Token': token },
    });
  };

  return {
    world: { ...server, tokens, traits, newest, version, send, call, drop, raw },
    close: async () => {
      for (const id of [...made.keys()]) await drop(id).catch(() => {});
    },
  };
};

/** Runs a case at one version, and deletes the groups that it made. */
export const runCase = async ({ run }: Case, version: string, server: Server): Promise<void> => {
  const transport = openTransport(server.url, TIMEOUT);
  const { world, close } = openWorld(server, version, transport);
  try {
    await run(world);
  } finally {
    await close();
    transport.close();
  }
};
