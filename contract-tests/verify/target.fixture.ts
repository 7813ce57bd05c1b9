/** Servers to be verified that are wrong in one way, and what is left on the right one behind them. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { RunningService } from '../service.ts';
import { type Options, readOptions, TOKEN_OPTIONS, type TokenName } from './options.ts';

const listen = async (server: http.Server): Promise<string> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** Starts a server on 127.0.0.1 that ends with the test. Returns its URL. */
export const startTarget = (t: TestContext, listener: RequestListener): Promise<string> => {
  const server = http.createServer(listener);
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return listen(server);
};

/** A URL where no server is, or not any more. */
export const nobody = async (): Promise<string> => {
  const server = http.createServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
};

/** Passes requests on as they come. */
export const passTo =
  (upstream: string, pathOf: (path: string) => string = (path) => path): RequestListener =>
  (request, response) => {
    const { method, url = '', headers } = request;
    const passed = http.request(upstream + pathOf(url), { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    // The body that a GET says it has never comes.
    if (method === 'GET') passed.flushHeaders();
    request.pipe(passed);
  };

/** How a server is that does not answer. */
export type Silence = 'hangs' | 'drops connections';

const SILENCES: Readonly<Record<Silence, RequestListener>> = {
  hangs: () => {},
  'drops connections': (request) => request.socket.destroy(),
};

/** Is silent after so many answers, until it is asked for the groups that are to be tidied away. */
export const silentAfter = (
  listener: RequestListener,
  silence: Silence,
  answers: number,
): RequestListener => {
  let count = 0;
  let isBack = false;
  return (request, response) => {
    count += 1;
    isBack ||= count > answers && String(request.url).includes('limit=1000');
    (count > answers && !isBack ? SILENCES[silence] : listener)(request, response);
  };
};

interface Given {
  readonly url: string;
  readonly args?: readonly string[];
  readonly tokens?: Readonly<Partial<Record<TokenName, string>>>;
}

/** Options as they stand on the command line, and tokens as they stand in the environment. */
export const optionsOf = ({ url, args = [], tokens = {} }: Given): Options => {
  const options = readOptions(['--url', url, ...args], environmentOf({ member: 'any', ...tokens }));
  assert.ok(typeof options !== 'string');
  return options;
};

export const environmentOf = (tokens: Readonly<Partial<Record<TokenName, string>>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tokens).map(([name, token]) => {
      const option = TOKEN_OPTIONS[name as TokenName];
      return [`OSG_VERIFY_${option.toUpperCase().replaceAll('-', '_')}`, token];
    }),
  );

type Service = Pick<RunningService, 'url' | 'tokens'>;

/** The names of the groups of both projects. */
export const groupsOf = async ({ url, tokens }: Service): Promise<string[]> => {
  const names: string[] = [];
  for (const token of [tokens.member, tokens.otherProject]) {
    const answer = await fetch(`${url}/v2.1/os-server-groups`, { headers: { 'X-Auth-Token': token } });
    const { server_groups } = (await answer.json()) as { server_groups: { name: string }[] };
    names.push(...server_groups.map(({ name }) => name));
  }
  return names;
};

/** Makes a group in the project of the member. */
export const makeGroup = async ({ url, tokens }: Service, name: string): Promise<void> => {
  const answer = await fetch(`${url}/v2.1/os-server-groups`, {
    method: 'POST',
    headers: { 'X-Auth-Token': tokens.member, 'Content-Type': 'application/json' },
    body: JSON.stringify({ server_group: { name, policies: ['anti-affinity'] } }),
  });
  assert.equal(answer.status, 200, await answer.text());
};
