/** Several services as processes on one store, for tests of what happens at once. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import http, { Agent, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import type { Random } from '../contract-tests/fuzz/random.ts';
import { emptyFolder, firstToken, startProcess } from './process.fixture.ts';
import { type Read, type StoreKind, sharedStores } from './store/stores.fixture.ts';

const SERVICES = 3;

export interface Request {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Below `/v2.1`. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  /** Undefined where there is none. */
  readonly body: unknown;
}

/** A fault of the table, as it arrives. */
export const arrived = ({ status, body }: Answer): Answer => ({ status, body });

export interface Services {
  /** Sends a request of an administrator to one of the services, by chance. */
  readonly send: (request: Request, random: Random) => Promise<Answer>;
  /** Makes a server group, and returns its id. */
  readonly make: (group: object, random: Random) => Promise<string>;
  /** What the store itself says, read over a connection of its own. */
  readonly read: Read;
}

/** Starts three services on one store, which end after the test. Their answers are checked against the spec. */
export const startServices = async (
  t: TestContext,
  kind: StoreKind,
  given: Readonly<Record<string, string>> = {},
): Promise<Services> => {
  const folder = await emptyFolder(t);
  const store = await sharedStores[kind](t, folder);
  const settings = { OSG_STORE: store.url, ...given };
  // The first one makes the token and the tables.
  const first = await startProcess(t, folder, { settings });
  const others = Array.from({ length: SERVICES - 1 }, () => startProcess(t, folder, { settings }));
  const urls = [first, ...(await Promise.all(others))].map(({ url }) => url);
  const admin = await firstToken(folder);

  // Half the cost of `fetch`, and the services share the processors with the test.
  const agent = new Agent({ keepAlive: true });
  t.after(() => agent.destroy());

  const send: Services['send'] = async ({ method, path, body, headers }, random) => {
    const request = http.request(`${random.pick(urls)}/v2.1${path}`, {
      agent,
      method,
      headers: { ...admin, 'OpenStack-API-Version': 'compute 2.64', ...headers },
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const said = await text(response);
    return { status: Number(response.statusCode), body: said === '' ? undefined : JSON.parse(said) };
  };
  return {
    send,
    make: async (group, random) => {
      const body = { server_group: { name: 'test', ...group } };
      const answer = await send({ method: 'POST', path: '/os-server-groups', body }, random);
      assert.equal(answer.status, 200);
      return (answer.body as { server_group: { id: string } }).server_group.id;
    },
    read: store.read,
  };
};
